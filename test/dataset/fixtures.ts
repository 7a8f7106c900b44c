import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fillers, Template } from '../../src/dataset/index.ts';

/** Returns a writer of files of lines, objects as JSON, into a new folder; the writer returns the file's path. */
export async function lineWriter(): Promise<(name: string, lines: readonly (object | string)[]) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'btl-dataset-'));
  return async (name, lines) => {
    const path = join(folder, name);
    await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return path;
  };
}

export const CLEAN = { toxicity: 0, severe_toxicity: 0, obscene: 0, threat: 0, insult: 0, identity_attack: 0 };

/** Returns a labelled comment without a parent, in favor of `the bridge` and clean unless told otherwise. */
export const labelledComment = (id: string, text: string, more: object = {}) => ({
  id,
  article: 'a1',
  parent: null,
  author: '@anna',
  text,
  stances: [{ target: 'the bridge', label: 'favor' }],
  reply: null,
  toxicity: CLEAN,
  spans: [],
  ...more,
});

export const FEW_FILLERS: Fillers = {
  groups: [
    {
      name: 'irish',
      kinds: ['people'],
      plural: ['Irish people', 'the Irish'],
      singular: 'Irishman',
      adjective: 'Irish',
    },
    { name: 'dutch', kinds: ['people'], plural: 'Dutch people', singular: 'Dutchman', adjective: 'Dutch' },
  ],
  words: { good: ['kind', 'able'], insult: [{ singular: 'fool', plural: 'fools' }] },
};

/** Returns a template that is a set by itself unless told otherwise. */
export const template = (text: string, toxicity: 0 | 1, more: object = {}): Template => ({
  id: text,
  kind: 'plain',
  set: text,
  split: 'train',
  text,
  labels: { toxicity },
  ...more,
});
