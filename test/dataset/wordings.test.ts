import { describe, expect, it } from 'vitest';
import { rewordRows } from '../../src/dataset/index.ts';
import { labelledComment, lineWriter } from './fixtures.ts';

const file = await lineWriter();
const wordings = [{ target: 'the bridge', same: ['a bridge here'], opposite: ['no bridge here', 'the ferry alone'] }];

describe('rewordRows', () => {
  it('keeps the label of a row whose target is said otherwise, and turns it where the target is the opposite', async () => {
    const rows = [
      { text: 'Build it.', target: 'the bridge', stance: 'favor', group: 'g' },
      { text: 'Rain again.', target: 'the bridge', stance: 'none' },
      { text: 'Build it.', target: 'the tunnel', stance: 'favor' },
    ];
    const reworded = await rewordRows([await file('rows.jsonl', rows)], await file('wordings.jsonl', wordings));
    expect(reworded.badRows).toEqual([]);
    expect(reworded.rows.map(({ id, target, stance }) => [id, target, stance])).toEqual([
      ['1-same-1', 'a bridge here', 'favor'],
      ['1-opposite-1', 'no bridge here', 'against'],
      ['1-opposite-2', 'the ferry alone', 'against'],
      ['2-same-1', 'a bridge here', 'none'],
      ['2-opposite-1', 'no bridge here', 'none'],
      ['2-opposite-2', 'the ferry alone', 'none'],
    ]);
    expect(reworded.rows[0]).toMatchObject({ text: 'Build it.', group: 'g', source: 'below-the-line-wordings' });
  });

  it('takes labelled threads', async () => {
    const comments = await file('comments.jsonl', [labelledComment('c1', 'Build it.')]);
    const { rows } = await rewordRows([comments], await file('wordings.jsonl', wordings));
    expect(rows.map(({ stance }) => stance)).toEqual(['favor', 'against', 'against']);
  });

  it('names lines that are no wordings, and keeps the rest', async () => {
    const path = await file('some.jsonl', [{ target: 'the bridge', same: [] }, ...wordings]);
    const { rows, badRows } = await rewordRows([await file('one.jsonl', [labelledComment('c1', 'Build it.')])], path);
    expect(rows).toHaveLength(3);
    expect(badRows).toMatchObject([{ line: 1, message: expect.stringContaining('same') }]);
  });
});
