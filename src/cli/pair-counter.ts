import { say } from './io.ts';

const MILLISECONDS_BETWEEN_LINES = 10_000;

/** Says every so often how many pairs the encoder has read. */
export function pairCounter(): () => void {
  let [pairs, start, last] = [0, 0, 0];
  return () => {
    const now = performance.now();
    if (pairs++ === 0) start = last = now;
    if (now - last < MILLISECONDS_BETWEEN_LINES) return;
    last = now;
    say(`${pairs} pairs read · ${Math.round((1000 * pairs) / (now - start))} a second`);
  };
}
