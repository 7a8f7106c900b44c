import { describe, expect, it } from 'vitest';
import { readFillers, readTemplates } from '../../../src/dataset/index.ts';
import { FEW_FILLERS, lineWriter, template } from '../fixtures.ts';

const file = await lineWriter();

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
    const path = await file('templates.jsonl', [template('first', 0), row]);
    await expect(readTemplates(path, FEW_FILLERS)).rejects.toThrow(message);
  });
});

describe('readFillers', () => {
  it('names the file of fillers that are none', async () => {
    const path = await file('groups.json', ['{"groups": [], "words": {}}']);
    await expect(readFillers(path)).rejects.toThrow(/groups\.json: .*groups/s);
  });
});
