import { SURFACE_CLASSES } from '../../text/lexicon.ts';
import type { Terms } from '../../text/terms.ts';
import { type HeadInput, type Pool, wholeText } from './input.ts';
import { type InputShape, UNSALTED } from './shape.ts';

/** Words and runs of words, the characters inside words, and how the comment is written. */
export const TOXICITY_SHAPE: InputShape = {
  pools: [
    { text: 'comment', part: 'words', salts: UNSALTED },
    { text: 'comment', part: 'subwords', salts: UNSALTED },
  ],
  dense: () => ({ surface: 5 }),
  sequences: ['comment'],
  signals: 0,
};

/** Returns what the toxicity head reads of a comment. */
export function encodeToxicity(terms: Terms): HeadInput {
  const ranges = wholeText(terms);
  const pools: Pool[] = [
    { terms, ranges, part: 'words', salt: 0 },
    { terms, ranges, part: 'subwords', salt: 0 },
  ];
  const sequences = [{ terms, signals: NO_SIGNALS }];
  return { pools, vectors: terms, dense: surfaceOf(terms), sequences, mirrored: false };
}

const NO_SIGNALS = new Float32Array(0);

/** Returns how a comment is written: length, shouting, exclamations, questions, second person. Each about 0 to 1. */
function surfaceOf({ indices, lexicon, shouted }: Terms): Float32Array {
  const { surfaceClasses } = lexicon;
  let words = 0;
  let exclamations = 0;
  let questions = 0;
  let addressed = 0;
  for (let i = 0; i < indices.length; i++) {
    const surface = surfaceClasses[indices[i]!];
    if (surface === SURFACE_CLASSES.word) words++;
    else if (surface === SURFACE_CLASSES.address) addressed++;
    else if (surface === SURFACE_CLASSES.exclamation) exclamations++;
    else if (surface === SURFACE_CLASSES.question) questions++;
  }
  const count = words + addressed;
  const per = (n: number) => n / Math.max(1, count);
  return Float32Array.of(
    Math.log1p(count) / 6,
    per(shouted),
    Math.min(1, per(exclamations) * 4),
    Math.min(1, per(questions) * 4),
    Math.min(1, per(addressed) * 4),
  );
}
