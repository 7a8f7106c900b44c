import type { Encoding } from '../answers.ts';
import { type Classifier, createClassifier } from '../classifier.ts';
import type { Model } from '../lexical/model.ts';
import type { Classification, ReplyLabel, Share, StanceLabel, ToxicityAttribute } from '../schemas.ts';
import { wilson } from '../summary.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../tasks.ts';
import type { ComparedInput } from './compare-rows.ts';
import { thresholdForShare } from './matched-threshold.ts';
import { readingOnce } from './remembering.ts';

/** A label of toxicity under both models. Shares are of all comments, with intervals of 95%. */
export interface ComparedFlag {
  readonly before: Share;
  readonly after: Share;
  /** Comments that get the label, and that lose it. */
  readonly gained: number;
  readonly lost: number;
  /** The score of the new model from which on as many comments lie as the old one flagged; null where it flagged none. */
  readonly sameShareFrom: number | null;
}

/** Labels that exclude each other, under both models. */
export interface ComparedLabels<Label extends string> {
  /** Comments that were asked about. */
  readonly comments: number;
  /** Comments by the label of the old model, then by that of the new one. */
  readonly turns: Readonly<Record<Label, Readonly<Record<Label, number>>>>;
  /** Comments whose label is another. */
  readonly turned: number;
  /** Comments on which a model abstains. */
  readonly abstained: { readonly before: number; readonly after: number };
}

/** A group of comments that the rows name. */
export interface ComparedGroup {
  readonly group: string;
  readonly comments: number;
  /** Comments that are labelled toxic. */
  readonly toxicBefore: number;
  readonly toxicAfter: number;
  /** Comments of which any decision turned. */
  readonly turned: number;
}

/** A comment that shows what changes. */
export interface TellingComment {
  readonly id: string;
  readonly text: string;
  readonly target: string | null;
  readonly parent: string | null;
  /** Decisions that turn, such as `toxicity` or `stance`; empty where only scores move. */
  readonly turned: readonly string[];
  /** The largest change of a score, -1 to 1, and whose it is. */
  readonly score: { readonly label: string; readonly before: number; readonly after: number };
  readonly before: Decisions;
  readonly after: Decisions;
}

/** What a model decides about a comment; null for what was not asked. */
export interface Decisions {
  readonly toxicity: readonly ToxicityAttribute[];
  readonly stance: StanceLabel | null;
  readonly reply: ReplyLabel | null;
}

/** What changes when one model takes the place of another. */
export interface Comparison {
  readonly before: Classifier['model'];
  readonly after: Classifier['model'];
  readonly comments: number;
  /** Comments of which any decision turned. */
  readonly turned: number;
  readonly toxicity: Readonly<Record<ToxicityAttribute, ComparedFlag>>;
  /** Null where no comment has a target. */
  readonly stance: ComparedLabels<StanceLabel> | null;
  /** Null where no comment has a parent. */
  readonly reply: ComparedLabels<ReplyLabel> | null;
  /** Those with most turned decisions first. */
  readonly groups: readonly ComparedGroup[];
  /** At most thirty, the most telling first. */
  readonly telling: readonly TellingComment[];
}

/** A comment as both models see it. */
interface Pair {
  readonly row: ComparedInput;
  readonly before: Classification;
  readonly after: Classification;
  readonly turned: readonly string[];
}

const MAX_TELLING = 30;

/** A model to compare, and its encoder; null for none. */
export interface ComparedModel {
  readonly model: Model;
  readonly encoding: Encoding | null;
}

/**
 * Makes the classifiers of two models. Where they share an encoder, it reads each comment once for both.
 * @throws BelowTheLineError `invalid-model` when a model lacks a head.
 */
export function classifiersOf(old: ComparedModel, made: ComparedModel): readonly [Classifier, Classifier] {
  if (old.encoding === null || made.encoding === null)
    return [createClassifier(old.model, old.encoding), createClassifier(made.model, made.encoding)];
  const [before, after] = readingOnce(old.encoding.source, made.encoding.source);
  return [
    createClassifier(old.model, { ...old.encoding, source: before }),
    createClassifier(made.model, { ...made.encoding, source: after }),
  ];
}

/**
 * Asks two models about the same comments, and returns what changes: shares, decisions that turn, the score that would keep
 * the old share, and the comments that tell most. Takes a classification of every comment by each of the two.
 */
export function compareModels(
  old: Classifier,
  made: Classifier,
  comments: readonly ComparedInput[],
  onComment: () => void = () => {},
): Comparison {
  const pairs = comments.map((row): Pair => {
    const [before, after] = [old.classify(row.input), made.classify(row.input)];
    onComment();
    return { row, before, after, turned: turnedOf(before, after) };
  });
  return {
    before: old.model,
    after: made.model,
    comments: pairs.length,
    turned: pairs.filter(isTurned).length,
    toxicity: Object.fromEntries(
      TOXICITY_ATTRIBUTES.map((attribute) => [attribute, flagOf(pairs, attribute)]),
    ) as Record<ToxicityAttribute, ComparedFlag>,
    stance: labelsOf(pairs, STANCE_LABELS, ({ stance }) => stance),
    reply: labelsOf(pairs, REPLY_LABELS, ({ reply }) => reply),
    groups: groupsOf(pairs),
    telling: tellingOf(pairs),
  };
}

