import { couldBeName } from '../../patterns/names.ts';
import type { HtmlPage } from '../html-page.ts';
import type { ClassNames } from './class-names.ts';
import type { Features } from './features.ts';
import { boxNameOf, type Group, type ItemCounts, nameOf } from './groups.ts';

/** How much a group looks like comments, and what it lacks. */
export interface Likeness {
  readonly score: number;
  /** Why it cannot be comments; null where nothing speaks against it. */
  readonly lacks: string | null;
}

/** Of fewer items, the names and marks must say more. */
const FEW = 3;
/** How many ancestors of an item are asked for names. */
const MAX_ANCESTORS = 8;
/** How many elements of an item can stand before its first words. */
const MAX_BEFORE_WORDS = 15;
/** Of a whole group, on average, in UTF-16 units: rows of a list of topics have a few words that are no link. */
const MIN_MEAN_WORDS = 10;

/** Shares are of the items, sums and means over them. */
interface GroupStatistics {
  readonly items: number;
  readonly text: number;
  readonly linked: number;
  readonly worded: number;
  readonly authors: number;
  readonly times: number;
  readonly buttons: number;
  readonly headlines: number;
  readonly bodies: number;
  readonly meanWords: number;
  readonly meanTimes: number;
  readonly meanAuthors: number;
}

/**
 * Returns how much a group looks like comments: names that say so on the items or around them, an author, a time and a
 * button in most of them, as many as the page claims. Headings that lead elsewhere and text that is mostly links speak
 * for teasers.
 */
export function likenessOf(found: Group, counts: readonly ItemCounts[], page: HtmlPage, features: Features): Likeness {
  const group = statisticsOf(counts);
  const { items, authors, times, buttons, headlines, bodies } = group;
  const names = features.read(nameOf(found));
  const box = features.read(boxNameOf(found));
  const around = surroundings(counts[0]!.index, page, features);
  const startingWithName = counts.filter(({ index }) => startsWithName(index, page, features)).length / items;
  const isForum = !names.comment && names.post && items > 2 && authors > 0.9 && times > 0.9 && headlines < 0.2;
  const score =
    (isForum ? 0.8 : 0) +
    1.2 * authors +
    times +
    buttons +
    0.6 * bodies +
    0.5 * startingWithName +
    (names.comment ? 1.6 : names.post || (box.comment && box.whole) ? 0.8 : 0) +
    around.comment +
    claimScore(items, page.claimedCount) -
    1.5 * headlines -
    (names.other ? 1.2 : 0) -
    around.other -
    Math.max(0, group.linked / Math.max(group.text, 1) - 0.3) * 2 -
    (group.meanTimes > 2.5 ? 0.5 : 0) -
    (items === 1 ? 1 : 0);
  return { score, lacks: lackOf(found.name, names, group) };
}

function statisticsOf(counts: readonly ItemCounts[]): GroupStatistics {
  const sums = { text: 0, linked: 0, words: 0, times: 0, authors: 0 };
  const having = { words: 0, authors: 0, times: 0, buttons: 0, headlines: 0, bodies: 0 };
  for (const { text, linked, words, times, authors, buttons, headlines, bodies } of counts) {
    sums.text += text;
    sums.linked += linked;
    sums.words += words;
    sums.times += times;
    sums.authors += authors;
    if (words > 0) having.words++;
    if (authors > 0) having.authors++;
    if (times > 0) having.times++;
    if (buttons > 0) having.buttons++;
    if (headlines > 0) having.headlines++;
    if (bodies > 0) having.bodies++;
  }
  const items = counts.length;
  return {
    items,
    text: sums.text,
    linked: sums.linked,
    worded: having.words / items,
    authors: having.authors / items,
    times: having.times / items,
    buttons: having.buttons / items,
    headlines: having.headlines / items,
    bodies: having.bodies / items,
    meanWords: sums.words / items,
    meanTimes: sums.times / items,
    meanAuthors: sums.authors / items,
  };
}

function lackOf(name: string, names: ClassNames, group: GroupStatistics): string | null {
  const { items, worded, authors, times, buttons } = group;
  if (/^(?:html|body|main)\b/.test(name) || (items < FEW && !isNamedOne(name, names, items))) return 'repetition';
  if (items < FEW && times < 0.5 && (authors < 0.5 || Math.max(buttons, items > 1 ? group.bodies : 0) < 0.5))
    return 'times';
  if (worded < 0.7 || group.meanWords < MIN_MEAN_WORDS) return 'text';
  if (authors < 0.5 && times < 0.5 && !(names.comment && buttons >= 0.5)) return 'authors and times';
  if (group.linked > group.text * 0.6) return 'text that is no link';
  return group.meanTimes > 4 && group.meanAuthors > 4 ? 'one author and one time each' : null;
}

/** Says whether a group can be left aside unread: one element that nothing names a comment. */
export function isLoneElement(group: Group, features: Features): boolean {
  return group.indices.length === 1 && !isNamedOne(group.name, features.read(nameOf(group)), 1);
}

/** Says whether few items are named as single comments: one that stands alone needs a name, and a box of all is none. */
function isNamedOne(name: string, names: ClassNames, items: number): boolean {
  if (/^form\b/.test(name)) return false;
  return items === 1 ? names.comment && !names.whole : !names.comment || !names.whole;
}

/** Says whether the first words of an item are short and emphasised, as a name would be. */
function startsWithName(index: number, { tree }: HtmlPage, features: Features): boolean {
  for (let i = index; i < Math.min(tree.ends[index]!, index + MAX_BEFORE_WORDS); i++) {
    const label = features.label(i);
    if (label === '') continue;
    return couldBeName(label) && /^(?:b|strong|cite|h[3-6]|dt|a|i|em|u|label)$/.test(tree.elements[i]!.name);
  }
  return false;
}

function claimScore(count: number, claimed: number | null): number {
  if (claimed === null) return 0;
  if (claimed === 0) return -1.5;
  if (count === claimed) return 1.5;
  return Math.abs(count - claimed) <= Math.max(1, claimed * 0.15) ? 0.8 : 0;
}

/** What the names above an item say: the nearest count, those of the whole page do not. */
function surroundings(index: number, { tree }: HtmlPage, { names }: Features) {
  let comment = 0;
  let other = 0;
  let ancestor = tree.parents[index]!;
  for (let i = 0; i < MAX_ANCESTORS && ancestor >= 0; i++, ancestor = tree.parents[ancestor]!) {
    const { name } = tree.elements[ancestor]!;
    if (/^(?:body|html|main)$/.test(name)) break;
    if (names[ancestor]!.comment) comment = 1.2;
    if (names[ancestor]!.other && comment === 0) other = 1;
    if (/^(?:nav|header|footer)$/.test(name) && comment === 0) other = 2;
  }
  return { comment, other };
}
