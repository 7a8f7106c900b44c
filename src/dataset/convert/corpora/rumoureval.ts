import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BelowTheLineError } from '../../../errors.ts';
import { isRecord } from '../../../tables/index.ts';
import { readJsonFile } from '../../rows/json-file.ts';
import { unreadable } from '../../rows/lines.ts';
import { type Corpus, translateLabel } from '../corpus.ts';
import { filesOf } from './files-of.ts';

const STANCES = { support: 'favor', deny: 'against', query: 'none', comment: 'none' } as const;

/** RumourEval 2017 and 2019 (Derczynski, Gorrell et al.): where tweets and Reddit comments stand towards the rumour of their thread. */
export const rumoureval: Corpus = {
  name: 'rumoureval',
  files: 'train-key.json FOLDER_OF_THREADS',
  async *convert(paths) {
    const [key, folder] = filesOf('rumoureval', 'train-key.json and the folder of threads', paths);
    const labels = labelsIn(await readJsonFile(key), key);
    const threads = await threadsIn(folder);
    for (const [i, [id, label]] of Object.entries(labels).entries()) {
      const found = threads.get(id);
      const stance = translateLabel(String(label), STANCES);
      if (typeof stance === 'object') yield { line: i + 1, ...stance };
      else if (found === undefined) yield { line: i + 1, message: `there is no post ${id} in ${folder}` };
      // The rumour itself is what the others stand towards.
      else if (found.source !== id) {
        const target = threads.get(found.source)?.text ?? '';
        yield { row: { id, text: found.text, target, stance, source: 'rumoureval', group: found.source } };
      }
    }
  },
};

interface Post {
  readonly text: string;
  /** Id of the post that its thread is about. */
  readonly source: string;
}

function labelsIn(json: unknown, path: string): Readonly<Record<string, unknown>> {
  const task = isRecord(json) ? (Object.entries(json).find(([name]) => /taska/i.test(name))?.[1] ?? json) : undefined;
  if (isRecord(task)) return task;
  throw new BelowTheLineError(
    'invalid-input',
    `${path} holds no labels of task A, expected {"subtaskaenglish": {ID: LABEL}}`,
  );
}

/** Posts lie in `THREAD/source-tweet/ID.json` and `THREAD/replies/ID.json`. */
async function threadsIn(folder: string): Promise<Map<string, Post>> {
  const files = await readdir(folder, { recursive: true }).catch((cause) => {
    throw unreadable(folder, cause);
  });
  const posts = new Map<string, Post>();
  for (const file of files) {
    const [, source, id] = /(?<![^/\\])([^/\\]+)[/\\](?:source-tweet|replies)[/\\]([^/\\]+)\.json$/.exec(file) ?? [];
    if (source === undefined || id === undefined) continue;
    const text = textIn(await readJsonFile(join(folder, file)));
    if (text !== undefined) posts.set(id, { text, source });
  }
  return posts;
}

/** Tweets have their text at the top, posts of Reddit in the first of `data.children` or in `data`. */
function textIn(post: unknown): string | undefined {
  if (!isRecord(post)) return undefined;
  const data = isRecord(post.data) ? post.data : post;
  const [child] = Array.isArray(data.children) ? data.children : [];
  const inner = isRecord(child) && isRecord(child.data) ? child.data : data;
  const texts = [inner.full_text, inner.text, inner.body, inner.selftext, inner.title];
  return texts.find((text): text is string => typeof text === 'string' && text.trim() !== '');
}
