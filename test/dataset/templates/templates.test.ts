import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandTemplates, readFillers, readTemplates, SPLITS, type Template } from '../../../src/dataset/index.ts';
import { btl } from '../../fixtures/btl.ts';

const DATASETS = resolve(import.meta.dirname, '../../../datasets');
const folder = await mkdtemp(join(tmpdir(), 'btl-templates-'));
const fillers = await readFillers(join(DATASETS, 'groups.json'));
const templates = await readTemplates(join(DATASETS, 'templates.jsonl'), fillers);

const FEW = {
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

const template = (text: string, toxicity: 0 | 1, more: object = {}): Template => ({
  id: text,
  kind: 'plain',
  set: text,
  split: 'train',
  text,
  labels: { toxicity },
  ...more,
});

const expand = (...list: Template[]) => expandTemplates(list, FEW, { seed: 1, perTemplate: 2 }).train;
const textsOf = (...list: Template[]) => expand(...list).map(({ text }) => text);

describe('expandTemplates', () => {
  it('fills slots, with the article and the capital that the word wants', () => {
    expect(textsOf(template('{Group.adjective} and {good}, a {group.singular}.', 0)).sort()).toEqual([
      expect.stringMatching(/^Dutch and (kind|able), a Dutchman\.$/),
      expect.stringMatching(/^Irish and (kind|able), an Irishman\.$/),
    ]);
  });

  it('gives the twins of a set the same words', () => {
    const rows = expand(
      template('{Group.plural} are fools.', 1, { set: 's' }),
      template('{Group.plural} are kind.', 0, { set: 's' }),
    );
    expect(rows.map(({ groups }) => groups).filter((_, i) => i % 2 === 0)).toEqual(
      rows.map(({ groups }) => groups).filter((_, i) => i % 2 === 1),
    );
    expect(new Set(rows.flatMap(({ groups }) => groups))).toEqual(new Set(['dutch', 'irish']));
  });

  it('fills two slots of one kind with two groups, and names both', () => {
    const [row] = expand(template('{Group.plural} and {group2.plural}', 0));
    expect(row?.groups).toEqual(['dutch', 'irish']);
  });

  it('names the groups that stand in the text itself', () => {
    expect(expand(template('My wife and I', 0, { groups: ['women'] }))[0]).toMatchObject({
      source: 'below-the-line-templates',
      groups: ['women'],
      labels: { toxicity: 0 },
    });
  });

  it('misspells what stands in brackets, each time in another way', () => {
    const texts = textsOf(template('what an [awkward person] he is', 1));
    expect(texts.length).toBeGreaterThan(3);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[[\]]|awkward person/);
  });

  it('gives the same rows for the same seed', () => {
    const options = { seed: 5, perTemplate: 3 };
    expect(expandTemplates(templates, fillers, options)).toEqual(expandTemplates(templates, fillers, options));
  });
});

describe('readTemplates', () => {
  it.each<[string, object | string, RegExp]>([
    ['no JSON', 'oops', /line 2: expected a JSON object, got "oops"/],
    ['a field that does not exist', { ...template('a', 0), mood: 'bad' }, /line 2: .*mood/s],
    ['a slot that nothing fits', template('{unicorn.plural}', 0), /line 2: nothing fits the slot .*unicorn/],
    ['a form that no word has', template('{insult.adjective}', 0), /line 2: nothing fits the slot/],
    ['an id twice', template('first', 0), /line 2: id first stands on an earlier line/],
    ['twins in two splits', template('x', 0, { set: 'first', split: 'dev' }), /line 2: set first is in train, got dev/],
    ['an unknown group', template('x', 0, { groups: ['elves'] }), /line 2: groups: expected .*, got elves/],
    ['labels at odds', template('x', 0, { labels: { toxicity: 0, threat: 1 } }), /line 2: threat without toxicity/],
  ])('names the line of %s', async (_, row, message) => {
    const path = join(folder, 'templates.jsonl');
    const rows = [template('first', 0), row];
    await writeFile(path, rows.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    await expect(readTemplates(path, FEW)).rejects.toThrow(message);
  });

  it('names the file of fillers that are none', async () => {
    const path = join(folder, 'groups.json');
    await writeFile(path, '{"groups": [], "words": {}}');
    await expect(readFillers(path)).rejects.toThrow(/groups\.json: .*groups/s);
  });
});

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
