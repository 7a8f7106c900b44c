import { visibleText } from '../../dom/visible.ts';
import { withoutDigits } from '../../patterns/furniture.ts';
import { firstLine } from '../../patterns/lines.ts';
import { isCounter } from '../../patterns/names.ts';
import type { ElementTree } from '../element-tree.ts';
import type { Features } from './features.ts';
import type { Item } from './items.ts';
import { bestColumn, type Column, filled, type Part, partsOf } from './parts.ts';
import { authorScore, type Scored, timeScore } from './scores.ts';

/** Where author, time and text of each item stand. */
export interface Fields {
  readonly author: Column;
  readonly time: Column;
  readonly text: Column;
  /** Elements that say the same in most items: words of the template. */
  readonly labels: ReadonlySet<number>;
}

/** Of the items' text, in the box that is taken for it. */
const MIN_TEXT_SHARE = 0.4;
/** Of the items, whose box of the text may hold the author or the time too. */
const MAX_MIXED_SHARE = 0.3;
/** A little less text deeper down is the same text without buttons. */
const DEEPER_SHARE = 0.93;
/** Of the items, which may have some words beside a deeper box. */
const MAX_LOSING_SHARE = 0.01;

/** Labels are shorter, in UTF-16 units. */
const MAX_LABEL = 30;
/** As many items show one word of a template, on average and at least. */
const MIN_LABELS = 3;

/** Returns which parts of the items hold author, time and text: those that most items have, at the same name. */
export function fieldsOf(items: readonly Item[], tree: ElementTree, features: Features): Fields {
  const parts = partsOf(items, tree);
  const texts = new Map<number, string>();
  const textAt = (index: number): string => {
    const cached = texts.get(index);
    if (cached !== undefined) return cached;
    const text = visibleText(tree.elements[index]!);
    texts.set(index, text);
    return text;
  };
  const scored = { items, tree, features, textAt };
  const time = bestColumn(parts, (part) => timeScore(part, scored));
  const author = bestColumn(parts, (part) => authorScore(part, time, scored));
  const text = textColumn(parts, author, time, items, tree, features);
  const shown = author.map((index, i) => shownAuthor(index, items[i]!, tree, features));
  return {
    author: innermostAuthors(shown, scored),
    time: time.map((index, i) => index ?? items[i]!.own.find(features.isTime) ?? null),
    text,
    labels: labelsOf(parts, author, time, scored),
  };
}

/** The parts that show one of few short texts in all items, and are neither author nor time. */
function labelsOf(
  parts: readonly Part[],
  author: Column,
  time: Column,
  { items, features, textAt }: Scored,
): ReadonlySet<number> {
  const labels = new Set<number>();
  for (const { key, indices } of parts) {
    if (!/[.[]/.test(key)) continue;
    const inside = indices.filter((index, i) => index !== null && index !== author[i] && index !== time[i]) as number[];
    const isLabel = (index: number) => {
      const length = features.textLength(index);
      return length > 0 && length <= MAX_LABEL && !features.isTime(index) && !features.isAuthor(index);
    };
    if (inside.length < MIN_LABELS || inside.length < items.length / 2 || !inside.every(isLabel)) continue;
    const distinct = new Set(inside.map((index) => withoutDigits(textAt(index)))).size;
    if (distinct <= inside.length / MIN_LABELS) for (const index of inside) labels.add(index);
  }
  return labels;
}

/** Replies can be marked up in another way than what they answer, and a picture can lead to the profile before a name does. */
function shownAuthor(index: number | null, item: Item, tree: ElementTree, features: Features): number | null {
  if (index !== null && features.textLength(index) > 0) return index;
  return firstAuthor(item, tree, features) ?? index;
}

function firstAuthor({ own }: Item, { elements }: ElementTree, features: Features): number | null {
  const named = own.filter((index) => features.isAuthor(index) && features.textLength(index) > 0);
  return named.find((index) => elements[index]!.name === 'a') ?? named[0] ?? null;
}

/** A box of the author can hold ranks and counters beside the name; what stands in the boxes of several people is no name. */
function innermostAuthors(boxes: Column, { items, tree: { ends }, features, textAt }: Scored): Column {
  const names = boxes.map((box, i) => {
    if (box === null) return [];
    const inside = items[i]!.own.filter((inner) => inner > box && inner < ends[box]! && features.isAuthor(inner));
    return inside.filter((inner) => features.textLength(inner) > 0 && !isCounter(textAt(inner)));
  });
  // What few boxes hold is a badge: the name is the box's own.
  if (names.filter(({ length }) => length > 0).length < filled(boxes) / 2) return boxes;
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const [i, box] of boxes.entries()) {
    if (box === null) continue;
    const owner = firstLine(textAt(box));
    for (const inner of names[i]!) {
      const name = textAt(inner);
      if (owners.has(name) && owners.get(name) !== owner) shared.add(name);
      owners.set(name, owner);
    }
  }
  return boxes.map((box, i) => {
    let innermost = box;
    for (const inner of names[i]!) {
      if (innermost !== null && inner < ends[innermost]! && !shared.has(textAt(inner))) innermost = inner;
    }
    return innermost;
  });
}

