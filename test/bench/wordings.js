// How steady stances are as a target is worded otherwise, and how often they turn round as it becomes its opposite.
import { readDataset, rewordRows } from '../../dist/train/index.js';

const THREADS = 'datasets/threads/test.jsonl';
const NONE = 2;

/**
 * Returns how many answers stay in other words, and how many turn towards the opposite, each beside how many there are.
 * @param answer returns the index of the label of each of some examples, null for one that is not answered and not counted
 */
export async function wordingCounts(answer) {
  const { examples } = await readDataset('stance', [THREADS]);
  const { rows } = await rewordRows([THREADS], 'datasets/wordings.jsonl');
  const reworded = rows.map(({ id }) => id.split('-')).map(([line, kind]) => ({ example: Number(line) - 1, kind }));
  const asked = [...new Set(reworded.map(({ example }) => example))];
  const answers = await answer([...asked.map((example) => examples[example]), ...rows]);
  const before = new Map(asked.map((example, i) => [example, answers[i]]));
  const counts = { same: [0, 0], opposite: [0, 0] };
  for (const [i, { example, kind }] of reworded.entries()) {
    const [first, again] = [before.get(example), answers[asked.length + i]];
    if (first === null || again === null || (kind === 'opposite' && first === NONE)) continue;
    counts[kind][0] += Number(again === (kind === 'same' ? first : 1 - first));
    counts[kind][1]++;
  }
  return counts;
}
