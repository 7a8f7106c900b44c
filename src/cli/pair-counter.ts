import { say } from './io.ts';
import { lineTimer } from './line-timer.ts';

/** Says every so often how many pairs the encoder has read. */
export function pairCounter(): () => void {
  let pairs = 0;
  let start = 0;
  let isDue = lineTimer();
  return () => {
    // The clock starts with the first pair, not with the loading before it.
    if (pairs++ === 0) [start, isDue] = [performance.now(), lineTimer()];
    if (isDue()) say(`${pairs} pairs read · ${Math.round((1000 * pairs) / (performance.now() - start))} a second`);
  };
}
