import * as z from 'zod/mini';
import { readLines } from '../dataset/index.ts';
import { LabelledComment } from '../dataset/rows/labelled-comments.ts';
import type { AnyClassifier } from '../load.ts';
import { ClassifyInput } from '../schemas.ts';

const scores = z.record(z.string(), z.number());

/** Scores of one comment, frozen with the model that gave them; probabilities to six decimals. */
export const GoldenRow = z.object({
  id: z.string(),
  input: ClassifyInput,
  toxicity: scores,
  labels: z.array(z.string()),
  stance: z.nullable(scores),
  reply: z.nullable(scores),
});
export type GoldenRow = z.infer<typeof GoldenRow>;

/**
 * Returns the lines of `golden.jsonl`: the model, then what it says of comments of labelled threads, spread over the file.
 * @param file labelled comments, JSON lines
 * @param count comments at most
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function goldenLines(classifier: AnyClassifier, file: string, count: number): Promise<string> {
  const comments: LabelledComment[] = [];
  for await (const { text } of readLines(file)) comments.push(LabelledComment.parse(JSON.parse(text)));
  const texts = new Map(comments.map(({ id, text }) => [id, text]));
  const every = Math.max(1, Math.floor(comments.length / count));
  const chosen = comments.filter(({ stances }, i) => i % every === 0 && stances.length > 0).slice(0, count);
  const rows = chosen.map(async ({ id, text, parent, stances }): Promise<GoldenRow> => {
    const answered = parent === null ? undefined : texts.get(parent);
    const input = { text, target: stances[0]!.target, ...(answered === undefined ? {} : { parent: answered }) };
    const { toxicity, stance, reply } = await classifier.classify(input);
    return {
      id,
      input,
      toxicity: rounded(toxicity.scores),
      labels: [...toxicity.labels],
      stance: stance === null ? null : rounded(stance.scores),
      reply: reply === null ? null : rounded(reply.scores),
    };
  });
  return [{ model: classifier.model }, ...(await Promise.all(rows))].map((row) => `${JSON.stringify(row)}\n`).join('');
}

const rounded = (scores: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(scores).map(([label, score]) => [label, Number(score.toFixed(6))]));
