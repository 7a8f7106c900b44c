import { describe, expect, it } from 'vitest';
import { checkDataset } from '../../../src/dataset/check/check.ts';
import { CLEAN, labelledComment as comment, lineWriter } from '../fixtures.ts';

const file = await lineWriter();

const problemsOf = async (...rows: (object | string)[]) =>
  (await checkDataset([await file('rows.jsonl', rows)])).problems;

describe('checkDataset', () => {
  it('is content with a good thread', async () => {
    const insult = { ...CLEAN, toxicity: 1, insult: 1 };
    const rows = [
      comment('1', 'Close the bridge to cars, then.'),
      comment('2', 'Only a fool would do that.', {
        parent: '1',
        reply: 'disagree',
        toxicity: insult,
        spans: [[5, 11]],
      }),
      comment('3', 'No fool would do that.', { parent: '1', reply: 'agree', contrast: { of: '2', kind: 'negation' } }),
    ];
    const path = await file('good.jsonl', rows);
    const report = await checkDataset([path]);
    expect(report).toMatchObject({ rows: 3, problems: [], pairs: [] });
    expect(report.balance.toxicity?.clean).toEqual({ [path]: 2 });
  });

  it.each<[string, (object | string)[], RegExp]>([
    ['a line that is not JSON', ['{oops'], /expected a JSON object, got "\{oops"/],
    [
      'a label that does not exist',
      [comment('1', 'x', { stances: [{ target: 't', label: 'pro' }] })],
      /stances\.0\.label/,
    ],
    ['a field that does not exist', [comment('1', 'x', { mood: 'bad' })], /mood/],
    ['an id that stands twice', [comment('1', 'one'), comment('1', 'two')], /id 1 stands on an earlier line/],
    ['an unknown parent', [comment('1', 'x', { parent: '9', reply: 'agree' })], /parent 9 stands on no earlier line/],
    ['a reply without a parent', [comment('1', 'x', { reply: 'agree' })], /reply is agree and parent null/],
    [
      'a threat that is not toxic',
      [comment('1', 'x', { toxicity: { ...CLEAN, threat: 1 } })],
      /threat without toxicity/,
    ],
    [
      'toxicity without a span',
      [comment('1', 'x', { toxicity: { ...CLEAN, toxicity: 1 } })],
      /toxicity is 1 with 0 spans/,
    ],
    [
      'a span outside the text',
      [comment('1', 'fool', { toxicity: { ...CLEAN, toxicity: 1 }, spans: [[0, 9]] })],
      /span 0 to 9 in a text of 4 units/,
    ],
    [
      'a contrast that flips nothing',
      [comment('1', 'one'), comment('2', 'two', { contrast: { of: '1', kind: 'claim' } })],
      /has the labels of 1/,
    ],
  ])('finds %s and says where', async (_, rows, message) => {
    const problems = await problemsOf(...rows);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(problems.at(-1)?.line).toBe(rows.length);
  });

  it('finds the same text twice, and nearly the same text in two files', async () => {
    const long = 'The council has promised this bridge three times now and every time the money went somewhere else.';
    const train = await file('train.jsonl', [
      comment('1', long),
      comment('2', long.toUpperCase()),
      comment('3', 'Exactly.'),
    ]);
    const test = await file('test.jsonl', [comment('4', long.replace('three', 'four')), comment('5', 'Exactly.')]);
    const { pairs } = await checkDataset([train, test]);
    expect(pairs.map(({ kind, first, second }) => [kind, first, second])).toEqual([
      ['duplicate', `${train} line 1`, `${train} line 2`],
      ['near-duplicate', `${train} line 1`, `${test} line 1`],
    ]);
  });

  it('checks rows for one head too', async () => {
    const report = await checkDataset([
      await file('flat.jsonl', [
        { text: 'a', target: 'b', stance: 'none' },
        { text: 'a', labels: { toxicity: 0.7 } },
      ]),
    ]);
    expect(report.problems).toEqual([]);
    expect(Object.keys(report.balance)).toEqual(['stance', 'toxicity']);
  });
});
