import { describe, expect, it } from 'vitest';
import { checkDataset, joinReadings, openCorpus, readDataset, type Source } from '../../../src/dataset/index.ts';
import { textHash } from '../../../src/dataset/readings/join.ts';
import { CLEAN, lineWriter } from '../fixtures.ts';

const file = await lineWriter();

const COMMENT = 'Leave the bridge  open,\nplease.';

const reading = (more: object = {}) => ({
  id: 'r1',
  corpus: 'stance/train',
  ref: 'c1',
  sha256: textHash(COMMENT),
  group: 'g1',
  view: 'headline',
  stances: [
    { target: { column: 'headline' }, kind: 'published', label: 'none', sure: true },
    { target: { column: 'target', row: 'c2' }, kind: 'published', label: 'against', sure: false },
    { target: 'an open bridge', kind: 'issue', label: 'favor', sure: true },
  ],
  reply: null,
  toxicity: CLEAN,
  toxicitySure: true,
  ...more,
});

const corpus: Source = new Map([
  ['c1', { text: COMMENT, columns: { headline: 'What of the bridge?', target: 'Open it' } }],
  ['c2', { text: 'Close it.', parent: COMMENT, columns: { target: 'Close the bridge' } }],
]);

const joinOne = async (more: object = {}) =>
  joinReadings([await file('readings.jsonl', [reading(more)])], async () => corpus);

describe('joinReadings', () => {
  it('puts text and headline beside each target, published ones as in the corpus, and halves what is unsure', async () => {
    const { stance, toxicity, reply, problems } = await joinOne();
    expect(problems).toEqual([]);
    const row = { text: COMMENT, source: 'below-the-line-readings', group: 'g1' };
    const under = { ...row, headline: 'What of the bridge?' };
    expect(stance).toEqual([
      { ...under, id: 'r1-1', target: 'What of the bridge?', stance: 'none' },
      { ...under, id: 'r1-2', target: 'Close the bridge', stance: 'against', weight: 0.5 },
      { ...under, id: 'r1-3', target: 'an open bridge', stance: 'favor' },
    ]);
    expect(toxicity).toEqual([{ ...row, id: 'r1', labels: CLEAN }]);
    expect(reply).toEqual([]);
  });

  it('gives no row of toxicity where it was read for its stances alone', async () => {
    const { stance, toxicity, problems } = await joinOne({ toxicity: null, toxicitySure: false });
    expect(problems).toEqual([]);
    expect(stance).toHaveLength(3);
    expect(toxicity).toEqual([]);
  });

  it('gives no row of stance where it was read for its toxicity alone', async () => {
    const { stance, toxicity, problems } = await joinOne({ stances: [] });
    expect([problems, stance]).toEqual([[], []]);
    expect(toxicity).toMatchObject([{ id: 'r1', labels: CLEAN }]);
  });

  it('leaves out what was read for nothing, and says so', async () => {
    const path = await file('two.jsonl', [reading({ stances: [], toxicity: null }), reading({ id: 'r2' })]);
    const { toxicity, problems } = await joinReadings([path], async () => corpus);
    expect(toxicity.map(({ id }) => id)).toEqual(['r2']);
    expect(problems).toMatchObject([{ line: 1, message: expect.stringMatching(/expected stances, toxicity or both/) }]);
  });

  it('gives an answer its parent', async () => {
    const { reply, stance } = await joinOne({
      ref: 'c2',
      sha256: textHash('Close it.'),
      stances: [{ target: 'the bridge', kind: 'entity', label: 'none', sure: true }],
      reply: { label: 'disagree', sure: false },
    });
    expect(reply).toMatchObject([{ text: 'Close it.', parent: COMMENT, stance: 'disagree', weight: 0.5 }]);
    expect(stance).toMatchObject([{ context: [COMMENT] }]);
    expect(stance[0]).not.toHaveProperty('headline');
  });

  it('knows a text by its letters, whatever white space stands between', () => {
    expect(textHash(' Leave the bridge open, please. ')).toBe(textHash(COMMENT));
    expect(textHash('Leave the bridge open, please!')).not.toBe(textHash(COMMENT));
  });

  it.each([
    ['another text', { sha256: '0123456789abcdef' }, /r1: stance\/train c1 is not the text that was read/],
    ['no such comment', { ref: 'c9' }, /r1: stance\/train has no comment c9/],
    ['no parent', { reply: { label: 'agree', sure: true } }, /r1: stance\/train c1 answers no comment/],
    [
      'no such column',
      { stances: [{ target: { column: 'naturalTarget' }, kind: 'published', label: 'none', sure: true }] },
      /r1: stance\/train c1 has no naturalTarget/,
    ],
  ])('leaves out a reading with %s, says so, and keeps the rest', async (_, more, message) => {
    const path = await file('two.jsonl', [reading(more), reading({ id: 'r2' })]);
    const { toxicity, problems } = await joinReadings([path], async () => corpus);
    expect(toxicity.map(({ id }) => id)).toEqual(['r2']);
    expect(problems).toMatchObject([{ line: 1, message: expect.stringMatching(message) }]);
  });

  it('opens a corpus once', async () => {
    let opened = 0;
    const path = await file('three.jsonl', [reading(), reading({ id: 'r2' }), reading({ id: 'r3' })]);
    await joinReadings([path], async () => {
      opened++;
      return corpus;
    });
    expect(opened).toBe(1);
  });

  it('reads a corpus by id', async () => {
    const path = await file('train.jsonl', [
      { id: 'c1', text: COMMENT, target: 'Open it', stance: 'favor' },
      '{broken',
    ]);
    expect(await openCorpus(path)).toEqual(
      new Map([['c1', { text: COMMENT, parent: undefined, columns: { target: 'Open it' } }]]),
    );
  });
});

describe('checkDataset of readings', () => {
  it('counts their labels', async () => {
    const path = await file('sound.jsonl', [reading()]);
    const { rows, problems, balance } = await checkDataset([path]);
    expect([rows, problems]).toEqual([1, []]);
    expect(balance.stance).toEqual({ none: { [path]: 1 }, against: { [path]: 1 }, favor: { [path]: 1 } });
    expect(balance.toxicity).toEqual({ clean: { [path]: 1 } });
  });

  it.each([
    ['an id twice', {}, /id r1 stands on an earlier line/],
    ['a comment twice', { id: 'r2' }, /stance\/train c1 is read on .*train\.jsonl line 1 too/],
    ['a group in two splits', { id: 'r2', ref: 'c2' }, /group g1 stands in .*train\.jsonl too/],
    ['an insult that is not toxic', { toxicity: { ...CLEAN, insult: 1 } }, /insult without toxicity/],
    ['a short hash', { sha256: 'abc' }, /sha256/],
  ])('names %s', async (_, more, message) => {
    const files = [await file('train.jsonl', [reading()]), await file('dev.jsonl', [reading(more)])];
    const { problems } = await checkDataset(files);
    expect(problems.map(({ message }) => message).join('\n')).toMatch(message);
  });

  it('are no rows to train on before they have their texts', async () => {
    const path = await file('alone.jsonl', [reading()]);
    await expect(readDataset('stance', [path])).rejects.toThrow(/btl dataset join puts both together/);
  });
});
