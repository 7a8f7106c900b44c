import { basename } from 'node:path';
import * as z from 'zod';
import { BelowTheLineError } from '../errors.ts';
import { REPLY_LABELS, STANCE_LABELS } from '../schemas.ts';
import { type BadRow, type DatasetFile, hashFile, readLines } from './lines.ts';
import type { Dataset, Example } from './read.ts';

const EmotionRow = z.object({
  text: z.string().min(1),
  emotions: z.array(z.string()),
  source: z.string().optional(),
});

/** What a remark does to whatever it is about, by the emotion that people read in it (GoEmotions, Demszky et al. 2020). */
const APPROVES = new Set(['approval', 'admiration', 'gratitude']);
const DISAPPROVES = new Set(['disapproval', 'annoyance', 'anger', 'disgust']);
const NEITHER = new Set(['neutral', 'curiosity', 'confusion', 'realization']);

/**
 * Reads remarks labelled with the emotions that people read in them: a weak teacher of what approval and disapproval
 * sound like. They stand for themselves, without a target or a parent. Rows with several emotions, or others, are left
 * out.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of it is such a row.
 */
export async function readEmotions(head: 'stance' | 'reply', paths: readonly string[]): Promise<Dataset> {
  const labels = head === 'stance' ? STANCE_LABELS : REPLY_LABELS;
  const examples: Example[] = [];
  const files: DatasetFile[] = [];
  const badRows: BadRow[] = [];
  for (const path of paths) {
    const sha256 = await hashFile(path);
    let rows = 0;
    for await (const { text: line, number } of readLines(path)) {
      const parsed = EmotionRow.safeParse(parseJson(line));
      if (!parsed.success) {
        badRows.push({ file: path, line: number, message: z.prettifyError(parsed.error) });
        continue;
      }
      rows++;
      const { text, emotions, source = basename(path) } = parsed.data;
      const label = emotions.length === 1 ? labelIndex(emotions[0] as string) : -1;
      if (label < 0) continue;
      const targets = labels.map((_, k) => Number(k === label));
      examples.push({ text, against: '', targets, weight: 1, source, group: '', groups: [], spans: null });
    }
    if (rows === 0) throw new BelowTheLineError('invalid-input', `${path} holds no rows of remarks and their emotions`);
    files.push({ name: basename(path), sha256, rows });
  }
  return { examples, files, badRows };
}

/** Both heads list their labels in the order for, against, neither; -1 for an emotion that says none of them. */
function labelIndex(emotion: string): number {
  if (APPROVES.has(emotion)) return 0;
  if (DISAPPROVES.has(emotion)) return 1;
  return NEITHER.has(emotion) ? 2 : -1;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
