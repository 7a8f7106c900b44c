import type { ToxicityAttribute } from '../../../schemas.ts';
import type { ReplyRow, StanceRow, ToxicityRow, TrainingRow } from '../../rows/training-rows.ts';
import type { NameMeaning } from './names.ts';

/** A range of a text with the name that was given to it, in UTF-16 offsets [start, end). */
export interface NamedRange {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** A text as an annotation tool gives it. */
export interface Annotated {
  readonly line: number;
  readonly id?: string | undefined;
  readonly text: string;
  readonly target?: string | undefined;
  readonly parent?: string | undefined;
  readonly group?: string | undefined;
  /** The names that each annotator gave, to the whole text or a part of it. */
  readonly votes: readonly (readonly string[])[];
  /** The names that were asked about; all that occur in the file where it is left out. */
  readonly judged?: readonly string[];
  /** How far each name holds, 0 to 1, for tools that say so: then `votes` has the names alone. */
  readonly shares?: Readonly<Record<string, number>>;
  readonly ranges: readonly NamedRange[];
}

/**
 * Returns the rows of an annotated text, one a task, or what is wrong with it. An attribute that some text of the file has is
 * judged in all of them: without its name it is 0. Where annotators differ, labels are the shares of them.
 *
 * @param attributes those that occur in the file
 */
export function annotatedRows(
  annotated: Annotated,
  meanings: ReadonlyMap<string, NameMeaning>,
  attributes: ReadonlySet<ToxicityAttribute>,
  source: string,
): readonly TrainingRow[] | { readonly message: string } {
  const { votes, ranges } = annotated;
  const unknown = votes.flat().find((name) => !meanings.has(name));
  if (unknown !== undefined) {
    return {
      message: `label ${JSON.stringify(unknown)} is no attribute or stance; --values labels:NAME=toxicity says what it means`,
    };
  }
  const { text, id, target, parent, group } = annotated;
  const common = { ...(id !== undefined && { id }), text, source, ...(group !== undefined && { group }) };
  const said = votes.map((names) => names.map((name) => meanings.get(name)!));
  const rows: TrainingRow[] = [];
  const labels = toxicityOf(annotated, said, meanings, attributes);
  if (Object.keys(labels).length > 0) rows.push({ ...common, labels, ...spansOf(ranges, meanings) });
  const stances = said.flatMap((one) =>
    one.flatMap((meaning) => (typeof meaning === 'object' && 'stance' in meaning ? [meaning.stance] : [])),
  );
  if (stances.length > 0) {
    if (target === undefined)
      return { message: 'has a stance and no target; --map target=COLUMN or --set target=TEXT gives it' };
    rows.push({ ...common, target, stance: shared(stances, ['favor', 'against', 'none']) } as StanceRow);
  }
  const replies = said.flatMap((one) =>
    one.flatMap((meaning) => (typeof meaning === 'object' && 'reply' in meaning ? [meaning.reply] : [])),
  );
  if (replies.length > 0) {
    if (parent === undefined)
      return { message: 'has a reply and no comment that is answered; --map parent=COLUMN gives it' };
    rows.push({ ...common, parent, stance: shared(replies, ['agree', 'disagree', 'neutral']) } as ReplyRow);
  }
  return rows.length === 0 ? { message: 'has no label' } : rows;
}

function toxicityOf(
  { judged, shares }: Annotated,
  said: readonly (readonly NameMeaning[])[],
  meanings: ReadonlyMap<string, NameMeaning>,
  attributes: ReadonlySet<ToxicityAttribute>,
): ToxicityRow['labels'] {
  const isOf = (meaning: NameMeaning | undefined, attribute: ToxicityAttribute) =>
    typeof meaning === 'object' && 'attribute' in meaning && meaning.attribute === attribute;
  const asked = [...attributes].filter(
    (attribute) => judged?.some((name) => isOf(meanings.get(name), attribute)) ?? true,
  );
  const share = (attribute: ToxicityAttribute) => {
    if (shares === undefined)
      return said.filter((one) => one.some((meaning) => isOf(meaning, attribute))).length / said.length;
    const its = Object.entries(shares).filter(([name]) => isOf(meanings.get(name), attribute));
    return Math.max(0, ...its.map(([, value]) => Math.min(1, value)));
  };
  return said.length === 0 ? {} : Object.fromEntries(asked.map((attribute) => [attribute, share(attribute)]));
}

function spansOf(
  ranges: readonly NamedRange[],
  meanings: ReadonlyMap<string, NameMeaning>,
): Pick<ToxicityRow, 'spans'> {
  const toxic = ranges
    .filter(({ name }) => typeof meanings.get(name) === 'object' && 'attribute' in (meanings.get(name) as object))
    .sort((a, b) => a.start - b.start);
  const spans: [number, number][] = [];
  for (const { start, end } of toxic) {
    const last = spans.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else spans.push([start, end]);
  }
  return ranges.length === 0 ? {} : { spans };
}

function shared<T extends string>(given: readonly T[], labels: readonly T[]): T | Record<T, number> {
  if (given.every((label) => label === given[0])) return given[0]!;
  const shares = labels.map((label) => [label, given.filter((one) => one === label).length / given.length]);
  return Object.fromEntries(shares) as Record<T, number>;
}

/** Returns the names that an annotator gave to a text and to parts of it. */
export function voteOf(names: readonly string[], ranges: readonly NamedRange[]): string[] {
  return [...names, ...ranges.map(({ name }) => name)];
}

/** Returns the UTF-16 offset of each code point's, for tools that count as Python does. */
export function utf16Offsets(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (codePoint) => codePoint;
  const offsets = [0];
  for (const character of text) offsets.push(offsets.at(-1)! + character.length);
  return (codePoint) => offsets[codePoint] ?? text.length;
}
