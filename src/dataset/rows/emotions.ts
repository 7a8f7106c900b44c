import { basename } from 'node:path';
import * as z from 'zod/mini';
import { type PairTask, TASK_LABELS } from '../../tasks.ts';
import type { Dataset, Example } from './examples.ts';
import { text } from './fields.ts';
import { readRowFiles } from './files.ts';
import { parseAs } from './parse.ts';

const EmotionRow = z.object({ text, emotions: z.array(z.string()), source: z.optional(z.string()) });
type EmotionRow = z.infer<typeof EmotionRow>;

/** Emotions that people read in remarks (GoEmotions, Demszky et al. 2020), by what each says of what a remark is about. */
const APPROVAL = new Set(['approval', 'admiration', 'gratitude']);
const DISAPPROVAL = new Set(['disapproval', 'annoyance', 'anger', 'disgust']);
const NEITHER = new Set(['neutral', 'curiosity', 'confusion', 'realization']);

/**
 * Reads remarks labelled with the emotions that people read in them, as weak labels of approval and disapproval. They
 * stand for themselves, without a target or a parent. Rows with several emotions, or others, are left out.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when no line of it is such a row.
 */
export async function readEmotions(task: PairTask, paths: readonly string[]): Promise<Dataset> {
  const { rows, ...read } = await readRowFiles(paths, 'rows of remarks and their emotions', (path) => (line) => {
    const row = parseAs(line, EmotionRow);
    return typeof row === 'string' ? row : emotionExamples(task, row, basename(path));
  });
  return { examples: rows, ...read };
}

function emotionExamples(task: PairTask, { text, emotions, source }: EmotionRow, file: string): Example[] {
  const label = emotions.length === 1 ? labelOfEmotion(emotions[0]!) : -1;
  if (label < 0) return [];
  return [
    {
      text,
      target: '',
      labels: TASK_LABELS[task].map((_, k) => Number(k === label)),
      weight: 1,
      source: source ?? file,
      group: '',
      groups: [],
      spans: null,
    },
  ];
}

/** Returns the index of a label, both tasks listing theirs in the order for, against, neither; -1 for another emotion. */
function labelOfEmotion(emotion: string): number {
  return [APPROVAL, DISAPPROVAL, NEITHER].findIndex((emotions) => emotions.has(emotion));
}
