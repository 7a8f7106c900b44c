import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandTemplates, readFillers, readTemplates, SPLITS, type Template } from '../../../src/dataset/index.ts';
import { btl } from '../../fixtures/btl.ts';

const DATASETS = resolve(import.meta.dirname, '../../../datasets');
const folder = await mkdtemp(join(tmpdir(), 'btl-templates-'));
const fillers = await readFillers(join(DATASETS, 'groups.json'));
const templates = await readTemplates(join(DATASETS, 'templates.jsonl'), fillers);

describe('our templates', () => {
  const isToxic = ({ labels }: Pick<Template, 'labels'>) => labels.toxicity === 1;
  const expanded = expandTemplates(templates, fillers, { seed: 1, perTemplate: 3 });

  it('have both sides of every kind', () => {
    for (const kind of new Set(templates.map((one) => one.kind))) {
      const toxic = templates.filter((one) => one.kind === kind).map(isToxic);
      expect(toxic.filter(Boolean).length, kind).toBeGreaterThanOrEqual(5);
      expect(toxic.filter((is) => !is).length, kind).toBeGreaterThanOrEqual(5);
    }
  });

  it('keep a set in one split', () => {
    const seen = new Map<string | undefined, string>();
    for (const split of SPLITS) {
      for (const { group } of expanded[split]) expect(seen.get(group) ?? split).toBe(split);
      for (const { group } of expanded[split]) seen.set(group, split);
    }
  });

  it.each(SPLITS)('name each group about as often in toxic as in clean rows of %s', (split) => {
    for (const { name } of fillers.groups) {
      const rows = expanded[split].filter(({ groups }) => groups?.includes(name));
      const share = rows.filter(isToxic).length / rows.length;
      expect(Math.abs(share - 0.5), `${name}: ${share} of ${rows.length}`).toBeLessThan(split === 'train' ? 0.1 : 0.25);
    }
  });

  it('give the same rows for the same seed', () => {
    const options = { seed: 5, perTemplate: 3 };
    expect(expandTemplates(templates, fillers, options)).toEqual(expandTemplates(templates, fillers, options));
  });

  it('are expanded as the command expands them', async () => {
    const paths = [join(DATASETS, 'templates.jsonl'), '--groups', join(DATASETS, 'groups.json'), '--out', folder];
    const { code, stderr } = await btl(['dataset', 'expand', ...paths]);
    expect(stderr).toMatch(/^train: \d+ rows\ndev: \d+ rows\ntest: \d+ rows/);
    expect(code).toBe(0);
    for (const split of SPLITS) {
      const name = `templates.${split}.jsonl`;
      expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(DATASETS, name), 'utf8'));
    }
  });
});

describe('our contrasts', async () => {
  const contrasts = await readTemplates(join(DATASETS, 'contrasts.jsonl'), fillers);
  const kinds = [...new Set(contrasts.map(({ kind }) => kind))];
  const source = 'below-the-line-contrasts';
  const options = { seed: 1, perTemplate: 6, holdOutWords: true, source };
  const expanded = expandTemplates(contrasts, fillers, options);
  const isToxic = ({ labels }: Pick<Template, 'labels'>) => labels.toxicity === 1;

  it.each(kinds)('have as many toxic as clean frames of %s, forty and more', (kind) => {
    const frames = contrasts.filter((one) => one.kind === kind);
    expect(frames.filter(isToxic).length).toBeGreaterThanOrEqual(40);
    expect(frames.filter((one) => !isToxic(one)).length).toBe(frames.filter(isToxic).length);
  });

  it('name every group in everyday sentences', () => {
    const everyday = SPLITS.flatMap((split) => expanded[split]).filter(({ id }) => /^group-named-\d+b/.test(id ?? ''));
    const named = new Set(everyday.flatMap(({ groups }) => groups ?? []));
    expect(fillers.groups.filter(({ name }) => !named.has(name))).toEqual([]);
  });

  it('are expanded as the command expands them', async () => {
    const paths = [join(DATASETS, 'contrasts.jsonl'), '--groups', join(DATASETS, 'groups.json'), '--out', folder];
    const { code } = await btl([
      ...['dataset', 'expand', ...paths],
      ...['--per-template', '6', '--hold-out-words', '--source', source],
    ]);
    expect(code).toBe(0);
    for (const split of SPLITS) {
      const name = `contrasts.${split}.jsonl`;
      expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(DATASETS, name), 'utf8'));
    }
  });
});
