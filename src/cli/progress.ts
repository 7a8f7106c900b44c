import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../train/index.ts';
import { say } from './io.ts';
import { lineTimer } from './line-timer.ts';
import { canRedraw } from './terminal.ts';

/** Shows how far a training is. */
export interface ProgressPrinter {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

/** Shows training on standard error: a bar on a terminal, plain lines when piped. */
export function progressPrinter(head: string): ProgressPrinter {
  return canRedraw(process.stderr, process.env) ? barPrinter(head) : linePrinter(head);
}

function barPrinter(head: string): ProgressPrinter {
  const format = `${head} {bar} {percentage}% · epoch {epoch}/{epochs} · loss {loss} · {speed} rows/s · {left} left`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    show: (progress) => {
      if (!started) bar.start(100, 0, fields(progress));
      started = true;
      bar.update(100 * shareOf(progress), fields(progress));
    },
    end: () => bar.stop(),
  };
}

function linePrinter(head: string): ProgressPrinter {
  const isDue = lineTimer();
  return {
    show: (progress) => {
      if (!isDue() && shareOf(progress) < 1) return;
      const { epoch, epochs, loss, speed, left } = fields(progress);
      const share = Math.floor(100 * shareOf(progress));
      say(`${head} ${share}% · epoch ${epoch}/${epochs} · loss ${loss} · ${speed} rows/s · ${left} left`);
    },
    end: () => {},
  };
}

/** Each of several trainings counts the same. */
const shareOf = ({ fit, fits, rows, totalRows }: Progress) => (fit - 1 + rows / totalRows) / fits;

function fields({ fit, fits, epoch, epochs, loss, totalRows, rowsPerSecond, secondsLeft }: Progress) {
  const seconds = Math.round(secondsLeft + ((fits - fit) * totalRows) / rowsPerSecond);
  return {
    epoch,
    epochs,
    loss: loss.toFixed(4),
    speed: Math.round(rowsPerSecond),
    left: seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`,
  };
}
