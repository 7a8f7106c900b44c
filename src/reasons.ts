import type { ClassifiedComment, Span } from './schemas.ts';

/** A stretch of text that decided a label, and which kind of label it was. */
export interface Reason extends Span {
  readonly kind: 'toxic' | 'stance' | 'reply';
}

/** The spans that led to what a comment is shown with: its toxicity labels, its stances and its answer, none and neutral aside. */
export function reasonsOf({ toxicity, stances, reply }: ClassifiedComment): readonly Reason[] {
  const labels: readonly string[] = toxicity.labels;
  return [
    ...toxicity.spans.filter(({ attribute }) => labels.includes(attribute)).map((span) => reason('toxic', span)),
    ...stances.flatMap(({ label, spans }) => (label === 'none' ? [] : spans.map((span) => reason('stance', span)))),
    ...(reply === null || reply.label === 'neutral' ? [] : reply.spans.map((span) => reason('reply', span))),
  ];
}

const reason = (kind: Reason['kind'], span: Span): Reason => ({ ...span, kind });

/** The texts of the strongest spans of each attribute, at most `most` of each, without repetition. */
export function strongestWords(text: string, spans: readonly Span[], most: number): ReadonlyMap<string, string[]> {
  const byAttribute = new Map<string, Span[]>();
  for (const span of spans) byAttribute.set(span.attribute, [...(byAttribute.get(span.attribute) ?? []), span]);
  return new Map(
    [...byAttribute].map(([attribute, all]) => {
      const strongest = all.toSorted((a, b) => b.score - a.score).slice(0, most);
      return [attribute, [...new Set(strongest.map(({ start, end }) => text.slice(start, end)))]];
    }),
  );
}
