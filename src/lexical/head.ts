import { tensor } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import { attributeProbabilities, labelProbabilities } from '../scoring/calibration.ts';
import type { Task } from '../tasks.ts';
import type { Vocabulary } from '../text/lexicon.ts';
import { INPUT_SHAPES } from './features/encode.ts';
import type { HeadInput } from './features/input.ts';
import { denseLength, type InputShape } from './features/shape.ts';
import type { HeadManifest } from './manifest.ts';
import type { Model } from './model.ts';
import { type Convolution, type ConvolutionSizes, featuresWidth, wordInputs } from './network/convolution.ts';
import { type Activations, type DenseLayer, forward, type Network } from './network/reference.ts';

/** One head of a model, ready to run. */
export interface Head {
  readonly name: Task;
  readonly manifest: HeadManifest;
  readonly network: Network;
}

/** What a head says of one input: probabilities in label order, and the activations that explain them. */
export interface Prediction {
  readonly probabilities: Float32Array;
  readonly activations: Activations;
}

/**
 * Takes a head out of a model.
 * @throws BelowTheLineError `invalid-model` when the model lacks the head or a tensor of it has the wrong size.
 */
export function readHead(model: Model, name: Task): Head {
  const manifest = model.manifest.heads[name];
  if (manifest === undefined) {
    const present = Object.keys(model.manifest.heads).join(', ') || 'none';
    throw new BelowTheLineError('invalid-model', `the model has no head ${name}; it has: ${present}`);
  }
  const { buckets } = manifest.ngrams;
  const widths = networkWidths(INPUT_SHAPES[name], manifest, model.vocabulary);
  const convolution = readConvolution(model, name, manifest);
  const table = {
    dimensions: manifest.dimensions,
    values: tensor(model.tensors, `${name}.ngrams.values`, 'int8', buckets * manifest.dimensions),
    scales: tensor(model.tensors, `${name}.ngrams.scales`, 'float32', buckets),
  };
  const layers = widths.slice(1).map((outputs, k) => readLayer(model, `${name}.layer${k}`, widths[k]!, outputs));
  return {
    name,
    manifest,
    network: { vocabulary: model.vocabulary, table, convolution, layers, ngrams: manifest.ngrams },
  };
}

/** Numbers between the layers of a head's network: its input, each hidden layer, its logits. */
export function networkWidths(
  shape: InputShape,
  { dimensions, hidden, labels, convolution }: Pick<HeadManifest, 'dimensions' | 'hidden' | 'labels' | 'convolution'>,
  vocabulary: Vocabulary,
): number[] {
  const pooled = shape.pools.length * dimensions + vocabulary.dimensions + denseLength(shape, vocabulary.dimensions);
  return [pooled + featuresWidth(shape.sequences.length, convolution.filters), ...hidden, labels.length];
}

/** Returns the sizes of a head's convolution. */
export function convolutionSizes(name: Task, { convolution }: Pick<HeadManifest, 'convolution'>): ConvolutionSizes {
  return { ...convolution, signals: INPUT_SHAPES[name].signals };
}

function readConvolution({ tensors, vocabulary }: Model, name: Task, manifest: HeadManifest): Convolution {
  const sizes = convolutionSizes(name, manifest);
  const inputs = wordInputs(manifest.dimensions, vocabulary) + sizes.signals;
  return {
    ...sizes,
    weights: tensor(tensors, `${name}.filters.weights`, 'float32', inputs * sizes.width * sizes.filters),
    bias: tensor(tensors, `${name}.filters.bias`, 'float32', sizes.filters),
  };
}

function readLayer({ tensors }: Model, name: string, inputs: number, outputs: number): DenseLayer {
  return {
    inputs,
    outputs,
    weights: tensor(tensors, `${name}.weights`, 'float32', inputs * outputs),
    bias: tensor(tensors, `${name}.bias`, 'float32', outputs),
  };
}

export function predict(head: Head, input: HeadInput): Prediction {
  const activations = forward(head.network, input);
  return { probabilities: probabilitiesOf(head, activations.logits), activations };
}

/** Calibrated probabilities of what the network says. */
export function probabilitiesOf({ name, manifest }: Head, logits: Float32Array): Float32Array {
  const toProbabilities = name === 'toxicity' ? attributeProbabilities : labelProbabilities;
  return toProbabilities(logits, manifest.calibration);
}
