import * as z from 'zod/mini';
import { type AppendFile, openAppendFile } from '../../dataset/rows/append.ts';
import type { LastLines } from '../../dataset/rows/last-lines.ts';
import type { FeedbackRow } from '../options.ts';

/** A file that decisions are appended to. */
export type FeedbackFile = AppendFile<FeedbackRow>;

/** What every row of ours has. */
const OwnRow = z.object({ text: z.string(), labels: z.object({}), time: z.string() });
const OWN_START = '{"text":';

/**
 * Opens a file of JSON lines to append decisions to, as `openAppendFile` does; `btl train` reads it as it is.
 * @throws BelowTheLineError `file` when it cannot be opened, or holds something else than decisions
 */
export const openFeedback = (path: string): Promise<FeedbackFile> =>
  openAppendFile(path, { isOwn, rows: 'decisions', expected: '{text, labels, time}' });

const isOwn = ({ whole, rest }: LastLines): boolean =>
  whole === null ? rest === '' || rest.startsWith(OWN_START) : OwnRow.safeParse(jsonOf(whole)).success;

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
