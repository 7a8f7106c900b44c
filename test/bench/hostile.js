// How the time grows with what is made to hurt: the inputs of the tests, which count steps, and here on the clock, which
// sees also what V8 does by itself.
import { extractThread } from '../../dist/index.js';
import { COMMENTS, MARKUP, TEXT } from '../fixtures/hostile.js';
import { measure } from './measure.js';

/** UTF-16 units, and how many times as many. */
const LENGTH = 250_000;
const TIMES = 4;

/** The least milliseconds of each input { kind, name }, and how many times as long four times as much takes; the steepest first. */
export function hostileGrowth(classifier, rounds) {
  const kinds = [
    { kind: 'markup', inputs: MARKUP, read: (html) => extractThread({ html }) },
    { kind: 'text', inputs: TEXT, read: (text) => extractThread({ text }) },
    { kind: 'comment', inputs: COMMENTS, read: (text) => classifier.classify({ text, target: 'the ban on cars' }) },
  ];
  const rows = kinds.flatMap(({ kind, inputs, read }) =>
    Object.entries(inputs).map(([name, make]) => {
      const tasks = [1, TIMES].map((times) => {
        const input = make(times * LENGTH);
        return { run: () => read(input) };
      });
      const [once, more] = measure(tasks, rounds).map(({ least }) => least);
      return { kind, name, milliseconds: more, times: more / once };
    }),
  );
  return { length: TIMES * LENGTH, of: TIMES, rows: rows.sort((a, b) => b.times - a.times) };
}