/** The box with most of the items' text that holds neither author nor time (`aside`); of boxes alike, the innermost. */
function textColumn(
  parts: readonly Part[],
  author: Column,
  time: Column,
  items: readonly Item[],
  { ends }: ElementTree,
  features: Features,
): Column {
  let chosen: { readonly part: Part; readonly words: Float64Array; readonly weight: number } | null = null;
  const wholes = items.map((item) => wordsIn(item, 0, Number.POSITIVE_INFINITY, features));
  const whole = wholes.reduce((sum, words) => sum + words, 0);
  for (const part of parts) {
    const words = new Float64Array(items.length);
    let authors = 0;
    let times = 0;
    for (const [i, index] of part.indices.entries()) {
      if (index === null) continue;
      const end = ends[index]!;
      const holds = (column: Column) => column[i] != null && column[i]! >= index && column[i]! < end;
      if (holds(author)) authors++;
      if (holds(time)) times++;
      words[i] = wordsIn(items[i]!, index, end, features);
    }
    const some = filled(part.indices);
    if (authors > some * MAX_MIXED_SHARE) continue;
    const names = features.read(part.key.replace(/^[^.#[]*/, ''));
    // A box that is named after the text may begin with the time.
    const timed = times > some * MAX_MIXED_SHARE;
    if (timed && !names.body) continue;
    const text = words.reduce((sum, length) => sum + length, 0);
    const weight = text * (names.body ? 1.25 : 1) * (names.author ? 0.5 : 1) * (timed ? 0.6 : 1);
    const deeper: boolean = chosen !== null && isDeeper(part, chosen.part, ends) && keepsWords(words, chosen.words);
    if (chosen === null || weight > chosen.weight || (deeper && weight >= chosen.weight * DEEPER_SHARE))
      chosen = { part, words, weight: Math.max(weight, deeper ? chosen!.weight * DEEPER_SHARE : 0) };
  }
  return chosen === null || chosen.weight < whole * MIN_TEXT_SHARE ? items.map(() => null) : chosen.part.indices;
}

function wordsIn({ own }: Item, start: number, end: number, features: Features): number {
  return own.reduce((sum, i) => (i >= start && i < end ? sum + features.words(i) : sum), 0);
}

/** Says whether nearly no item loses words by a deeper box: the first paragraph is not the text of those with more. */
function keepsWords(inner: Float64Array, outer: Float64Array): boolean {
  let losing = 0;
  for (const [i, words] of outer.entries()) if (inner[i]! < words * 0.7) losing++;
  return losing <= outer.length * MAX_LOSING_SHARE;
}

function isDeeper(inner: Part, outer: Part, ends: Int32Array): boolean {
  let inside = 0;
  for (const [i, index] of inner.indices.entries()) {
    const around = outer.indices[i];
    if (index !== null && around != null && index > around && index < ends[around]!) inside++;
  }
  return inside > filled(inner.indices) * 0.6;
}
