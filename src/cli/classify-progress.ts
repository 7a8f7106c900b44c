import { say } from './io.ts';
import { lineTimer } from './line-timer.ts';
import { canRedraw } from './terminal.ts';

/** Shows how far a stream is. */
export interface StreamProgress {
  /** `share` of the input that is read, 0 to 1, or null where its size is not known. */
  readonly show: (comments: number, share: number | null) => void;
  readonly end: () => void;
}

/** Shows on standard error how far a stream is: a bar on a terminal that does not show the data too, else plain lines. `sized`: it is known how much will come. */
export async function streamProgress(toTerminal: boolean, sized: boolean): Promise<StreamProgress> {
  return canRedraw(process.stderr, process.env) && !toTerminal ? barProgress(sized) : lineProgress();
}

async function barProgress(sized: boolean): Promise<StreamProgress> {
  const { Presets, SingleBar } = (await import('cli-progress')).default;
  const format = `${sized ? '{bar} {share} · ' : ''}{comments} comments · {speed}/s`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  const started = performance.now();
  let shown = false;
  return {
    show: (comments, share) => {
      if (!shown) bar.start(1, 0, fields(0, null, started));
      shown = true;
      bar.update(share ?? 0, fields(comments, share, started));
    },
    end: () => {
      if (shown) bar.stop();
    },
  };
}

function lineProgress(): StreamProgress {
  const started = performance.now();
  const isDue = lineTimer();
  return {
    show: (done, shareDone) => {
      if (!isDue()) return;
      const { share, comments, speed } = fields(done, shareDone, started);
      say(`btl: ${share === '' ? '' : `${share} · `}${comments} comments · ${speed}/s`);
    },
    end: () => {},
  };
}

function fields(comments: number, share: number | null, started: number) {
  const seconds = Math.max(0.001, (performance.now() - started) / 1000);
  return {
    share: share === null ? '' : `${Math.floor(100 * share)}%`,
    comments: comments.toLocaleString('en'),
    speed: Math.round(comments / seconds).toLocaleString('en'),
  };
}
