import { type Tensors, tensor } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import type { Task } from '../tasks.ts';
import { INPUT_SHAPES } from './features/encode.ts';
import type { InputShape } from './features/shape.ts';
import type { HeadManifest } from './manifest.ts';
import type { Model } from './model.ts';
import {
  type Convolution,
  type ConvolutionSizes,
  type DenseLayer,
  type Network,
  networkWidths,
  wordInputLength,
} from './network/network.ts';
import type { Table } from './network/table.ts';

/** One head of a model, ready to run. */
export interface Head {
  readonly name: Task;
  readonly manifest: HeadManifest;
  readonly shape: InputShape;
  readonly network: Network;
}

/**
 * Returns a head of a model.
 * @throws BelowTheLineError `invalid-model` when the model lacks the head or a tensor of it has the wrong size.
 */
export function readHead(model: Model, name: Task): Head {
  const { tensors, vocabulary } = model;
  const manifest = model.manifest.heads[name];
  if (manifest === undefined) {
    const present = Object.keys(model.manifest.heads).join(', ') || 'none';
    throw new BelowTheLineError('invalid-model', `the model has no head ${name}; it has: ${present}`);
  }
  const shape = INPUT_SHAPES[name];
  const widths = networkWidths(shape, manifest, vocabulary);
  const layers = widths.slice(1).map((outputs, k) => readLayer(tensors, `${name}.layer${k}`, widths[k]!, outputs));
  const network = {
    vocabulary,
    table: readTable(tensors, name, manifest),
    convolution: readConvolution(model, name, manifest),
    layers,
    ngrams: manifest.ngrams,
  };
  return { name, manifest, shape, network };
}

/** Returns the sizes of a head's convolution. */
export function convolutionSizes(name: Task, { convolution }: Pick<HeadManifest, 'convolution'>): ConvolutionSizes {
  return { ...convolution, signals: INPUT_SHAPES[name].signals };
}

function readTable(tensors: Tensors, name: Task, { dimensions, ngrams: { buckets } }: HeadManifest): Table {
  return {
    dimensions,
    values: tensor(tensors, `${name}.ngrams.values`, 'int8', buckets * dimensions),
    scales: tensor(tensors, `${name}.ngrams.scales`, 'float32', buckets),
  };
}

function readConvolution({ tensors, vocabulary }: Model, name: Task, manifest: HeadManifest): Convolution {
  const sizes = convolutionSizes(name, manifest);
  const inputs = wordInputLength(manifest.dimensions, vocabulary) + sizes.signals;
  return {
    ...sizes,
    weights: tensor(tensors, `${name}.filters.weights`, 'float32', inputs * sizes.width * sizes.filters),
    bias: tensor(tensors, `${name}.filters.bias`, 'float32', sizes.filters),
  };
}

function readLayer(tensors: Tensors, name: string, inputs: number, outputs: number): DenseLayer {
  return {
    inputs,
    outputs,
    weights: tensor(tensors, `${name}.weights`, 'float32', inputs * outputs),
    bias: tensor(tensors, `${name}.bias`, 'float32', outputs),
  };
}
