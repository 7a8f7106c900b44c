import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractThread } from '../../src/extract/index.ts';
import { readItems } from '../../src/label/read-items.ts';

const PAGE = await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html'));
const read = (text: string | Uint8Array, options: { targets?: string[]; text?: string } = {}) =>
  readItems(typeof text === 'string' ? new TextEncoder().encode(text) : text, { source: 'file', ...options });
const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('comments to label', () => {
  it('are those of a page, with its article and what stands above each', () => {
    const thread = extractThread(PAGE);
    const { items } = read(PAGE);
    expect(items.map(({ text }) => text)).toEqual(thread.comments.map(({ text }) => text));
    expect(items[0]).toMatchObject({
      headline: thread.headline,
      lead: thread.lead,
      above: [],
      targets: ['closing the Harbour Bridge to cars'],
    });
    const replied = thread.comments.findIndex(({ parentId }) => parentId !== null);
    const parent = thread.comments.find(({ id }) => id === thread.comments[replied]!.parentId)!;
    expect(items[replied]!.above.at(-1)).toEqual({ author: parent.author, text: parent.text });
  });

  it('are the same by key, whichever form they come in', () => {
    const thread = extractThread(PAGE);
    expect(read(JSON.stringify(thread)).items.map(({ key }) => key)).toEqual(read(PAGE).items.map(({ key }) => key));
  });

  it('are rows with a target, a parent and an article of their own', () => {
    const rows = lines(
      { text: 'I agree.', target: 'zoos', parent: 'Zoos are fine.', article: 'The zoo grows', group: 'z' },
      { text: 'No.', target: 'trams' },
      { text: 'No.', target: 'trams' },
    );
    expect(read(rows).items).toMatchObject([
      {
        text: 'I agree.',
        targets: ['zoos'],
        above: [{ text: 'Zoos are fine.' }],
        headline: 'The zoo grows',
        group: 'z',
      },
      { text: 'No.', targets: ['trams'], above: [], headline: null },
    ]);
    expect(read(rows, { targets: ['buses'] }).items[1]).toMatchObject({ targets: ['buses'] });
  });

  it('are those of all articles of a table, each under its own', () => {
    const table =
      'id,article_id,title,text\n1,a,Trams return,Good for the town.\n2,b,Zoo grows,Poor animals in there.\n3,a,Trams return,Too dear for us.\n4,b,Zoo grows,We went there twice.\n';
    expect(read(table).items.map(({ text, headline }) => [text, headline])).toEqual([
      ['Good for the town.', 'Trams return'],
      ['Too dear for us.', 'Trams return'],
      ['Poor animals in there.', 'Zoo grows'],
      ['We went there twice.', 'Zoo grows'],
    ]);
  });

  it('keep articles apart that have but an id, as labelled comments do', () => {
    const rows = lines(
      ...['a1', 'a2'].flatMap((article) => [
        { id: `${article}-1`, article, parent: null, author: 'Ada', text: 'Trams are fine by me.' },
        { id: `${article}-2`, article, parent: `${article}-1`, author: 'Ben', text: 'Not by me they are.' },
      ]),
    );
    expect(read(rows, { targets: ['trams'] }).items.map(({ group, above }) => [group, above.length])).toEqual([
      ['a1', 0],
      ['a1', 1],
    ]);
    const apart = rows.replace('Trams are fine by me.', 'Trams again.');
    expect(read(apart).items.map(({ group, above }) => [group, above.length])).toEqual([
      ['a1', 0],
      ['a1', 1],
      ['a2', 0],
      ['a2', 1],
    ]);
  });

  it('are none in a page without, which is said', () => {
    expect(() => read('')).toThrow(/empty/);
    expect(read('<!doctype html><p>Nothing here.').items).toEqual([]);
  });
});
