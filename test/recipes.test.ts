import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { CORPORA, FORMS } from '../src/dataset/index.ts';
import { readRecipe } from '../src/train/lexical/recipe.ts';

const text = z.string().check(z.minLength(1));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const slug = z.string().check(z.regex(/^[\w.-]+$/));

/** datasets/corpora.json: public corpora, the files of rows that recipes read, and the weights that they start from. */
const Registry = z.strictObject({
  corpora: z.array(
    z.strictObject({
      id: slug,
      name: text,
      task: z.enum(['toxicity', 'stance', 'reply', 'emotions']),
      published: text,
      version: z.nullable(text),
      licence: text,
      rows: z.nullable(z.int()),
      labels: text,
      domain: text,
      file: z.nullable(text),
      converter: z.nullable(z.enum([...FORMS, ...CORPORA].map(({ name }) => name))),
      sources: z.array(slug),
      rule: z.nullable(text),
    }),
  ),
  files: z.array(
    z.strictObject({
      id: z.string().check(z.regex(/^\w+\/[\w-]+$/)),
      task: z.enum(['toxicity', 'stance', 'reply', 'emotions']),
      use: text,
      columns: z.array(text).check(z.minLength(1)),
      optional: z.array(text),
      rows: z.int(),
      sources: z.record(slug, z.int()),
      sha256,
    }),
  ),
  weights: z.array(
    z.strictObject({
      id: slug,
      recipes: z.array(text),
      published: text,
      package: text,
      version: text,
      path: text,
      licence: text,
      files: z.record(z.string(), sha256),
    }),
  ),
});

const RECIPES = ['lexical', 'teacher', 'encoder'];
/** Sources of rows that are our own, or that a recipe makes. */
const OWN_SOURCES = [
  ...['below-the-line', 'below-the-line-comments', 'below-the-line-threads', 'below-the-line-templates'],
  ...['below-the-line-contrasts', 'readings-train', 'taught', 'argument-pairs'],
];

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
const { corpora, files, weights } = Registry.parse(await readJson('datasets/corpora.json'));
const recipes = await Promise.all(
  RECIPES.map(async (name) => [name, await readJson(`models/recipes/${name}/recipe.json`)] as const),
);

/** Every string in a value, with the key that it stands under. */
function strings(value: unknown, key = ''): [key: string, value: string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => strings(part, Array.isArray(value) ? key : name));
}

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const namesOf = (recipe: unknown) =>
  strings(recipe).flatMap(([, value]) => (value.startsWith('corpora:') ? [value.slice('corpora:'.length)] : []));

describe('datasets/corpora.json', () => {
  it('gives every corpus, file and set of weights an id of its own', () => {
    for (const list of [corpora, files, weights]) expect(new Set(idsOf(list)).size).toBe(list.length);
  });

  it('says where the rows of every source are published, and how they became ours', () => {
    const published = corpora.flatMap(({ sources }) => sources);
    expect(new Set(published).size).toBe(published.length);
    for (const { sources } of files) expect(published).toEqual(expect.arrayContaining(Object.keys(sources)));
    for (const { id, sources, rule } of corpora) expect([id, rule !== null]).toEqual([id, sources.length > 0]);
  });

  it('counts as many rows of a file as its sources have', () => {
    for (const { id, rows, sources } of files)
      expect([id, rows]).toEqual([id, Object.values(sources).reduce((sum, count) => sum + count, 0)]);
  });
});

describe.each(recipes)('the recipe of the %s', (name, recipe) => {
  it('names nothing that datasets/corpora.json does not list, and no file outside the repository', () => {
    expect(namesOf(recipe).length).toBeGreaterThan(0);
    expect(idsOf(files)).toEqual(expect.arrayContaining(namesOf(recipe)));
    expect(strings(recipe).filter(([, value]) => /^(\.\.|\/|~)/.test(value))).toEqual([]);
  });

  it('starts from weights that are listed', () => {
    const named = strings(recipe).flatMap(([key, value]) => (key === 'weights' ? [value] : []));
    expect(weights.filter(({ recipes }) => recipes.includes(name)).length).toBeGreaterThan(0);
    for (const id of named) expect(weights.find((entry) => entry.id === id)?.recipes).toContain(name);
  });

  it('weighs only sources that are known', () => {
    const known = [...corpora.flatMap(({ sources }) => sources), ...OWN_SOURCES];
    const weighed: object[] = [];
    JSON.stringify(recipe, (key, value) => {
      if (['sourceWeights', 'sourceShares', 'unclear', 'shares'].includes(key)) weighed.push(value);
      return value;
    });
    // A table for each head may stand in a table, and says what counts for all other sources.
    const names = (table: object): string[] =>
      Object.entries(table).flatMap(([name, value]) =>
        typeof value === 'object' && !Array.isArray(value) ? names(value) : name === 'default' ? [] : [name],
      );
    expect(known).toEqual(expect.arrayContaining(weighed.flatMap(names)));
  });
});

it('reads no file of rows that is listed for nothing', () => {
  expect([...new Set(recipes.flatMap(([, recipe]) => namesOf(recipe)))].sort()).toEqual(idsOf(files).sort());
});

it('reads comments of public repositories that are listed with a commit, a licence and a form', async () => {
  const listed = z
    .array(
      z.looseObject({
        name: slug,
        corpus: z.enum(['blogs', 'threads']),
        repository: z.string().check(z.regex(/^[\w.-]+\/[\w.-]+$/)),
        commit: z.string().check(z.regex(/^[0-9a-f]{40}$/)),
        path: text,
        form: text,
        licence: text,
      }),
    )
    .parse(await readJson('models/recipes/discussions.json'));
  const known = [...listed.map(({ corpus, name }) => `${corpus}/${name}`), 'blogs/haacked', 'blogs/made-mistakes'];
  expect(new Set(known).size).toBe(known.length);
  const lines = (await Promise.all(['train', 'dev'].map((part) => readFile(`datasets/readings/${part}.jsonl`, 'utf8'))))
    .join('')
    .trim()
    .split('\n');
  const read = new Set(lines.map((line) => /"corpus": "((?:blogs|threads)\/[^"]+)"/.exec(line)?.[1]));
  read.delete(undefined);
  expect(known).toEqual(expect.arrayContaining([...read]));
});

describe('readRecipe', () => {
  it('finds corpora by their id in the folder that is given, and leaves paths alone', async () => {
    const { heads } = await readRecipe('models/recipes/lexical/recipe.json', { corpora: 'somewhere' });
    expect(heads.stance?.data).toEqual([join('somewhere', 'stance/train.jsonl.gz'), 'datasets/comments.train.jsonl']);
    expect(heads.stance?.emotions).toEqual([join('somewhere', 'aux/goemotions.jsonl.gz')]);
    expect(heads.toxicity?.taught).toEqual(['.cache/teacher/unlabelled.jsonl.gz']);
    expect(heads.reply?.taught).toBeUndefined();
  });

  it('says what it needs where a recipe names corpora and no folder is given', async () => {
    await expect(readRecipe('models/recipes/lexical/recipe.json')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('corpora:toxicity/dev, expected the folder of corpora (--corpora)'),
    });
  });

  it('needs no folder for a recipe of paths', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'btl-recipe-')), 'recipe.json');
    await writeFile(path, JSON.stringify({ version: '0.1.0', heads: { reply: { data: ['mine.jsonl'] } } }));
    expect((await readRecipe(path)).heads.reply).toEqual({ data: ['mine.jsonl'] });
  });
});
