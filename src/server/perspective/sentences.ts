/** A sentence as UTF-16 offsets into its text, the end exclusive, in Perspective's words. */
export interface Sentence {
  readonly begin: number;
  readonly end: number;
}

/** Longer comments have several sentences in a span: a text of full stops costs no more than any other. */
const MAX_SPANS = 100;

/** Returns the sentences of a text, without the white space around them; from 100 on, several in one. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences = trimmedBetween(text, sentenceEnds(text));
  const perSpan = Math.ceil(sentences.length / MAX_SPANS);
  return sentences
    .filter((_, i) => i % perSpan === 0)
    .map(({ begin }, i) => ({ begin, end: (sentences[(i + 1) * perSpan - 1] ?? sentences.at(-1)!).end }));
}

const STOPS = '.!?…';
const WIDE_STOPS = '。！？';
const CLOSERS = '"\'”’»)]';

/**
 * Where sentences end: behind full stops and what closes with them, where white space follows, and at line breaks.
 * Intl.Segmenter needs a hundred times as long, which a text of full stops would make felt.
 */
function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '\n' || WIDE_STOPS.includes(character)) ends.push(i + 1);
    else if (STOPS.includes(character)) {
      while (STOPS.includes(text[i + 1] ?? ' ') || CLOSERS.includes(text[i + 1] ?? ' ')) i++;
      if (/\s/.test(text[i + 1] ?? ' ')) ends.push(i + 1);
    }
  }
  return [...ends, text.length];
}

/** What lies between the ends, without the white space around it. */
function trimmedBetween(text: string, ends: readonly number[]): Sentence[] {
  return ends.flatMap((end, i) => {
    const start = i === 0 ? 0 : ends[i - 1]!;
    const piece = text.slice(start, end);
    const begin = end - piece.trimStart().length;
    const last = start + piece.trimEnd().length;
    return begin < last ? [{ begin, end: last }] : [];
  });
}
