import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import type { Task } from '../../tasks.ts';
import type { CompleteRecipe } from './recipe.ts';

/** Weighs rows by their source and leaves out those whose label says neither yes nor no. */
export function weigh(examples: readonly Example[], { sourceWeights, unclear }: CompleteRecipe): Example[] {
  return examples.flatMap((example) => {
    const weight = example.weight * (sourceWeights[example.source] ?? 1);
    const range = unclear[example.source];
    const first = example.labels[0]!;
    if (weight === 0 || (range !== undefined && first >= range[0] && first <= range[1])) return [];
    return [{ ...example, weight }];
  });
}

/** Weighs labels (of toxicity, the first: yes, no, unknown) by q^-exponent, keeping the mean weight. */
export function balance(head: Task, examples: readonly Example[], exponent: number): readonly Example[] {
  if (exponent === 0) return examples;
  const totals = new Map<number, number>();
  const labelOf = (example: Example) => (head === 'toxicity' ? Math.round(example.labels[0]!) : labelIndex(example));
  for (const example of examples) totals.set(labelOf(example), (totals.get(labelOf(example)) ?? 0) + example.weight);
  const all = [...totals.values()].reduce((sum, total) => sum + total, 0);
  const factor = (example: Example) => ((totals.get(labelOf(example)) as number) / all) ** -exponent;
  const mean = examples.reduce((sum, example) => sum + example.weight * factor(example), 0) / all;
  return examples.map((example) => ({ ...example, weight: (example.weight * factor(example)) / mean }));
}
