import { visibleText } from '../../dom/visible.ts';
import type { ElementTree } from '../element-tree.ts';
import type { Features } from './features.ts';
import type { Item } from './items.ts';
import { bestColumn, type Column, filled, type Part, partsOf } from './parts.ts';
import { authorScore, timeScore } from './scores.ts';

/** Where author, time and text of each item stand. */
export interface Fields {
  readonly author: Column;
  readonly time: Column;
  readonly text: Column;
}

/** Of the items' text, in the box that is taken for it. */
const MIN_TEXT_SHARE = 0.4;
/** Of the items, whose box of the text may hold the author or the time too. */
const MAX_MIXED_SHARE = 0.3;
/** A little less text deeper down is the same text without buttons. */
const DEEPER_SHARE = 0.93;

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
  const text = textColumn(parts, [author, time], items, tree, features);
  return {
    author: author.map((index, i) => {
      const shown = shownAuthor(index, items[i]!, tree, features);
      return shown === null ? null : innermostAuthor(shown, items[i]!, tree, features);
    }),
    time: time.map((index, i) => index ?? items[i]!.own.find(features.isTime) ?? null),
    text,
  };
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

/** A box of the author can hold ranks and counters beside the name. */
function innermostAuthor(index: number, { own }: Item, { ends }: ElementTree, features: Features): number {
  let innermost = index;
  for (const inner of own) {
    if (inner <= innermost || inner >= ends[innermost]!) continue;
    if (features.isAuthor(inner) && features.textLength(inner) > 0) innermost = inner;
  }
  return innermost;
}

/** The box with most of the items' text that holds neither author nor time (`aside`); of boxes alike, the innermost. */
function textColumn(
  parts: readonly Part[],
  aside: readonly Column[],
  items: readonly Item[],
  { ends }: ElementTree,
  features: Features,
): Column {
  let chosen: Part | null = null;
  let most = 0;
  const wordsIn = ({ own }: Item, start: number, end: number): number =>
    own.reduce((sum, i) => (i >= start && i < end ? sum + features.words(i) : sum), 0);
  const whole = items.reduce((sum, item) => sum + wordsIn(item, 0, Number.POSITIVE_INFINITY), 0);
  for (const part of parts) {
    let text = 0;
    let mixed = 0;
    for (const [i, index] of part.indices.entries()) {
      if (index === null) continue;
      const end = ends[index]!;
      if (aside.some((column) => column[i] != null && column[i]! >= index && column[i]! < end)) mixed++;
      text += wordsIn(items[i]!, index, end);
    }
    if (mixed > filled(part.indices) * MAX_MIXED_SHARE) continue;
    const names = features.read(part.key.replace(/^[^.#[]*/, ''));
    const weight = text * (names.body ? 1.25 : 1) * (names.author ? 0.5 : 1);
    const deeper: boolean = chosen !== null && isDeeper(part, chosen, ends);
    if (weight > most || (deeper && weight >= most * DEEPER_SHARE))
      [chosen, most] = [part, Math.max(weight, deeper ? most * DEEPER_SHARE : 0)];
  }
  return chosen === null || most < whole * MIN_TEXT_SHARE ? items.map(() => null) : chosen.indices;
}

function isDeeper(inner: Part, outer: Part, ends: Int32Array): boolean {
  let inside = 0;
  for (const [i, index] of inner.indices.entries()) {
    const around = outer.indices[i];
    if (index !== null && around != null && index > around && index < ends[around]!) inside++;
  }
  return inside > filled(inner.indices) * 0.6;
}
