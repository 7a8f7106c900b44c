import { appendFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/dataset/rows/examples.ts';
import type { Event } from '../../src/label/answers.ts';
import { JOURNAL, openProject } from '../../src/label/project.ts';
import { CLEAN, INSULT, item } from '../fixtures/label.ts';

const base = await mkdtemp(join(tmpdir(), 'btl-label-'));
const event = (i: number, fields: Partial<Extract<Event, { did: 'answer' | 'settle' }>> = {}): Event => ({
  ...{
    time: `2026-01-01T00:00:0${i}.000Z`,
    by: 'anna',
    item: item(`Comment ${i}.`).key,
    did: 'answer',
    seconds: 3,
    hinted: false,
  },
  answer: {
    toxicity: { ...(i % 2 === 0 ? CLEAN : INSULT) },
    spans: i % 2 === 0 ? [] : [[0, 7]],
    stances: [{ target: 'the bridge', label: 'against' }],
    reply: 'agree',
  },
  comment: {
    text: `Comment ${i}.`,
    parent: 'Above.',
    headline: 'News',
    group: 'g',
    source: 'page.html',
    measure: i === 4,
  },
  ...fields,
});

describe('a folder of labels', () => {
  it('gives rows that every task reads as they are, and the tenth for measuring apart', async () => {
    const folder = join(base, 'rows');
    const project = await openProject(folder);
    for (const i of [1, 2, 3, 4]) await project.record(event(i));
    await project.close();
    expect((await readdir(folder)).sort()).toEqual(
      [
        JOURNAL,
        ...['reply', 'stance', 'toxicity'].flatMap((task) => [`${task}.jsonl`, `${task}.measure.jsonl`]),
      ].sort(),
    );
    const read = (task: 'toxicity' | 'stance' | 'reply', part = '') =>
      readDataset(task, [join(folder, `${task}${part}.jsonl`)]);
    const toxicity = await read('toxicity');
    expect(toxicity.badRows).toEqual([]);
    expect(
      toxicity.examples.map(({ text, labels, spans, group, source }) => ({ text, labels, spans, group, source })),
    ).toEqual(
      [1, 2, 3].map((i) => ({
        text: `Comment ${i}.`,
        labels: i % 2 === 0 ? [0, 0, 0, 0, 0, 0] : [1, 0, 0, 0, 1, 0],
        spans: i % 2 === 0 ? [] : [[0, 7]],
        ...{ group: 'g', source: 'page.html' },
      })),
    );
    const [stance] = (await read('stance')).examples;
    expect(stance).toMatchObject({ target: 'the bridge', labels: [0, 1, 0], parent: 'Above.' });
    expect((await read('reply', '.measure')).examples).toMatchObject([
      { text: 'Comment 4.', target: 'Above.', labels: [1, 0, 0] },
    ]);
  });

  it('goes on where it was, and leaves out a line that was cut short', async () => {
    const folder = join(base, 'torn');
    const first = await openProject(folder);
    await first.record(event(1));
    await first.close();
    await appendFile(join(folder, JOURNAL), '{"time":"2026-01-01T00:00:00.000Z","by":"an');
    const second = await openProject(folder);
    expect([...second.ledger.standings.keys()]).toEqual([item('Comment 1.').key]);
    await second.record(event(2));
    expect(second.ledger.standings.size).toBe(2);
    expect(second.badLines).toEqual([2]);
    await second.close();
    expect((await readFile(join(folder, JOURNAL), 'utf8')).split('\n')).toHaveLength(4);
  });

  it('sees what another process does meanwhile', async () => {
    const folder = join(base, 'two');
    const [first, second] = [await openProject(folder), await openProject(folder)];
    await Promise.all([first.record(event(1)), second.record(event(2, { by: 'ben' })), first.record(event(3))]);
    await Promise.all([first.refresh(), second.refresh()]);
    expect([...first.ledger.standings.keys()].sort()).toEqual([...second.ledger.standings.keys()].sort());
    expect(first.ledger.labellers().sort()).toEqual(['anna', 'ben']);
    await Promise.all([first.close(), second.close()]);
  });

  it('leaves a file of something else as it is', async () => {
    const folder = join(base, 'other');
    await (await openProject(folder)).close();
    await writeFile(join(folder, JOURNAL), '{"text":"my notes"}\n');
    await expect(openProject(folder)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('holds something else than labels'),
    });
    expect(await readFile(join(folder, JOURNAL), 'utf8')).toBe('{"text":"my notes"}\n');
    await expect(openProject(join(folder, JOURNAL, 'below'))).rejects.toMatchObject({ code: 'file' });
  });
});
