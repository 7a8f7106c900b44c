import type { ElementTree } from '../element-tree.ts';
import type { HtmlPage } from '../html-page.ts';
import type { Features } from './features.ts';
import { type Group, type ItemCounts, itemCounts, nameOf } from './groups.ts';

/** A group that looks like comments. */
export interface Candidate {
  readonly group: Group;
  readonly counts: readonly ItemCounts[];
  readonly score: number;
}

/** Of the words of comments, what is left to them without the answers inside. */
const MIN_KEPT_WORDS = 0.25;

/**
 * Returns the indices of the chosen items and of those that reply to them, in document order. Replies can have a name of
 * their own: groups count that stand where the chosen items do and take nothing from them.
 */
export function withReplies(
  chosen: Candidate,
  candidates: readonly Candidate[],
  { tree }: HtmlPage,
  features: Features,
): readonly number[] {
  let indices = chosen.group.indices;
  const [authored, timed] = [shareOf(chosen.counts, 'authors'), shareOf(chosen.counts, 'times')];
  const box = threadBox(indices, tree, features);
  const byScore = candidates.toSorted((a, b) => b.score - a.score || b.group.indices.length - a.group.indices.length);
  for (const { group, counts } of byScore) {
    if (group === chosen.group) continue;
    // The site's own answers stand in what they answer, and may be signed in another way.
    const isAnswer = isAnswerWithin(group, indices, tree, features);
    if (!isAnswer && shareOf(counts, 'authors') < Math.min(authored, 0.8)) continue;
    if (shareOf(counts, 'times') < Math.min(timed, 0.8)) continue;
    const known = new Set(indices);
    const more = group.indices.filter(
      (i) => !known.has(i) && i > box && i < tree.ends[box]! && countWithin(indices, i, tree.ends[i]!) === 0,
    );
    if (more.length === 0 || (!isAnswer && isPart(indices, more, tree.ends))) continue;
    const all = [...indices, ...more].sort((a, b) => a - b);
    const rest = itemCounts(all, tree, features);
    const kept = rest.filter(({ index }) => known.has(index));
    const before = itemCounts(indices, tree, features);
    if (shareOf(kept, 'authors') < authored || shareOf(kept, 'times') < timed) continue;
    if (shareOf(kept, 'text') < shareOf(before, 'text')) continue;
    if (isAnswer && wordsOf(kept) < wordsOf(before) * MIN_KEPT_WORDS) continue;
    if (rest.some(({ text }) => text <= 0)) continue;
    indices = all;
  }
  return indices;
}

function isAnswerWithin(group: Group, indices: readonly number[], { ends }: ElementTree, features: Features): boolean {
  if (!features.read(nameOf(group)).reply || /quot|zitat/i.test(group.name)) return false;
  return group.indices.every((answer) => {
    const before = indices[lowerBound(indices, answer) - 1];
    return before !== undefined && answer < ends[before]!;
  });
}

/** What stands once in nearly every item is a part of it, and no reply. */
function isPart(indices: readonly number[], more: readonly number[], ends: Int32Array): boolean {
  const once = indices.filter((i) => countWithin(more, i + 1, ends[i]!) === 1).length;
  return once > indices.length * 0.8;
}

/** How many of the indices, which are in order, lie from `start` up to `end`. */
function countWithin(indices: readonly number[], start: number, end: number): number {
  return lowerBound(indices, end) - lowerBound(indices, start);
}

/** The position of the first number that is not below `min`. */
function lowerBound(sorted: readonly number[], min: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < min) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shareOf(counts: readonly ItemCounts[], kind: 'authors' | 'times' | 'text'): number {
  return counts.filter((item) => item[kind] > 0).length / counts.length;
}

function wordsOf(counts: readonly ItemCounts[]): number {
  return counts.reduce((sum, { words }) => sum + words, 0);
}

/** The innermost element that holds all, or the outermost around it that is named after comments. */
function threadBox(indices: readonly number[], { elements, parents, ends }: ElementTree, { names }: Features): number {
  let box = parents[indices[0]!]!;
  const last = indices.at(-1)!;
  while (box > 0 && ends[box]! <= last) box = parents[box]!;
  for (let i = box; i >= 0 && !/^(?:body|main|html)$/.test(elements[i]!.name); i = parents[i]!) {
    if (names[i]!.comment) box = i;
  }
  return Math.max(box, 0);
}
