import { seededRandom, shuffle } from '../dataset/random.ts';
import { TASKS, type Task } from '../tasks.ts';
import { FNV_OFFSET_BASIS, hashString } from '../text/hash.ts';

/** What is known of a comment before anybody labels it. */
export interface Candidate {
  /** How likely it is toxic, as the model has it; null where that is not asked, or nobody weighed it. */
  readonly toxic: number | null;
  /**
   * By question that is asked: how little is known of the answer, which is how unsure the model is (0 to 1) and how far its
   * scorers are apart (0 to 1). Empty where nobody weighed it.
   */
  readonly doubts: Readonly<Partial<Record<Task, number>>>;
  /** Smallest hashes of its words, `sketchOf`: those of like comments are alike. */
  readonly sketch: Uint32Array;
  /** Whether it belongs to the random tenth for measuring. */
  readonly measured: boolean;
}

/** Of so many comments in a row, one is of the random tenth. */
const MEASURED_EVERY = 10;
/** Of eight comments by which toxicity is learnt, how many are of chance, and how many those of most doubt. */
const OF_CHANCE = 6;
const OF_DOUBT = 2;
/** The likeliest that are weighed against those that came last, and how many of these. */
const WINDOW = 32;
const LATELY = 24;
/** Comments that are kept apart from their like; the rest come by what they teach alone. */
const MAX_VARIED = 5000;

/**
 * Returns the order in which comments are asked, as indices. Each question has an order of its own, and they take turns:
 *
 * - stance and reply: what the model is unsure of or its scorers disagree on (uncertainty sampling, Lewis and Gale 1994;
 *   query by committee, Seung et al. 1992), each unlike those before it (maximal marginal relevance, Carbonell and
 *   Goldstein 1998);
 * - toxicity, which is rare: what the model takes for toxic and for clean in equal parts, by chance within each, and one of
 *   four by doubt. Few rows that are all hard teach less than rows of chance (docs/labelling.md).
 *
 * Every tenth is of those for measuring, in an order of chance. The same candidates and seed give the same order; time
 * grows with n log n.
 */
export function teachingOrder(candidates: readonly Candidate[], seed: number): number[] {
  const all = shuffle(
    candidates.map((_, i) => i),
    seededRandom(seed),
  );
  const measured = all.filter((i) => candidates[i]!.measured);
  const pool = all.filter((i) => !candidates[i]!.measured);
  const lists = TASKS.map((task) => {
    const known = pool.filter((i) => candidates[i]!.doubts[task] !== undefined);
    return task === 'toxicity' ? balanced(known, candidates) : byDoubt(known, candidates, task);
  });
  const teaching = inTurns(lists.map((list) => ({ list, times: 1 })));
  const taken = new Set(teaching);
  return interleaved([...teaching, ...pool.filter((i) => !taken.has(i))], measured);
}

/** Of those above the mean and below in equal parts: a score says more of the order of comments than of its own height. */
function balanced(pool: readonly number[], candidates: readonly Candidate[]): number[] {
  const scores = pool.map((i) => candidates[i]!.toxic ?? 0);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  const parts = [true, false].map((isAbove) => pool.filter((_, at) => scores[at]! > mean === isAbove));
  const equally = (lists: readonly (readonly number[])[]) => inTurns(lists.map((list) => ({ list, times: 1 })));
  return inTurns([
    { list: equally(parts), times: OF_CHANCE },
    { list: equally(parts.map((part) => byDoubt(part, candidates, 'toxicity'))), times: OF_DOUBT },
  ]);
}

function byDoubt(pool: readonly number[], candidates: readonly Candidate[], task: Task): number[] {
  const doubts = candidates.map((one) => one.doubts[task] ?? 0);
  const ranked = pool.toSorted((a, b) => doubts[b]! - doubts[a]!);
  return varied(ranked, candidates, doubts);
}

/** Takes from each list so many in turn, each item once, until all lists are at their end. */
function inTurns(lists: readonly { readonly list: readonly number[]; readonly times: number }[]): number[] {
  const taken = new Set<number>();
  const places = lists.map(() => 0);
  while (lists.some(({ list }, l) => places[l]! < list.length)) {
    for (const [l, { list, times }] of lists.entries()) {
      for (let left = times; left > 0 && places[l]! < list.length; places[l]!++) {
        const item = list[places[l]!]!;
        if (taken.has(item)) continue;
        taken.add(item);
        left--;
      }
    }
  }
  return [...taken];
}

/** Takes the best of the next few, as long as those last taken were not just like it. */
function varied(ranked: readonly number[], candidates: readonly Candidate[], worth: readonly number[]): number[] {
  const taken: number[] = [];
  const window: number[] = ranked.slice(0, WINDOW);
  const count = Math.min(ranked.length, MAX_VARIED);
  for (let next = WINDOW; taken.length < count; next++) {
    const lately = taken.slice(-LATELY).map((i) => candidates[i]!.sketch);
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (const [at, i] of window.entries()) {
      const like = Math.max(0, ...lately.map((sketch) => likeness(sketch, candidates[i]!.sketch)));
      const left = worth[i]! * (1 - like);
      if (left > most) [best, most] = [at, left];
    }
    taken.push(window.splice(best, 1)[0]!);
    if (next < ranked.length) window.push(ranked[next]!);
  }
  const rest = new Set(taken);
  return [...taken, ...ranked.filter((i) => !rest.has(i))];
}

function interleaved(teaching: readonly number[], measured: readonly number[]): number[] {
  const order: number[] = [];
  let [t, m] = [0, 0];
  while (t < teaching.length || m < measured.length) {
    const isTurn = order.length % MEASURED_EVERY === MEASURED_EVERY - 1;
    if (m < measured.length && (isTurn || t === teaching.length)) order.push(measured[m++]!);
    else order.push(teaching[t++]!);
  }
  return order;
}

/** Hashes of a sketch. */
const SKETCH = 16;

/** Returns the smallest hashes of a text's words, 16 at most, in order (bottom-k sketch, Cohen and Kaplan 2007). */
export function sketchOf(text: string): Uint32Array {
  const words =
    text
      .toLowerCase()
      .slice(0, 4000)
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = [...new Set(words.map(hashOf))].sort((a, b) => a - b);
  return Uint32Array.from(hashes.slice(0, SKETCH));
}

/** Share of the hashes of two sketches that both have. */
function likeness(a: Uint32Array, b: Uint32Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [first, second] = [a[i]!, b[j]!];
    if (first === second) both++;
    if (first <= second) i++;
    if (second <= first) j++;
  }
  const union = a.length + b.length - both;
  return union === 0 ? 0 : both / union;
}

/** Mixed once more, since the smallest of plain FNV-1a follow the length of words. */
function hashOf(word: string): number {
  const hash = hashString(word, FNV_OFFSET_BASIS);
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
