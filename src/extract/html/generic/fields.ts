import { attribute, type Element } from '../../dom/elements.ts';
import { oneLine, visibleText } from '../../dom/visible.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { authorName, dateShown } from '../../patterns/names.ts';
import { isButton, isNoise, saysWho } from '../../text/header.ts';
import { classesOf, type PageIndex } from '../element-tree.ts';
import { type Marks, PROFILE } from './features.ts';
import type { Item } from './items.ts';

/** The place of a part in each item, null where an item has none. */
type Column = readonly (number | null)[];

export interface Fields {
  readonly author: Column;
  readonly time: Column;
  readonly text: Column;
}

/** A kind of element inside items, and where it stands first in each of them. */
interface Part {
  readonly key: string;
  readonly places: (number | null)[];
}

/** Names and dates are shorter, in UTF-16 units. */
const MAX_NAME = 80;
/** A part that fewer items have is none of a template. */
const LEAST_SHARE = 0.5;

/** Returns which parts of the items hold author, time and text: those that most items have, at the same name. */
export function fieldsOf(items: readonly Item[], index: PageIndex, marks: Marks): Fields {
  const parts = partsOf(items, index);
  const texts = new Map<number, string>();
  const textAt = (place: number): string => {
    const known = texts.get(place);
    if (known !== undefined) return known;
    const text = visibleText(index.elements[place]!);
    texts.set(place, text);
    return text;
  };
  const time = best(parts, (part) => timeScore(part, items.length, index, marks, textAt));
  const author = best(parts, (part) => authorScore(part, time, items, index, marks, textAt));
  const text = textPart(parts, [author, time], items, index, marks);
  return {
    author: author.map((place, i) =>
      innermostAuthor(shownAuthor(place, items[i]!, index, marks), items[i]!, index, marks),
    ),
    time: time.map((place, i) => place ?? items[i]!.own.find(marks.isTime) ?? null),
    text,
  };
}

/** Replies can be marked up in another way than what they answer, and a picture can lead to the profile before a name does. */
function shownAuthor(place: number | null, item: Item, index: PageIndex, marks: Marks): number | null {
  if (place !== null && marks.within(place).text > 0) return place;
  return firstAuthor(item, index, marks) ?? place;
}

function firstAuthor({ own }: Item, { elements }: PageIndex, marks: Marks): number | null {
  const named = own.filter((place) => marks.isAuthor(place) && marks.within(place).text > 0);
  return named.find((place) => elements[place]!.name === 'a') ?? named[0] ?? null;
}

/** A box of the author can hold ranks and counters beside the name. */
function innermostAuthor(place: number | null, { own }: Item, { ends }: PageIndex, marks: Marks): number | null {
  if (place === null) return null;
  const inner = own.find((p) => p > place && p < ends[place]! && marks.isAuthor(p) && marks.within(p).text > 0);
  return inner === undefined
    ? place
    : innermostAuthor(inner, { place, own, above: null }, { ends } as PageIndex, marks);
}

function partsOf(items: readonly Item[], { elements }: PageIndex): Part[] {
  const parts = new Map<string, Part>();
  for (const [i, { own }] of items.entries()) {
    for (const place of own) {
      for (const key of keysWithin(elements[place]!)) {
        let part = parts.get(key);
        if (part === undefined) {
          part = { key, places: items.map(() => null) };
          parts.set(key, part);
        }
        part.places[i] ??= place;
      }
    }
  }
  return [...parts.values()].filter(({ places }) => filled(places) >= places.length * LEAST_SHARE);
}

