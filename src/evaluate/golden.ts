import * as z from 'zod/mini';
import { hashOf } from '../artifact/files.ts';
import type { Classifier } from '../classifier.ts';
import { readLines } from '../dataset/index.ts';
import { LabelledComment } from '../dataset/rows/labelled-comments.ts';
import { type Classification, ClassifyInput } from '../schemas.ts';

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

/** The first line of golden scores: the model, and what its scores hash to, to the last bit. */
export const GoldenHead = z.object({
  model: z.object({ version: z.string(), sha256: z.string() }),
  bits: z.string(),
});

/**
 * Returns the lines of `golden.jsonl`: the model and the hash of its scores, then what it says of comments of labelled
 * threads, spread over the file.
 * @param file labelled comments, JSON lines
 * @param count comments at most
 * @throws BelowTheLineError `file` when it cannot be read.
 */
export async function goldenLines(classifier: Classifier, file: string, count: number): Promise<string> {
  const comments: LabelledComment[] = [];
  for await (const { text } of readLines(file)) comments.push(LabelledComment.parse(JSON.parse(text)));
  const texts = new Map(comments.map(({ id, text }) => [id, text]));
  const every = Math.max(1, Math.floor(comments.length / count));
  const chosen = comments.filter(({ stances }, i) => i % every === 0 && stances.length > 0).slice(0, count);
  const classified = chosen.map(({ id, text, parent, stances }) => {
    const answered = parent === null ? undefined : texts.get(parent);
    const input = { text, target: stances[0]!.target, ...(answered === undefined ? {} : { parent: answered }) };
    return { id, input, classification: classifier.classify(input) };
  });
  const rows = classified.map(({ id, input, classification: { toxicity, stance, reply } }): GoldenRow => {
    return {
      id,
      input,
      toxicity: rounded(toxicity.scores),
      labels: [...toxicity.labels],
      stance: stance === null ? null : rounded(stance.scores),
      reply: reply === null ? null : rounded(reply.scores),
    };
  });
  const head = { model: classifier.model, bits: await scoreBits(classified.map((row) => row.classification)) };
  return [head, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Returns the SHA-256 of all scores as 32-bit floats, in the order of comments, questions and labels. */
export async function scoreBits(classifications: readonly Classification[]): Promise<string> {
  const scores = classifications.flatMap(({ toxicity, stance, reply }) =>
    [toxicity, stance, reply].flatMap((result) => Object.values<number>(result?.scores ?? {})),
  );
  return hashOf(new Uint8Array(Float32Array.from(scores).buffer));
}

const rounded = (scores: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(scores).map(([label, score]) => [label, Number(score.toFixed(6))]));
