import { describe, expect, it } from 'vitest';
import { expandTemplates, type Template } from '../../../src/dataset/index.ts';
import { FEW_FILLERS, template } from '../fixtures.ts';

const expand = (...list: Template[]) => expandTemplates(list, FEW_FILLERS, { seed: 1, perTemplate: 2 }).train;
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

  it('keeps a bracket behind a backslash', () => {
    expect(textsOf(template('\\[quote\\]You fool.\\[/quote\\] Calm down.', 0))).toEqual([
      '[quote]You fool.[/quote] Calm down.',
    ]);
  });
});
