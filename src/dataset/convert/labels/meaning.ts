import {
  type ReplyLabel,
  ReplyLabel as ReplyLabels,
  type StanceLabel,
  StanceLabel as StanceLabels,
  type ToxicityAttribute,
} from '../../../schemas.ts';
import { flagOf, isEmpty, plain, replyNamed, stanceNamed } from './words.ts';

/** What the values of a column mean: `null` for a label that was not given, `undefined` for a value that is not understood. */
export interface Meaning<Label> {
  readonly read: (value: string) => Label | null | undefined;
  /** What was expected, for a value that is not understood. */
  readonly expected: string;
}

/** What values were said to mean (`toxic=1`), and the ends of a scale (`0..5`). */
export interface GivenValues {
  readonly values: ReadonlyMap<string, string>;
  readonly scale: readonly [number, number] | null;
}

export const NOTHING_GIVEN: GivenValues = { values: new Map(), scale: null };

/** A scale of more steps than people agree on is one of per cent. */
const MIN_PERCENT = 10;

const numberIn = (value: string): number | null => {
  const text = value
    .trim()
    .replace(/^(-?\d+),(\d+)$/, '$1.$2')
    .replace(/ ?%$/, '');
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : null;
};

/** Returns what the values of a column say of an attribute, as shares from 0 to 1, by all that stand in it. */
export function attributeMeaning(
  attribute: ToxicityAttribute,
  all: Iterable<string>,
  given: GivenValues = NOTHING_GIVEN,
): Meaning<number> {
  const numbers = [...all].filter((value) => !given.values.has(value.trim())).flatMap((value) => numberIn(value) ?? []);
  const least = numbers.reduce((a, b) => Math.min(a, b), 0);
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  const [low, high] = given.scale ?? (most > MIN_PERCENT && most <= 100 ? [0, 100] : [0, 1]);
  const isScale = given.scale !== null || (least >= 0 && most <= high);
  const read = (value: string): number | null | undefined => {
    const said = given.values.get(value.trim());
    if (said !== undefined) return isEmpty(said) ? null : (numberIn(said) ?? flagOf(said, attribute));
    if (isEmpty(value)) return null;
    const number = numberIn(value);
    if (number === null) return flagOf(value, attribute);
    return isScale && number >= low && number <= high ? (number - low) / (high - low) : undefined;
  };
  const scale =
    most > 1 ? `--values ${attribute}:${Math.min(0, least)}..${most} reads the column as a scale, and ` : '';
  const expected = `expected a number from 0 to 1; ${scale}--values ${attribute}:VALUE=1 says what a value means`;
  return { read, expected };
}

/** Returns what the values of a column say of the stance towards a target. */
export const stanceMeaning = (all: Iterable<string>, given?: GivenValues): Meaning<StanceLabel> =>
  labelMeaning(StanceLabels.options, ['favor', 'against', 'none'], stanceNamed, all, given);

/** Returns what the values of a column say of the stance towards the comment that is answered. */
export const replyMeaning = (all: Iterable<string>, given?: GivenValues): Meaning<ReplyLabel> =>
  labelMeaning(ReplyLabels.options, ['agree', 'disagree', 'neutral'], replyNamed, all, given);

function labelMeaning<Label extends string>(
  labels: readonly Label[],
  [positive, negative, neither]: readonly [Label, Label, Label],
  labelNamed: (word: string) => Label | undefined,
  all: Iterable<string>,
  given: GivenValues = NOTHING_GIVEN,
): Meaning<Label> {
  const numbers = [...all].flatMap((value) => numberIn(value) ?? []);
  // Of 0, 1 and 2 everybody makes something else; with -1 there is only one way to read them.
  const isSigned = numbers.includes(-1) && numbers.every((number) => [-1, 0, 1].includes(number));
  const read = (value: string): Label | null | undefined => {
    const said = given.values.get(value.trim());
    if (said !== undefined) return isEmpty(said) ? null : labelNamed(said);
    if (isEmpty(value) && plain(value) !== 'none') return null;
    const number = numberIn(value);
    if (number === null) return labelNamed(value);
    return isSigned ? (number > 0 ? positive : number < 0 ? negative : neither) : undefined;
  };
  return { read, expected: `expected ${labels.join(', ')}; --values stance:VALUE=${positive} says what a value means` };
}
