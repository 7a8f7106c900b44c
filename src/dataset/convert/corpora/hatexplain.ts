import * as z from 'zod/mini';
import { readJsonFile } from '../../rows/json-file.ts';
import { unreadable } from '../../rows/lines.ts';
import type { ToxicityRow } from '../../rows/training-rows.ts';
import type { Corpus } from '../corpus.ts';

const Post = z.object({
  post_id: z.string(),
  annotators: z.array(z.object({ label: z.enum(['hatespeech', 'offensive', 'normal']) })).check(z.minLength(1)),
  rationales: z.array(z.array(z.union([z.literal(0), z.literal(1)]))),
  post_tokens: z.array(z.string()).check(z.minLength(1)),
});

/** HateXplain (Mathew et al. 2021): dataset.json, one object of 12 MB; labels are shares of its three annotators. */
export const hatexplain: Corpus = {
  name: 'hatexplain',
  files: 'dataset.json',
  async *convert(paths) {
    for (const path of paths) {
      for (const [position, post] of Object.values(await readPosts(path)).entries()) {
        const parsed = Post.safeParse(post);
        if (parsed.success) yield { row: toRow(parsed.data) };
        else yield { line: position + 1, message: z.prettifyError(parsed.error) };
      }
    }
  },
};

async function readPosts(path: string): Promise<object> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(await readJsonFile(path));
  if (parsed.success) return parsed.data;
  throw unreadable(path, parsed.error);
}

function toRow({ post_id: id, annotators, rationales, post_tokens: tokens }: z.infer<typeof Post>): ToxicityRow {
  const shareOf = (...counted: readonly string[]) =>
    annotators.filter(({ label }) => counted.includes(label)).length / annotators.length;
  const spans: [number, number][] = [];
  let start = 0;
  for (const [t, token] of tokens.entries()) {
    const votes = rationales.filter((rationale) => rationale[t] === 1).length;
    if (votes * 2 > rationales.length) {
      const last = spans.at(-1);
      if (last !== undefined && last[1] === start - 1) last[1] = start + token.length;
      else spans.push([start, start + token.length]);
    }
    start += token.length + 1;
  }
  const labels = { toxicity: shareOf('hatespeech', 'offensive'), identity_attack: shareOf('hatespeech') };
  return { id, text: tokens.join(' '), source: 'hatexplain', labels, spans };
}
