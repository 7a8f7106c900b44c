import * as z from 'zod/mini';
import { readLines } from '../../rows/lines.ts';
import type { Converted, Corpus } from '../corpus.ts';

const CandidateResponse = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  question_id: z.union([z.string(), z.number()]),
  comment: z.string(),
  label: z.enum(['FAVOR', 'AGAINST']),
});

/** X-Stance (Vamvas and Sennrich 2020): train.jsonl; German, French and Italian answers of candidates to questions. */
export const xStance: Corpus = {
  name: 'x-stance',
  files: 'train.jsonl',
  async *convert(paths) {
    for (const path of paths) {
      for await (const { text, number } of readLines(path)) yield convertLine(text, number);
    }
  },
};

function convertLine(line: string, number: number): Converted {
  try {
    const { id, question, question_id: group, comment, label } = CandidateResponse.parse(JSON.parse(line));
    const stance = label === 'FAVOR' ? 'favor' : 'against';
    return {
      row: { id: String(id), text: comment, target: question, stance, source: 'x-stance', group: String(group) },
    };
  } catch (error) {
    return {
      line: number,
      message: error instanceof z.core.$ZodError ? z.prettifyError(error) : (error as Error).message,
    };
  }
}
