import type { Classifier } from '../classifier.ts';
import { seededRandom, shuffle } from '../dataset/random.ts';
import type { Classification } from '../schemas.ts';
import { PAIR_TASKS, type Task } from '../tasks.ts';
import { type Item, isMeasured } from './items.ts';
import { type Candidate, sketchOf } from './order.ts';

/** Who weighs comments, before anybody labels them. */
export interface Weighers {
  /** The lexical scorer alone: microseconds a comment. */
  readonly words: Pick<Classifier, 'classify'>;
  /** The encoder alone: milliseconds a comment; null where there is none to ask. */
  readonly sentences: Pick<Classifier, 'classify'> | null;
  /** The questions that are asked. */
  readonly ask: readonly Task[];
  readonly seed: number;
  /** Is told of every comment that the encoder read, and how many there are. */
  readonly onItem?: (items: number) => void;
}

/** Comments that are weighed by their words, a choice of chance where there are more. */
const MAX_BY_WORDS = 10_000;
/** Of these, those most likely toxic are read by the encoder, too, for it tells them better from those that only sound so. */
const MAX_TOXIC = 400;
/** And those on whose stance or reply the words are unsurest: each takes several looks. */
const MAX_PAIRS = 400;

/** Probabilities of a question's labels, by question; of several targets, one list for each. */
type Scores = Readonly<Partial<Record<Task, readonly (readonly number[])[]>>>;

/**
 * Returns what is known of comments before anybody labels them, in their order: how unsure the model is of each, and how
 * far its scorers are apart on those that both were asked about. Takes seconds however many there are; of those that were
 * not weighed nothing is known.
 */
export function weigh(items: readonly Item[], weighers: Weighers): Candidate[] {
  const { words, sentences, ask, seed, onItem = () => {} } = weighers;
  const chosen = shuffle(
    items.map((_, i) => i),
    seededRandom(seed),
  ).slice(0, MAX_BY_WORDS);
  const byWords = new Map(chosen.map((i) => [i, scoresOf(words, items[i]!, ask)]));
  const teaching = chosen.filter((i) => !isMeasured(items[i]!));
  const most = (count: number, worth: (scores: Scores) => number) =>
    sentences === null
      ? []
      : teaching.toSorted((a, b) => worth(byWords.get(b)!) - worth(byWords.get(a)!)).slice(0, count);
  const toxic = ask.includes('toxicity') ? most(MAX_TOXIC, toxicIn) : [];
  const pairAsk = PAIR_TASKS.filter((task) => ask.includes(task));
  const pairs = pairAsk.length > 0 ? most(MAX_PAIRS, pairDoubt) : [];
  const bySentences = new Map<number, Scores>();
  const readAs = (i: number, item: Item, questions: readonly Task[]) => {
    bySentences.set(i, { ...bySentences.get(i), ...scoresOf(sentences!, item, questions) });
    onItem(toxic.length + pairs.length);
  };
  // Toxicity alone is one look.
  for (const i of toxic) readAs(i, { ...items[i]!, targets: [], above: [] }, ['toxicity']);
  for (const i of pairs) readAs(i, items[i]!, pairAsk);
  return items.map((item, i) => {
    const own = byWords.get(i);
    const other = { ...own, ...bySentences.get(i) };
    return {
      toxic: own?.toxicity === undefined ? null : (toxicIn(own) + toxicIn(other)) / 2,
      doubts: own === undefined ? {} : doubtsOf(own, other),
      sketch: sketchOf(item.text),
      measured: isMeasured(item),
    };
  });
}

const toxicIn = ({ toxicity }: Scores): number => toxicity?.[0]?.[0] ?? 0;

const pairDoubt = (scores: Scores): number => {
  const { toxicity: _, ...doubts } = doubtsOf(scores, scores);
  return sumOf(Object.values(doubts));
};

/** Returns what a scorer says of each question that is asked about a comment. */
function scoresOf(scorer: Pick<Classifier, 'classify'>, item: Item, ask: readonly Task[]): Scores {
  const { toxicity, stances, reply } = suggestionsFor(scorer, item, ask);
  const toxic = toxicity?.scores.toxicity;
  return {
    ...(toxic !== undefined && { toxicity: [[toxic, 1 - toxic]] }),
    ...(stances.length > 0 && { stance: stances.map(({ scores }) => Object.values(scores)) }),
    ...(reply !== null && { reply: [Object.values(reply.scores)] }),
  };
}

/** By question, how unsure two scorers are, and how far they are apart. */
function doubtsOf(own: Scores, other: Scores): Candidate['doubts'] {
  const doubts = Object.entries(own).map(([task, lists]) => {
    const others = other[task as Task]!;
    const each = lists.map((scores, l) => (doubtOf(scores) + doubtOf(others[l]!)) / 2 + distance(scores, others[l]!));
    return [task, sumOf(each) / each.length];
  });
  return Object.fromEntries(doubts);
}

/** What a model says of a comment; null for what is not asked. */
export interface Suggestions {
  readonly toxicity: Classification['toxicity'] | null;
  /** In the order of the comment's targets. */
  readonly stances: readonly NonNullable<Classification['stance']>[];
  readonly reply: Classification['reply'];
}

/** Returns what a model says of the questions that are asked about a comment. */
export function suggestionsFor(
  { classify }: Pick<Classifier, 'classify'>,
  { text, above, headline, lead, targets }: Item,
  ask: readonly Task[],
): Suggestions {
  const parent = above.at(-1)?.text;
  const article = headline ?? lead ?? undefined;
  const asked = ask.includes('stance') && targets.length > 0 ? targets : [undefined];
  const results = asked.map((target) =>
    classify({
      text,
      ...(target !== undefined && { target }),
      ...(parent !== undefined && { parent }),
      ...(article !== undefined && { article }),
    }),
  );
  return {
    toxicity: ask.includes('toxicity') ? results[0]!.toxicity : null,
    stances: results.flatMap(({ stance }) => (stance === null ? [] : [stance])),
    reply: ask.includes('reply') ? results[0]!.reply : null,
  };
}

/** Entropy of probabilities, as a share of that of a guess. */
const doubtOf = (scores: readonly number[]): number =>
  scores.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0) / Math.log(scores.length);

/** Total variation distance: 0 the same, 1 nothing in common. */
const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, p, k) => sum + Math.abs(p - b[k]!), 0) / 2;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
