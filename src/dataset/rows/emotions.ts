import { basename } from 'node:path';
import * as z from 'zod/mini';
import { REPLY_LABELS, STANCE_LABELS } from '../../schemas.ts';
import type { Dataset } from './examples.ts';
import { readRowFiles } from './lines.ts';
import { parseAs } from './rows.ts';

const EmotionRow = z.object({
  text: z.string().check(z.minLength(1)),
  emotions: z.array(z.string()),
  source: z.optional(z.string()),
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
  const { rows, ...read } = await readRowFiles(paths, 'rows of remarks and their emotions', (path) => (line) => {
    const row = parseAs(line, EmotionRow);
    if (typeof row === 'string') return row;
    const { text, emotions, source = basename(path) } = row;
    const label = emotions.length === 1 ? labelOfEmotion(emotions[0] as string) : -1;
    if (label < 0) return [];
    const targets = labels.map((_, k) => Number(k === label));
    return [{ text, against: '', targets, weight: 1, source, group: '', groups: [], spans: null }];
  });
  return { examples: rows, ...read };
}

/** Both heads list their labels in the order for, against, neither; -1 for an emotion that says none of them. */
function labelOfEmotion(emotion: string): number {
  if (APPROVES.has(emotion)) return 0;
  if (DISAPPROVES.has(emotion)) return 1;
  return NEITHER.has(emotion) ? 2 : -1;
}
