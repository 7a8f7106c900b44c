import type { Extractor, Found, HtmlPage } from '../../extractor.ts';
import type { RawComment } from '../../thread.ts';
import { type Marks, markPage } from './features.ts';
import { type Group, groupsOf, type Own, ownCounts } from './groups.ts';
import { likenessOf } from './likeness.ts';
import { readItems } from './read.ts';

/** What a group must reach to be taken for comments. */
const THRESHOLD = 3.6;
/** Where a service would draw the comments, what the page holds itself is rarely one. */
const THRESHOLD_BESIDE_SERVICE = 4.6;
/** By how much less a group may look like comments that stands among them. */
const BESIDE = 1;
/** The header of a comment repeats as well, but says less than this, in UTF-16 units. */
const WORDY = 60;
/** How many groups are read before a page is given up. */
const TRIES = 5;
/** Some ten times as many as the largest page of comments we know of. */
const MAX_ELEMENTS = 250_000;
/** A list of more elements is no thread. */
const MAX_ITEMS = 20_000;

interface Candidate {
  readonly group: Group;
  readonly own: readonly Own[];
  readonly score: number;
}

/**
 * Finds comments on pages that no platform claims: elements that repeat and look like comments. Nothing is taken from a
 * page that only half looks so.
 */
export const generic: Extractor<HtmlPage> = { name: 'repeated items', read };

function read(page: HtmlPage): Found | string {
  const { length } = page.index.elements;
  if (length > MAX_ELEMENTS) return `the page has ${length} elements, more than ${MAX_ELEMENTS}`;
  const marks = markPage(page.index);
  const threshold = page.provider === null ? THRESHOLD : THRESHOLD_BESIDE_SERVICE;
  const candidates: Candidate[] = [];
  const similar: Candidate[] = [];
  let nearest = { score: 0, name: 'none', lacks: '' };
  for (const group of groupsOf(page.index)) {
    if (group.places.length > MAX_ITEMS) continue;
    const own = ownCounts(group.places, page.index, marks);
    const { score, lacks } = likenessOf(group, own, page, marks);
    if (lacks === null && score >= threshold - BESIDE) similar.push({ group, own, score });
    if (lacks === null && score >= threshold) candidates.push({ group, own, score });
    else if (score > nearest.score) nearest = { score, name: group.name, lacks: lacks ?? 'likeness' };
  }
  for (let left = candidates, tries = 0; left.length > 0 && tries < TRIES; tries++) {
    const chosen = mostLikely(left);
    const comments = readItems(withReplies(chosen, similar, page, marks), page, marks);
    const worded = comments.filter(({ text }) => text !== '').length;
    if (worded >= comments.length / 2)
      return { platform: null, comments: withoutOpening(chosen, comments, page, marks) };
    left = left.filter((candidate) => candidate !== chosen);
  }
  return `no repeated elements look like comments; nearest ${nearest.name} (${nearest.score.toFixed(1)} of ${threshold}) lacks ${nearest.lacks}`;
}

/** In a forum, the post that numbers itself 1 is the topic. */
function withoutOpening(
  { group }: Candidate,
  comments: readonly RawComment[],
  page: HtmlPage,
  marks: Marks,
): RawComment[] {
  const numbered = (place: number | undefined, number: number): boolean => {
    for (let i = place ?? 0; place !== undefined && i < page.index.ends[place]!; i++) {
      if ([`${number}`, `#${number}`, `#${number}.`].includes(marks.label(i))) return true;
    }
    return false;
  };
  const [first, second] = group.places;
  const names = marks.read(group.name);
  const opening = names.post && !names.comment && numbered(first, 1) && numbered(second, 2);
  return comments.map((comment, i) => (opening && i === 0 ? { ...comment, fromReader: false } : comment));
}

/** Of groups about as likely, the one with most items, and of those as many, the outermost. */
function mostLikely(candidates: readonly Candidate[]): Candidate {
  const value = ({ group, own, score }: Candidate): number =>
    score + 0.5 * Math.log2(group.places.length) + Math.min(1, meanWords(own) / WORDY);
  let chosen = candidates[0]!;
  for (const candidate of candidates) {
    const outer =
      candidate.group.places.length === chosen.group.places.length &&
      candidate.group.places[0]! < chosen.group.places[0]!;
    const difference = value(candidate) - value(chosen);
    if (difference > (outer ? -0.7 : 0)) chosen = candidate;
  }
  return chosen;
}

function meanWords(own: readonly Own[]): number {
  return own.reduce((sum, { words }) => sum + words, 0) / own.length;
}

/** Replies can have a name of their own. Those count that stand where the chosen items do and take nothing from them. */
function withReplies(
  chosen: Candidate,
  candidates: readonly Candidate[],
  page: HtmlPage,
  marks: Marks,
): readonly number[] {
  const { index } = page;
  let places = chosen.group.places;
  const [authored, timed] = [shareOf(chosen.own, 'authors'), shareOf(chosen.own, 'times')];
  const box = threadBox(places, page, marks);
  const byScore = candidates.toSorted((a, b) => b.score - a.score || b.group.places.length - a.group.places.length);
  for (const { group, own } of byScore) {
    if (group === chosen.group || shareOf(own, 'authors') < Math.min(authored, 0.8)) continue;
    if (shareOf(own, 'times') < Math.min(timed, 0.8)) continue;
    const known = new Set(places);
    const more = group.places.filter(
      (place) =>
        !known.has(place) &&
        place > box &&
        place < index.ends[box]! &&
        countWithin(places, place, index.ends[place]!) === 0,
    );
    if (more.length === 0 || isPart(places, more, index.ends)) continue;
    const all = [...places, ...more].sort((a, b) => a - b);
    const rest = ownCounts(all, index, marks);
    const kept = rest.filter((item) => known.has(item.place));
    const before = shareOf(ownCounts(places, index, marks), 'text');
    if (shareOf(kept, 'authors') < authored || shareOf(kept, 'times') < timed || shareOf(kept, 'text') < before)
      continue;
    if (rest.some((item) => item.text <= 0)) continue;
    places = all;
  }
  return places;
}

/** What stands once in nearly every item is a part of it, and no reply. */
function isPart(places: readonly number[], more: readonly number[], ends: Int32Array): boolean {
  const once = places.filter((place) => countWithin(more, place + 1, ends[place]!) === 1).length;
  return once > places.length * 0.8;
}

/** How many of the places, which are in order, lie from `start` up to `end`. */
function countWithin(places: readonly number[], start: number, end: number): number {
  return firstFrom(places, end) - firstFrom(places, start);
}

function firstFrom(places: readonly number[], least: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shareOf(own: readonly Own[], kind: 'authors' | 'times' | 'text'): number {
  return own.filter((item) => item[kind] > 0).length / own.length;
}

/** The innermost element that holds all, or the outermost around it that is named after comments. */
function threadBox(
  places: readonly number[],
  { index: { elements, parents, ends } }: HtmlPage,
  { names }: Marks,
): number {
  let box = parents[places[0]!]!;
  const last = places.at(-1)!;
  while (box > 0 && ends[box]! <= last) box = parents[box]!;
  for (let above = box; above >= 0 && !/^(?:body|main|html)$/.test(elements[above]!.name); above = parents[above]!) {
    if (names[above]!.comment) box = above;
  }
  return Math.max(box, 0);
}
