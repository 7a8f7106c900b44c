import type { Split } from '../rows/fields.ts';
import type { Fillers } from './fillers.ts';

/** Of six words of a list, four are learnt, one tunes and one measures. */
const ROTA: readonly Split[] = ['train', 'train', 'train', 'train', 'dev', 'test'];

/**
 * Returns the fillers for the templates of a split when no word of a list may stand in two splits. Identity groups stand
 * in all of them, since each has to be met everywhere, and so do the words of a list that is too short to be parted.
 */
export function fillersOfSplit({ groups, words }: Fillers, split: Split): Fillers {
  const parted = Object.entries(words).map(([name, list]) => [
    name,
    list.length < ROTA.length ? list : list.filter((_, i) => ROTA[i % ROTA.length] === split),
  ]);
  return { groups, words: Object.fromEntries(parted) as Fillers['words'] };
}
