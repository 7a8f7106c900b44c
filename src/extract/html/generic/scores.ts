import { attribute, type Element } from '../../dom/elements.ts';
import { isNoise } from '../../patterns/boilerplate.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { firstLine, oneLine } from '../../patterns/lines.ts';
import { authorName, isByline, isCounter } from '../../patterns/names.ts';
import { elementDate } from '../element-date.ts';
import type { ElementTree } from '../element-tree.ts';
import { type Features, PROFILE } from './features.ts';
import type { Item } from './items.ts';
import { type Column, MIN_SHARE, type Part } from './parts.ts';

/** What the parts of items are scored by. */
export interface Scored {
  readonly items: readonly Item[];
  readonly tree: ElementTree;
  readonly features: Features;
  /** Returns the visible text of an element. */
  readonly textAt: (index: number) => string;
}

/** The time of day, or a text cut short. */
const NO_NAME = /^\d{1,2}:\d{2}(?:\s?[ap]m)?$|(?:…|\.{3})$/i;
/** Names and dates are shorter, in UTF-16 units. */
const MAX_NAME = 80;

/** Returns how much a part looks like the time of each item; 0 or less for not at all. */
export function timeScore({ indices }: Part, { items, tree: { elements }, features, textAt }: Scored): number {
  let times = 0;
  let machine = 0;
  let length = 0;
  for (const index of indices) {
    if (index === null || features.textLength(index) > MAX_NAME) continue;
    const element = elements[index]!;
    const exact = attribute(element, 'datetime') !== null;
    const line = oneLine(textAt(index));
    if (!exact && !features.isTime(index) && !isDateLine(line)) continue;
    if (elementDate(element) === '') continue;
    times++;
    machine += Number(exact);
    length += line.length;
  }
  const n = items.length;
  return times < n * MIN_SHARE ? 0 : (3 * times + machine) / n - length / Math.max(times, 1) / 200;
}

/** Returns how much a part looks like the author of each item; 0 or less for not at all. `time` is where the time stands. */
export function authorScore({ key, indices }: Part, time: Column, scored: Scored): number {
  const { items, tree, features } = scored;
  const names: string[] = [];
  let marked = 0;
  let bylines = 0;
  let counters = 0;
  let unseen = 0;
  let length = 0;
  let early = 0;
  for (const [i, index] of indices.entries()) {
    const shown = index === null ? null : nameAt(index, index === time[i], scored);
    if (index === null || shown === null) continue;
    const name = authorName(shown);
    const { index: start, own } = items[i]!;
    names.push(name);
    length += shown.length;
    if (features.isAuthor(index)) marked++;
    if (isByline(shown)) bylines++;
    if (features.textLength(index) === 0) unseen++;
    if (isCounter(name) || /\s[\d.,]+$/.test(name)) counters++;
    if (own.length > 0 && index - start <= (tree.ends[start]! - start) / 2) early++;
  }
  const n = items.length;
  const count = names.length;
  if (count < n * MIN_SHARE) return 0;
  const distinct = new Set(names).size;
  // Words that are the same in every item are the template's, and so are those that only count: "level 2".
  if (n > 2 && new Set(names.map((name) => (isCounter(name) ? name.replace(/[\d.,]+/g, '') : name))).size === 1)
    return 0;
  const words = names.reduce((sum, name) => sum + name.split(' ').length, 0) / count;
  const emphasis = /^(?:b|strong|cite|h[1-6]|dt)(?:[.#[]|$)/.test(key) ? 0.6 : /^a(?:\/|[.#[])/.test(key) ? 0.2 : 0;
  return (
    (2.5 * count) / n +
    (2.5 * marked) / count +
    (2 * bylines) / count -
    (1.5 * counters) / count -
    (1.5 * unseen) / count +
    emphasis +
    distinct / count +
    (0.8 * early) / count -
    length / count / 60 -
    Math.max(0, words - 3) * 0.6
  );
}

/** The name that an element shows, with what templates write around it; null where it can be none. */
function nameAt(index: number, isTime: boolean, { tree: { elements }, features, textAt }: Scored): string | null {
  const length = features.textLength(index);
  const shown = nameShown(elements[index]!, length, textAt(index));
  if (shown === '' || length > 2 * MAX_NAME) return null;
  const name = authorName(shown);
  if (isTime && name === shown) return null;
  if (name === '' || name.length > MAX_NAME || isNoise(name) || isDateLine(name) || NO_NAME.test(name)) return null;
  return /^[\d\W]+$/u.test(name.normalize('NFKD')) && !/\p{L}/u.test(name) ? null : shown;
}

/**
 * Returns the first line that an element shows or, where it leads to a profile and shows nothing, the name in its
 * address; '' without either. `length` is that of its text, `shown` the text.
 */
export function nameShown({ name, attribs }: Element, length: number, shown: string): string {
  if (length > 0) return oneLine(firstLine(shown));
  const { href } = attribs;
  if (name !== 'a' || href === undefined || !PROFILE.test(href)) return '';
  return (
    /\/(?:user|users|u|profile|member|members|people|author)\/([^/?#]{1,80})\/?(?:[?#].*)?$/i.exec(href)?.[1] ?? ''
  );
}
