import type { ClassifiedComment, SideWord } from './schemas.ts';
import { STOPWORDS } from './text/stem.ts';
import { tokenize } from './text/tokenize.ts';
import { withoutQuotes } from './text/without-quotes.ts';

/** Words that are named of a side. */
const MAX_WORDS = 10;
/** Comments of a side that have to use a word: fewer say something of their authors. */
const MIN_COMMENTS = 3;
/** Standard deviations from which the sides differ by more than chance, in 95 of 100 words that do not. */
const MIN_Z = 1.96;
/** Weight of the whole thread beside what the sides say, as a share of its words. */
const PRIOR = 0.1;

/**
 * Returns the words that tell those who are for a target from those who are against it, strongest first: the log-odds of
 * the comments that use a word, with the whole thread as an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
 * "Fightin' Words"). A word counts once in a comment. Labels that the model is unsure of are left out.
 * @param target index of the target among those of the thread
 */
export function wordsOfSides(
  comments: readonly ClassifiedComment[],
  target: number,
): { favor: SideWord[]; against: SideWord[] } {
  const all = new Map<string, number>();
  const sides = { favor: new Map<string, number>(), against: new Map<string, number>() };
  const isSplit = (['favor', 'against'] as const).every((side) => comments.some((one) => isOn(one, target, side)));
  if (!isSplit) return { favor: [], against: [] };
  for (const entry of comments) {
    const words = wordsOf(entry);
    addTo(all, words);
    if (isOn(entry, target, 'favor')) addTo(sides.favor, words);
    else if (isOn(entry, target, 'against')) addTo(sides.against, words);
  }
  const totals = { all: sum(all), favor: sum(sides.favor), against: sum(sides.against) };
  const scored = [...all].map(([word, count]) => {
    const favor = sides.favor.get(word) ?? 0;
    const against = sides.against.get(word) ?? 0;
    const prior = PRIOR * count;
    const logOdds = (of: number, total: number) => Math.log((of + prior) / (total + PRIOR * totals.all - of - prior));
    const difference = logOdds(favor, totals.favor) - logOdds(against, totals.against);
    return { word, favor, against, z: difference / Math.sqrt(1 / (favor + prior) + 1 / (against + prior)) };
  });
  const top = (side: 'favor' | 'against', sign: 1 | -1) =>
    scored
      .filter((one) => one[side] >= MIN_COMMENTS && sign * one.z >= MIN_Z)
      .sort((a, b) => sign * (b.z - a.z) || (a.word < b.word ? -1 : 1))
      .slice(0, MAX_WORDS)
      .map((one) => ({ ...one, z: Math.abs(one.z) }));
  return { favor: top('favor', 1), against: top('against', -1) };
}

function isOn({ stances }: ClassifiedComment, target: number, side: 'favor' | 'against'): boolean {
  const stance = stances[target];
  return stance !== undefined && stance.label === side && !stance.abstained;
}

const wordsOf = ({ comment }: ClassifiedComment): ReadonlySet<string> =>
  new Set(
    tokenize(withoutQuotes(comment))
      .filter(({ kind, norm }) => kind === 'word' && norm.length > 1 && !STOPWORDS.has(norm))
      .map(({ norm }) => norm),
  );

function addTo(counts: Map<string, number>, words: ReadonlySet<string>): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
}

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
