import { tensor } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import { attributeProbabilities, labelProbabilities } from '../scoring/calibration.ts';
import type { Task } from '../tasks.ts';
import type { Vocabulary } from '../text/lexicon.ts';
import { readTerms } from '../text/terms.ts';
import { isNegatedTarget } from './features/negated-target.ts';
import { readTopic, SIGNALS } from './features/relatedness.ts';
import { encodeReply } from './features/reply.ts';
import { encodeStance, type ReadText } from './features/stance.ts';
import { encodeToxicity } from './features/toxicity.ts';
import { lazily } from './lazily.ts';
import type { HeadManifest } from './manifest.ts';
import type { Model } from './model.ts';
import { type Convolution, type ConvolutionSizes, featuresWidth, wordInputs } from './network/convolution.ts';
import { type Activations, type DenseLayer, forward, type HeadInput, type Network } from './network/reference.ts';

/** A text to judge and, for stance and reply, the text it is judged against: the target or the parent comment. */
export interface HeadExample {
  readonly text: string;
  readonly target: string;
}

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

/** Reads a text for every head. */
export function readText(text: string, vocabulary: Vocabulary): ReadText {
  const terms = readTerms(text, vocabulary);
  return { terms, topic: lazily(() => readTopic(terms, vocabulary)), isNegated: lazily(() => isNegatedTarget(terms)) };
}

/** Reads an example for a head: the same files encode it for training and for serving. */
export function encode(head: Task, { text, target }: HeadExample, vocabulary: Vocabulary): HeadInput {
  if (head === 'toxicity') return encodeToxicity(readTerms(text, vocabulary));
  const encodePair = head === 'stance' ? encodeStance : encodeReply;
  return encodePair(readText(text, vocabulary), readText(target, vocabulary));
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
  const sample = encode(name, { text: '', target: '' }, model.vocabulary);
  const widths = networkWidths(sample, manifest, model.vocabulary);
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
  sample: HeadInput,
  { dimensions, hidden, labels, convolution }: Pick<HeadManifest, 'dimensions' | 'hidden' | 'labels' | 'convolution'>,
  vocabulary: Vocabulary,
): number[] {
  const pooled = sample.pools.length * dimensions + vocabulary.dimensions + sample.dense.length;
  return [pooled + featuresWidth(sample.sequences.length, convolution.filters), ...hidden, labels.length];
}

/** The sizes of a head's convolution: stance and reply say of each token how near it is to what they are judged by. */
export function convolutionSizes(name: Task, { convolution }: Pick<HeadManifest, 'convolution'>): ConvolutionSizes {
  return { ...convolution, signals: name === 'toxicity' ? 0 : SIGNALS };
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