const isTurned = ({ turned }: Pair) => turned.length > 0;

function turnedOf(before: Classification, after: Classification): string[] {
  const attributes = TOXICITY_ATTRIBUTES.filter(
    (attribute) => before.toxicity.labels.includes(attribute) !== after.toxicity.labels.includes(attribute),
  );
  const exclusive = (['stance', 'reply'] as const).filter((task) => before[task]?.label !== after[task]?.label);
  return [...attributes, ...exclusive];
}

function flagOf(pairs: readonly Pair[], attribute: ToxicityAttribute): ComparedFlag {
  const has = ({ toxicity }: Classification) => toxicity.labels.includes(attribute);
  const [before, after] = [pairs.filter((pair) => has(pair.before)), pairs.filter((pair) => has(pair.after))];
  const share = before.length / pairs.length;
  const scores = pairs.map(({ after }) => after.toxicity.scores[attribute]);
  return {
    before: wilson(before.length, pairs.length),
    after: wilson(after.length, pairs.length),
    gained: after.filter((pair) => !has(pair.before)).length,
    lost: before.filter((pair) => !has(pair.after)).length,
    sameShareFrom: before.length === 0 ? null : thresholdForShare(scores, share),
  };
}

function labelsOf<Label extends string>(
  pairs: readonly Pair[],
  labels: readonly Label[],
  of: (classification: Classification) => { readonly label: Label; readonly abstained: boolean } | null,
): ComparedLabels<Label> | null {
  const asked = pairs.flatMap(({ before, after }) => {
    const [then, now] = [of(before), of(after)];
    return then === null || now === null ? [] : [{ then, now }];
  });
  if (asked.length === 0) return null;
  const count = (from: Label, to: Label) =>
    asked.filter(({ then, now }) => then.label === from && now.label === to).length;
  const row = (from: Label) => Object.fromEntries(labels.map((to) => [to, count(from, to)])) as Record<Label, number>;
  return {
    comments: asked.length,
    turns: Object.fromEntries(labels.map((from) => [from, row(from)])) as Record<Label, Record<Label, number>>,
    turned: asked.filter(({ then, now }) => then.label !== now.label).length,
    abstained: {
      before: asked.filter(({ then }) => then.abstained).length,
      after: asked.filter(({ now }) => now.abstained).length,
    },
  };
}

function groupsOf(pairs: readonly Pair[]): ComparedGroup[] {
  const byName = new Map<string, Pair[]>();
  for (const pair of pairs)
    for (const group of new Set(pair.row.groups)) {
      const members = byName.get(group);
      if (members === undefined) byName.set(group, [pair]);
      else members.push(pair);
    }
  const toxic = ({ toxicity }: Classification) => toxicity.labels.includes('toxicity');
  return [...byName]
    .map(([group, members]) => ({
      group,
      comments: members.length,
      toxicBefore: members.filter(({ before }) => toxic(before)).length,
      toxicAfter: members.filter(({ after }) => toxic(after)).length,
      turned: members.filter(isTurned).length,
    }))
    .sort((a, b) => b.turned - a.turned || (a.group < b.group ? -1 : 1));
}

/** Returns the comments that tell most: those with decisions that turn, then those whose scores move furthest. */
function tellingOf(pairs: readonly Pair[]): TellingComment[] {
  return pairs
    .map((pair) => ({ pair, score: furthest(pair) }))
    .filter(({ pair, score }) => isTurned(pair) || score.before !== score.after)
    .sort((a, b) => Number(isTurned(b.pair)) - Number(isTurned(a.pair)) || distance(b.score) - distance(a.score))
    .slice(0, MAX_TELLING)
    .map(({ pair: { row, before, after, turned }, score }) => ({
      id: row.id,
      text: row.input.text,
      target: row.input.target ?? null,
      parent: row.input.parent ?? null,
      turned,
      score,
      before: decisionsOf(before),
      after: decisionsOf(after),
    }));
}

const distance = ({ before, after }: Pick<TellingComment['score'], 'before' | 'after'>) => Math.abs(after - before);

/** Returns the score that moves furthest: of the decisions that turn, where any do. */
function furthest({ before, after, turned }: Pair): TellingComment['score'] {
  const moves = (['toxicity', 'stance', 'reply'] as const).flatMap((task) => {
    const [then, now] = [before[task]?.scores, after[task]?.scores];
    if (then === undefined || now === undefined) return [];
    return Object.entries<number>(then).map(([label, score]) => ({
      task,
      label,
      before: score,
      after: (now as Record<string, number>)[label]!,
    }));
  });
  const ofTurned = moves.filter(({ task, label }) => turned.includes(task === 'toxicity' ? label : task));
  const { label, ...scores } = (ofTurned.length > 0 ? ofTurned : moves).reduce((most, move) =>
    distance(move) > distance(most) ? move : most,
  );
  return { label, before: scores.before, after: scores.after };
}

const decisionsOf = ({ toxicity, stance, reply }: Classification): Decisions => ({
  toxicity: toxicity.labels,
  stance: stance?.label ?? null,
  reply: reply?.label ?? null,
});
