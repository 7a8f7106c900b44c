import { apart, type Tensors, tensor } from '../artifact/tensors.ts';
import { TASK_LABELS, TASKS, type Task } from '../tasks.ts';

/** A linear head: weights by label and feature, (labels, features), and a bias for each label. */
export interface LinearHead {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The heads of an encoder, by task. */
export type LinearHeads = Readonly<Record<Task, LinearHead>>;

/**
 * Returns the heads among an encoder's tensors.
 * @param features that the encoder gives of a pair
 * @throws BelowTheLineError `invalid-model` when a tensor is missing or of another size.
 */
export function readHeads(tensors: Tensors, features: number): LinearHeads {
  const heads = TASKS.map((task) => {
    const labels = TASK_LABELS[task].length;
    const weights = apart(tensor(tensors, `${task}.weights`, 'float32', labels * features));
    return [task, { weights, bias: apart(tensor(tensors, `${task}.bias`, 'float32', labels)) }];
  });
  return Object.fromEntries(heads) as LinearHeads;
}

/** Returns one logit a label, in label order: weights · features + bias, in 64 bits and then rounded to 32. */
export function logitsOf({ weights, bias }: LinearHead, features: Float32Array): Float32Array {
  return bias.map((start, k) => {
    let sum = start;
    for (let i = 0, at = k * features.length; i < features.length; i++) sum += weights[at++]! * features[i]!;
    return sum;
  });
}
