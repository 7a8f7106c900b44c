import type { Tensors } from '../../artifact/tensors.ts';
import type { Head } from '../../lexical/head.ts';
import type { HeadManifest } from '../../lexical/manifest.ts';
import { type Model, parseModel, serializeModel } from '../../lexical/model.ts';
import type { Task } from '../../tasks.ts';
import type { Fitted } from './fit.ts';
import { quantizeRows } from './quantize.ts';

/** Returns the weights of a head in float32, to learn on from. */
export function weightsOf({ network: { table, layers, convolution } }: Head): Fitted {
  const { dimensions, values, scales } = table;
  return {
    table: Float32Array.from(values, (value, i) => value * (scales?.[Math.floor(i / dimensions)] ?? 1)),
    filters: convolution,
    layers,
  };
}

/** Returns a model with another head in the place of one; its other heads stay as they are. */
export async function withHead(
  base: Model,
  head: Task,
  fitted: Fitted,
  version: string,
  manifest: HeadManifest,
): Promise<Model> {
  const others = Object.entries(base.tensors).filter(([name]) => !name.startsWith(`${head}.`));
  const { values, scales } = quantizeRows(fitted.table, manifest.dimensions);
  const tensors: Tensors = {
    ...Object.fromEntries(others),
    [`${head}.ngrams.values`]: values,
    [`${head}.ngrams.scales`]: scales,
    [`${head}.filters.weights`]: fitted.filters.weights,
    [`${head}.filters.bias`]: fitted.filters.bias,
    ...Object.fromEntries(
      fitted.layers.flatMap(({ weights, bias }, k) => [
        [`${head}.layer${k}.weights`, weights],
        [`${head}.layer${k}.bias`, bias],
      ]),
    ),
  };
  return assemble(base, version, { ...base.manifest.heads, [head]: manifest }, tensors);
}

/** Returns a model of which the manifest says something else of a head. */
export async function withManifest(model: Model, head: Task, change: Partial<HeadManifest>): Promise<Model> {
  const heads = { ...model.manifest.heads, [head]: { ...model.manifest.heads[head]!, ...change } };
  return assemble(model, model.manifest.version, heads, model.tensors);
}

/** Writes the model to bytes and reads it back: what is measured is what is served. */
async function assemble(
  { manifest }: Model,
  version: string,
  heads: Model['manifest']['heads'],
  tensors: Tensors,
): Promise<Model> {
  const metadata = { version, language: manifest.language, heads, vectorSource: manifest.vectors.source };
  return parseModel(await serializeModel(metadata, tensors));
}