function keysWithin(element: Element): string[] {
  const { name, attribs } = element;
  const keys = classesOf(element).map((token) => `${name}.${token.replace(/\d+/g, '#')}`);
  if (attribs.itemprop !== undefined) keys.push(`${name}[itemprop=${attribs.itemprop}]`);
  if (attribs['data-testid'] !== undefined) keys.push(`${name}[data-testid=${attribs['data-testid']}]`);
  if (attribs.id !== undefined) keys.push(`${name}#${attribs.id.replace(/[\da-f]{8,}|\d+/gi, '#')}`);
  if (name === 'a') keys.push(/^#|^javascript:|^$/i.test(attribs.href ?? '') ? 'a#' : 'a/');
  keys.push(name);
  return keys;
}

function filled(places: Column): number {
  return places.reduce<number>((count, place) => count + (place === null ? 0 : 1), 0);
}

/** Returns the places of the part with the highest score above 0; nothing anywhere where there is none. */
function best(parts: readonly Part[], score: (part: Part) => number): Column {
  let found: Part | null = null;
  let most = 0;
  for (const part of parts) {
    const value = score(part);
    if (value > most) [found, most] = [part, value];
  }
  return found?.places ?? parts[0]?.places.map(() => null) ?? [];
}

function timeScore(
  { places }: Part,
  n: number,
  { elements }: PageIndex,
  marks: Marks,
  textAt: (place: number) => string,
): number {
  let times = 0;
  let machine = 0;
  let length = 0;
  for (const place of places) {
    if (place === null || marks.within(place).text > MAX_NAME) continue;
    const element = elements[place]!;
    const exact = attribute(element, 'datetime') !== null;
    const line = oneLine(textAt(place));
    if (!exact && !marks.isTime(place) && !isDateLine(line)) continue;
    if (dateShown(element) === '') continue;
    times++;
    machine += Number(exact);
    length += line.length;
  }
  return times < n * LEAST_SHARE ? 0 : (3 * times + machine) / n - length / Math.max(times, 1) / 200;
}

function authorScore(
  { key, places }: Part,
  time: Column,
  items: readonly Item[],
  { elements, ends }: PageIndex,
  marks: Marks,
  textAt: (place: number) => string,
): number {
  const n = items.length;
  const names: string[] = [];
  let marked = 0;
  let said = 0;
  let counted = 0;
  let unseen = 0;
  let length = 0;
  let first = 0;
  for (const [i, place] of places.entries()) {
    if (place === null) continue;
    const { text } = marks.within(place);
    const shown = nameShown(elements[place]!, text, textAt(place));
    if (shown === '' || text > 2 * MAX_NAME) continue;
    const name = authorName(shown);
    if (place === time[i] && name === shown) continue;
    if (name === '' || name.length > MAX_NAME || isNoise(name) || isButton(name) || isDateLine(name)) continue;
    if (/^[\d\W]+$/u.test(name.normalize('NFKD')) && !/\p{L}/u.test(name)) continue;
    names.push(name);
    length += shown.length;
    if (marks.isAuthor(place)) marked++;
    if (saysWho(shown)) said++;
    if (text === 0) unseen++;
    if (/\s[\d.,]+$/.test(name)) counted++;
    if (items[i]!.own.length > 0 && place - items[i]!.place <= (ends[items[i]!.place]! - items[i]!.place) / 2) first++;
  }
  const found = names.length;
  if (found < n * LEAST_SHARE) return 0;
  const distinct = new Set(names).size;
  // A word that is the same in every item is the template's.
  if (n > 2 && distinct === 1) return 0;
  const words = names.reduce((sum, name) => sum + name.split(' ').length, 0) / found;
  const emphasis = /^(?:b|strong|cite|h[1-6]|dt)(?:[.#[]|$)/.test(key) ? 0.6 : /^a(?:\/|[.#[])/.test(key) ? 0.2 : 0;
  return (
    (2.5 * found) / n +
    (2.5 * marked) / found +
    (2 * said) / found -
    (1.5 * counted) / found -
    (1.5 * unseen) / found +
    emphasis +
    distinct / found +
    (0.8 * first) / found -
    length / found / 60 -
    Math.max(0, words - 3) * 0.6
  );
}

/** A name as shown, or as the address of a profile without a text has it. */
export function nameShown({ name, attribs }: Element, length: number, shown: string): string {
  if (length > 0) return oneLine(shown.split('\n', 1)[0]!);
  const { href } = attribs;
  if (name !== 'a' || href === undefined || !PROFILE.test(href)) return '';
  return (
    /\/(?:user|users|u|profile|member|members|people|author)\/([^/?#]{1,80})\/?(?:[?#].*)?$/i.exec(href)?.[1] ?? ''
  );
}

/** The box with most of the items' text that holds neither author nor time; of boxes alike, the innermost. */
function textPart(
  parts: readonly Part[],
  aside: readonly Column[],
  items: readonly Item[],
  { ends }: PageIndex,
  marks: Marks,
): Column {
  let chosen: Part | null = null;
  let most = 0;
  const whole = items.reduce((sum, { own }) => sum + own.reduce((s, place) => s + marks.words(place), 0), 0);
  for (const part of parts) {
    let text = 0;
    let mixed = 0;
    for (const [i, place] of part.places.entries()) {
      if (place === null) continue;
      const end = ends[place]!;
      if (aside.some((column) => column[i] != null && column[i]! >= place && column[i]! < end)) mixed++;
      text += items[i]!.own.reduce((s, p) => (p >= place && p < end ? s + marks.words(p) : s), 0);
    }
    if (mixed > filled(part.places) * 0.3) continue;
    const names = marks.read(part.key.replace(/^[^.#[]*/, ''));
    const weight = text * (names.body ? 1.25 : 1) * (names.author ? 0.5 : 1);
    // A little less text deeper down is the same text without buttons.
    const deeper: boolean = chosen !== null && isDeeper(part, chosen, ends);
    if (weight > most || (deeper && weight >= most * 0.93))
      [chosen, most] = [part, Math.max(weight, deeper ? most * 0.93 : 0)];
  }
  return chosen === null || most < whole * 0.4 ? items.map(() => null) : chosen.places;
}

function isDeeper(inner: Part, outer: Part, ends: Int32Array): boolean {
  let inside = 0;
  for (const [i, place] of inner.places.entries()) {
    const around = outer.places[i];
    if (place !== null && around != null && place > around && place < ends[around]!) inside++;
  }
  return inside > filled(inner.places) * 0.6;
}
