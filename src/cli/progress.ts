import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../train/index.ts';
import { say } from './io.ts';
import { lineTimer } from './line-timer.ts';

/** Shows how far a training is. */
export interface ProgressPrinter {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

/** Shows training on standard error: a bar on a terminal, plain lines when piped. */
export function progressPrinter(head: string): ProgressPrinter {
  return process.stderr.isTTY ? barPrinter(head) : linePrinter(head);
}

function barPrinter(head: string): ProgressPrinter {
  const format = `${head} {bar} {percentage}% · epoch {epoch}/{epochs} · loss {loss} · {speed} rows/s · {left} left`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    show: (progress) => {
      if (!started) bar.start(progress.totalRows, 0, fields(progress));
      started = true;
      bar.update(progress.rows, fields(progress));
    },
    end: () => bar.stop(),
  };
}

function linePrinter(head: string): ProgressPrinter {
  const isDue = lineTimer();
  return {
    show: (progress) => {
      if (!isDue() && progress.rows < progress.totalRows) return;
      const { epoch, epochs, loss, speed, left } = fields(progress);
      const share = Math.floor((100 * progress.rows) / progress.totalRows);
      say(`${head} ${share}% · epoch ${epoch}/${epochs} · loss ${loss} · ${speed} rows/s · ${left} left`);
    },
    end: () => {},
  };
}

function fields({ epoch, epochs, loss, rowsPerSecond, secondsLeft }: Progress) {
  const seconds = Math.round(secondsLeft);
  return {
    epoch,
    epochs,
    loss: loss.toFixed(4),
    speed: Math.round(rowsPerSecond),
    left: seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`,
  };
}
