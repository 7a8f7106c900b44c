import type { Extractor, Found, HtmlPage } from '../page.ts';
import { type Group, groupsOf, type Own, ownCounts } from './groups.ts';
import { likenessOf } from './likeness.ts';
import { type Marks, markPage } from './marks.ts';
import { readItems } from './read.ts';

/** What a group must reach to be taken for comments. */
const THRESHOLD = 3.6;
/** Where a service would draw the comments, what the page holds itself is rarely one. */
const THRESHOLD_BESIDE_SERVICE = 4.6;
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
  const marks = markPage(page.index);
  const threshold = page.provider === null ? THRESHOLD : THRESHOLD_BESIDE_SERVICE;
  const candidates: Candidate[] = [];
  let nearest = { score: 0, name: 'none', lacks: '' };
  for (const group of groupsOf(page.index)) {
    if (group.places.length > MAX_ITEMS) continue;
    const own = ownCounts(group.places, page.index, marks);
    const { score, lacks } = likenessOf(group, own, page, marks);
    if (lacks === null && score >= threshold) candidates.push({ group, own, score });
    else if (score > nearest.score) nearest = { score, name: group.name, lacks: lacks ?? 'likeness' };
  }
  const chosen = mostLikely(candidates);
  if (chosen === null) {
    return `no repeated elements look like comments; nearest ${nearest.name} (${nearest.score.toFixed(1)} of ${threshold}) lacks ${nearest.lacks}`;
  }
  const comments = readItems(withReplies(chosen, candidates, page, marks), page, marks);
  if (comments.every(({ text }) => text === '')) return `${chosen.group.name} holds no text`;
  return { platform: null, comments };
}

/** Of groups about as likely, the one with most items, and of those as many, the outermost. */
function mostLikely(candidates: readonly Candidate[]): Candidate | null {
  const value = ({ group, score }: Candidate): number => score + 0.5 * Math.log2(group.places.length);
  let chosen: Candidate | null = null;
  for (const candidate of candidates) {
    if (chosen === null) {
      chosen = candidate;
      continue;
    }
    const outer =
      candidate.group.places.length === chosen.group.places.length &&
      candidate.group.places[0]! < chosen.group.places[0]!;
    const difference = value(candidate) - value(chosen);
    if (difference > (outer ? -0.7 : 0)) chosen = candidate;
  }
  return chosen;
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
  const box = commonBox(places, index);
  const byScore = candidates.toSorted((a, b) => b.score - a.score || b.group.places.length - a.group.places.length);
  for (const { group, own } of byScore) {
    if (group === chosen.group || shareOf(own, 'authors') < Math.min(authored, 0.8)) continue;
    if (shareOf(own, 'times') < Math.min(timed, 0.8)) continue;
    const known = new Set(places);
    const more = group.places.filter(
      (place) => place > box && place < index.ends[box]! && !places.some((p) => p >= place && p < index.ends[place]!),
    );
    if (more.length === 0 || more.some((place) => known.has(place))) continue;
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

function shareOf(own: readonly Own[], kind: 'authors' | 'times' | 'text'): number {
  return own.filter((item) => item[kind] > 0).length / own.length;
}

/** The innermost element that holds all. */
function commonBox(places: readonly number[], { parents, ends }: HtmlPage['index']): number {
  let box = parents[places[0]!]!;
  const last = places.at(-1)!;
  while (box > 0 && ends[box]! <= last) box = parents[box]!;
  return Math.max(box, 0);
}
