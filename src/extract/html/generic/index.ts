import type { Extractor, Result } from '../../extractor.ts';
import { withParentsByQuotation } from '../../parents-by-quotation.ts';
import type { RawComment } from '../../thread.ts';
import type { ElementTree } from '../element-tree.ts';
import type { HtmlPage } from '../html-page.ts';
import { type Features, featuresOf } from './features.ts';
import { groupsOf, itemCounts, nameOf } from './groups.ts';
import { isLoneElement, likenessOf } from './likeness.ts';
import { readItems } from './read.ts';
import { type Candidate, withReplies } from './replies.ts';
import { withSequences } from './sequences.ts';

/** What a group must reach to be taken for comments. */
const THRESHOLD = 3.6;
/** Where a service would draw the comments, what the page holds itself is rarely one. */
const THRESHOLD_BESIDE_PROVIDER = 4.6;
/** By how much less a group may look like comments that stands among them. */
const REPLY_MARGIN = 1;
/** The header of a comment repeats as well, but says less than this, in UTF-16 units. */
const WORDY = 60;
/** How many groups are read before a page is given up. */
const MAX_TRIES = 5;
/** Fewer rows with as many cells each are a coincidence. */
const MIN_ROWS = 5;
/** Some ten times as many as the largest page of comments we know of. */
const MAX_ELEMENTS = 250_000;
/** A list of more elements is no thread. */
const MAX_ITEMS = 20_000;

/**
 * Reads comments on pages that no platform claims: elements that repeat and look like comments. Nothing is taken from a
 * page that only half looks so.
 */
export const generic: Extractor<HtmlPage> = { name: 'repeated items', read };

function read(page: HtmlPage): Result | string {
  const { length } = page.tree.elements;
  if (length > MAX_ELEMENTS) return `the page has ${length} elements, more than ${MAX_ELEMENTS}`;
  const features = featuresOf(page.tree);
  const repeated = readGroups(page, features);
  if (typeof repeated !== 'string') return repeated;
  const tree = withSequences(page.tree, features);
  const result = tree === null ? repeated : readGroups({ ...page, tree }, featuresOf(tree));
  return typeof result === 'string' ? repeated : result;
}

/** The comments in the group that looks most like them, or a string that says why none does. */
function readGroups(page: HtmlPage, features: Features): Result | string {
  const threshold = page.provider === null ? THRESHOLD : THRESHOLD_BESIDE_PROVIDER;
  const { candidates, similar, nearest } = candidatesOn(page, features, threshold);
  for (let left = candidates, tries = 0; left.length > 0 && tries < MAX_TRIES; tries++) {
    const chosen = mostLikely(left, page.tree);
    const comments = readItems(withReplies(chosen, similar, page, features), page, features);
    const worded = comments.filter(({ text }) => text !== '').length;
    if (worded >= comments.length / 2) {
      const linked = withParentsByQuotation(comments);
      return { platform: null, ...withoutOpening(chosen, linked, page, features) };
    }
    left = left.filter((candidate) => candidate !== chosen);
  }
  return `no repeated elements look like comments; nearest ${nearest.name} (${nearest.score.toFixed(1)} of ${threshold}) lacks ${nearest.lacks}`;
}

/** The groups that reach the threshold, those that nearly do (`similar`), and the best of the others. */
function candidatesOn(page: HtmlPage, features: Features, threshold: number) {
  const candidates: Candidate[] = [];
  const similar: Candidate[] = [];
  let nearest = { score: 0, name: 'none', lacks: '' };
  for (const group of groupsOf(page.tree)) {
    if (group.indices.length > MAX_ITEMS || isLoneElement(group, features)) continue;
    const counts = itemCounts(group.indices, page.tree, features);
    const { score, lacks } = likenessOf(group, counts, page, features);
    if (lacks === null && score >= threshold - REPLY_MARGIN) similar.push({ group, counts, score });
    if (lacks === null && score >= threshold) candidates.push({ group, counts, score });
    else if (score > nearest.score) nearest = { score, name: group.name, lacks: lacks ?? 'likeness' };
  }
  return { candidates, similar, nearest };
}

/** In a forum, the post that numbers itself 1 is the topic. */
function withoutOpening(
  { group }: Candidate,
  comments: readonly RawComment[],
  page: HtmlPage,
  features: Features,
): Pick<Result, 'comments' | 'opening'> {
  const isNumbered = (index: number | undefined, number: number): boolean => {
    for (let i = index ?? 0; index !== undefined && i < page.tree.ends[index]!; i++) {
      if ([`${number}`, `#${number}`, `#${number}.`].includes(features.label(i))) return true;
    }
    return false;
  };
  const [first, second] = group.indices;
  const names = features.read(nameOf(group));
  const hasOpening = names.post && !names.comment && isNumbered(first, 1) && isNumbered(second, 2);
  const [opening, ...answers] = comments;
  return hasOpening && opening !== undefined
    ? { comments: [{ ...opening, fromReader: false }, ...answers], opening: opening.text }
    : { comments };
}

/** Of groups about as likely, the one with most items, and of those as many, the outermost. */
function mostLikely(candidates: readonly Candidate[], { ends }: ElementTree): Candidate {
  const value = ({ group, counts, score }: Candidate): number =>
    score +
    0.5 * Math.log2(group.indices.length) +
    Math.min(1, counts.reduce((sum, { words }) => sum + words, 0) / counts.length / WORDY);
  let chosen = candidates[0]!;
  for (const candidate of candidates) {
    const isOuter =
      candidate.group.indices.length === chosen.group.indices.length &&
      candidate.group.indices[0]! < chosen.group.indices[0]!;
    const difference = value(candidate) - value(chosen);
    if (difference > (isOuter ? -0.7 : 0)) chosen = candidate;
  }
  return candidates.find((outer) => isMadeOf(outer, chosen, ends)) ?? chosen;
}

/** Says whether each item of one group holds the same number of the other's, more than one: cells of a row, not answers. */
function isMadeOf(outer: Candidate, inner: Candidate, ends: Int32Array): boolean {
  const rows = outer.group.indices;
  const cells = inner.group.indices;
  const perRow = cells.length / rows.length;
  if (rows.length < MIN_ROWS || perRow < 2 || !Number.isInteger(perRow)) return false;
  return rows.every((row, i) => cells[i * perRow]! > row && cells[(i + 1) * perRow - 1]! < ends[row]!);
}
