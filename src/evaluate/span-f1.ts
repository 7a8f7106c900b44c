import type { Example } from '../dataset/rows/examples.ts';
import type { Span } from '../schemas.ts';
import { mean } from './metrics.ts';

/**
 * Returns the mean F1 of the characters in the spans of toxicity against those that people marked, row by row (Da San Martino
 * et al. 2019, as SemEval-2021 task 5 uses it): 1 where both mark nothing, 0 where one of them does. Toxic rows whose source
 * says what was marked count; NaN without any.
 * @param spansOf the spans that are given of a text
 */
export function spanF1(spansOf: (text: string) => readonly Span[], examples: readonly Example[]): number {
  const marked = examples.filter(({ spans, labels }) => spans !== null && labels[0]! >= 0.5);
  return mean(
    marked.map(({ text, spans }) =>
      characterF1(
        spans ?? [],
        spansOf(text).map(({ start, end }) => [start, end] as const),
      ),
    ),
  );
}

/** Returns the F1 of two sets of characters given as ranges [start, end), which may overlap. */
export function characterF1(
  gold: readonly (readonly [number, number])[],
  found: readonly (readonly [number, number])[],
): number {
  const [a, b] = [characters(gold), characters(found)];
  if (a.size + b.size === 0) return 1;
  return (2 * [...a].filter((at) => b.has(at)).length) / (a.size + b.size);
}

function characters(ranges: readonly (readonly [number, number])[]): Set<number> {
  return new Set(ranges.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)));
}
