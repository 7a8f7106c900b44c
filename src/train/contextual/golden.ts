import * as z from 'zod/mini';
import type { ContextualClassifier } from '../../contextual/contextual.ts';
import { readLines } from '../../dataset/index.ts';
import { LabelledComment } from '../../dataset/rows/labelled-comments.ts';
import type { ClassifyInput } from '../../schemas.ts';

/** Scores of one comment, frozen with the model that gave them; probabilities to four decimals. */
export const GoldenRow = z.object({
  id: z.string(),
  input: z.object({ text: z.string(), target: z.string(), parent: z.optional(z.string()) }),
  stance: z.record(z.string(), z.number()),
  reply: z.nullable(z.record(z.string(), z.number())),
});

/**
 * How far scores may lie from their golden ones, on average and at most: products are in 8 bits, and a runtime or a
 * processor that rounds one activation the other way moves all that follow.
 */
export const GOLDEN_TOLERANCE = { mean: 0.01, most: 0.1 };
const COMMENTS = 60;

/** The lines of `golden.jsonl`: the model, then what it says of comments of labelled threads, spread over the file. */
export async function goldenLines(contextual: ContextualClassifier, file: string): Promise<string> {
  const comments: LabelledComment[] = [];
  for await (const { text } of readLines(file)) comments.push(LabelledComment.parse(JSON.parse(text)));
  const texts = new Map(comments.map(({ id, text }) => [id, text]));
  const every = Math.max(1, Math.floor(comments.length / COMMENTS));
  const chosen = comments.filter(({ stances }, i) => i % every === 0 && stances.length > 0).slice(0, COMMENTS);
  const inputs = chosen.map(({ text, parent, stances }): ClassifyInput => {
    const answered = parent === null ? undefined : texts.get(parent);
    const target = stances[0]?.target as string;
    return { text, target, ...(answered === undefined ? {} : { parent: answered }) };
  });
  const rows = (await contextual.classifyAll(inputs)).map(({ stance, reply }, i) => ({
    id: chosen[i]?.id,
    input: inputs[i],
    stance: rounded(stance?.scores ?? {}),
    reply: reply === null ? null : rounded(reply.scores),
  }));
  return [{ model: contextual.model }, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
}

const rounded = (scores: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(scores).map(([label, score]) => [label, Number(score.toFixed(4))]));
