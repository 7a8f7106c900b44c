import type { Classifier } from './classifier.ts';
import type { Classification, ClassifyInput, Span } from './schemas.ts';
import { logitOf } from './scoring/calibration.ts';
import { tokenize } from './text/tokenize.ts';

/** Clauses of a comment that are left out in turn; what is behind them is one more. */
const MAX_CLAUSES = 12;
/** Words that are left out in turn. */
const MAX_WORDS = 24;
/** Logits that a stretch has to take along to be a reason, and the share of what the strongest word takes. */
const MIN_TAKEN = 0.1;
const MIN_SHARE = 0.5;
/** What ends a clause, and what begins one. */
const BORDER = /[.!?;:,\n\u2013\u2014]+\s*|(?<!\s)\s+(?=(?:and|but|because|so|though|although|while|yet)\b)/giu;

/** A stretch of a text, UTF-16 offsets [start, end). */
type Stretch = readonly [start: number, end: number];

/**
 * Returns the classification of a comment, in which the spans are those that each answer hangs on, whichever scorer gave it:
 * first clauses and then the words in the heaviest ones are left out, and what moves the label's logit most is named
 * (occlusion, Zeiler and Fergus 2014; erasure, Li et al. 2016). `score` is by how much the logit falls without it. Asks the
 * classifier some tens of times for each of toxicity, stance and reply.
 * @throws BelowTheLineError `invalid-input` when the input is not of that form.
 */
export function explain({ classify }: Pick<Classifier, 'classify'>, input: ClassifyInput): Classification {
  const result = classify(input);
  const { text, target, parent, article } = input;
  const { language, toxicity, stance, reply } = result;
  const spansOf = (label: string, probability: (text: string) => number) => hangsOn(text, label, probability);
  const toxic = toxicity.labels.flatMap((attribute) =>
    spansOf(attribute, (text) => classify({ text }).toxicity.scores[attribute]),
  );
  return {
    language,
    toxicity: { ...toxicity, spans: toxic },
    stance: stance && {
      ...stance,
      spans: spansOf(stance.label, (text) => classify({ text, target, parent, article }).stance!.scores[stance.label]),
    },
    reply: reply && {
      ...reply,
      spans: spansOf(reply.label, (text) => classify({ text, parent }).reply!.scores[reply.label]),
    },
  };
}

/** Returns the spans that a label's probability hangs on. */
function hangsOn(text: string, label: string, probability: (text: string) => number): Span[] {
  const whole = logitOf(probability(text));
  const taken = ([start, end]: Stretch) => whole - logitOf(probability(`${text.slice(0, start)} ${text.slice(end)}`));
  const weighed = (stretches: readonly Stretch[]) => stretches.map((at) => ({ at, score: taken(at) }));

  const clauses = clausesOf(text);
  const heaviest = (clauses.length === 1 ? [{ at: clauses[0]!, score: MIN_TAKEN }] : weighed(clauses))
    .filter(({ score }) => score >= MIN_TAKEN)
    .sort((a, b) => b.score - a.score);
  const words = heaviest.flatMap(({ at }) => wordsOf(text, at)).slice(0, MAX_WORDS);
  const found = weighed(words);
  const floor = Math.max(MIN_TAKEN, MIN_SHARE * Math.max(0, ...found.map(({ score }) => score)));
  const strong = found.filter(({ score }) => score >= floor);
  // Where no word by itself is the reason, the clause is.
  const reasons = strong.length > 0 || clauses.length === 1 ? strong : heaviest.slice(0, 1);
  return merged(text, reasons).map(({ at: [start, end], score }) => ({ start, end, attribute: label, score }));
}

/** Returns the clauses of a text, in order; all of it where it has but one. */
function clausesOf(text: string): Stretch[] {
  const borders = [...text.matchAll(BORDER)].map(({ index, 0: border }) => index + border.length);
  const clauses: Stretch[] = [];
  let start = 0;
  for (const end of [...borders, text.length]) {
    if (text.slice(start, end).trim() === '') continue;
    if (clauses.length === MAX_CLAUSES) clauses[MAX_CLAUSES - 1] = [clauses[MAX_CLAUSES - 1]![0], end];
    else clauses.push([start, end]);
    start = end;
  }
  return clauses.length === 0 ? [[0, text.length]] : clauses;
}

const wordsOf = (text: string, [start, end]: Stretch): Stretch[] =>
  tokenize(text.slice(start, end))
    .filter(({ kind }) => kind !== 'punctuation')
    .map((token) => [start + token.start, start + token.end]);

/** Returns stretches in their order, those that follow each other without a word between as one. */
function merged(text: string, stretches: readonly { readonly at: Stretch; readonly score: number }[]) {
  const inOrder = stretches.toSorted((a, b) => a.at[0] - b.at[0]);
  const joined: { at: Stretch; score: number }[] = [];
  for (const { at, score } of inOrder) {
    const last = joined.at(-1);
    if (last !== undefined && !/[\p{L}\p{N}]/u.test(text.slice(last.at[1], at[0])))
      joined[joined.length - 1] = { at: [last.at[0], at[1]], score: last.score + score };
    else joined.push({ at, score });
  }
  return joined;
}
