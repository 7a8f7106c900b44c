import type { ClassifiedComment, Span } from './schemas.ts';

/** A stretch of text that decided a label, and which kind of label it was. */
export interface Reason extends Span {
  readonly kind: 'toxic' | 'stance' | 'reply';
}

/**
 * Returns the spans behind what is shown of a comment: its toxicity labels, and its stances and its reply unless they
 * are none or neutral. Spans of toxicity attributes below their threshold are left out.
 */
export function reasonsOf({ toxicity, stances, reply }: ClassifiedComment): readonly Reason[] {
  const labels: readonly string[] = toxicity.labels;
  return [
    ...toxicity.spans.filter(({ attribute }) => labels.includes(attribute)).map((span) => reason('toxic', span)),
    ...stances.flatMap(({ label, spans }) => (label === 'none' ? [] : spans.map((span) => reason('stance', span)))),
    ...(reply === null || reply.label === 'neutral' ? [] : reply.spans.map((span) => reason('reply', span))),
  ];
}

const reason = (kind: Reason['kind'], span: Span): Reason => ({ ...span, kind });

/**
 * Returns, by attribute, the texts of the spans with the highest scores, strongest first and without repetition.
 * @param text what the spans' UTF-16 offsets point into
 * @param limit most spans to take of an attribute
 */
export function strongestWords(text: string, spans: readonly Span[], limit: number): ReadonlyMap<string, string[]> {
  const byAttribute = new Map<string, Span[]>();
  for (const span of spans) byAttribute.set(span.attribute, [...(byAttribute.get(span.attribute) ?? []), span]);
  return new Map(
    [...byAttribute].map(([attribute, all]) => {
      const strongest = all.toSorted((a, b) => b.score - a.score).slice(0, limit);
      return [attribute, [...new Set(strongest.map(({ start, end }) => text.slice(start, end)))]];
    }),
  );
}
