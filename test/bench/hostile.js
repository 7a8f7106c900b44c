// How the time grows with what is made to hurt: the inputs of the tests, which count steps, and here in time of the
// processor, which sees also what V8 does by itself, and less than a clock of what else the machine does.
import { extractThread } from '../../dist/index.js';
import { COMMENTS, MARKUP, TEXT } from '../fixtures/hostile.js';

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
      const [once, more] = [1, TIMES].map((times) => {
        const input = make(times * LENGTH);
        // The first round warms up.
        const all = Array.from({ length: rounds + 1 }, () => processorTime(() => read(input)));
        return Math.min(...all.slice(1));
      });
      return { kind, name, milliseconds: more, times: more / once };
    }),
  );
  return { length: TIMES * LENGTH, of: TIMES, rows: rows.sort((a, b) => b.times - a.times) };
}

/** Milliseconds of processors that a run takes, collecting garbage included. */
function processorTime(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
