import type { Example } from '../dataset/rows/examples.ts';
import { type Head, readText } from '../model/head.ts';
import { toxicityJudge } from '../model/judge.ts';
import { mean } from './metrics.ts';

/**
 * Mean F1 of the characters in the head's spans of toxicity against those that people marked, row by row (Da San Martino et al.
 * 2019, as SemEval-2021 task 5 uses it): 1 where both mark nothing, 0 where one of them does. Toxic rows whose source
 * says what was marked count; NaN without any.
 */
export function spanF1(head: Head, examples: readonly Example[]): number {
  const judge = toxicityJudge(head);
  const marked = examples.filter(({ spans, targets }) => spans !== null && (targets[0] as number) >= 0.5);
  return mean(
    marked.map(({ text, spans }) => {
      const { spans: found } = judge(readText(text, head.network.vocabulary));
      return characterF1(
        spans ?? [],
        found.map(({ start, end }) => [start, end] as const),
      );
    }),
  );
}

/** F1 of two sets of characters given as ranges [start, end), which may overlap. */
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
