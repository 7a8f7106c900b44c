import { say } from './io.ts';
import { lineTimer } from './line-timer.ts';

/** Returns a callback that says every so often how many rows were read. */
export function rowCounter(): () => void {
  let rows = 0;
  let start = 0;
  let isDue = lineTimer();
  return () => {
    // The clock starts with the first row, not with the loading before it.
    if (rows++ === 0) [start, isDue] = [performance.now(), lineTimer()];
    if (isDue()) say(`${rows} rows read · ${Math.round((1000 * rows) / (performance.now() - start))} a second`);
  };
}
