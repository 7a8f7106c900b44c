import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { BTL, btl } from '../fixtures/btl.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-classify-forms-'));
const classify = (input: string | Uint8Array, ...args: string[]) =>
  btl(['classify', '--encoder', 'never', '--no-progress', ...args], input);
const rowsOf = (table: string, delimiter = ','): Record<string, string>[] => parse(table, { columns: true, delimiter });

const TABLE = 'nr,comment,note\n007,"You clown,\nyou ""star""",x\n8,Thanks.,\n';

describe('btl classify', () => {
  it('answers a table with the table and more columns, and says which column it took', async () => {
    const { code, stdout, stderr } = await classify(TABLE);
    expect(rowsOf(stdout)).toMatchObject([
      { nr: '007', comment: 'You clown,\nyou "star"', note: 'x', btl_labels: 'toxicity insult', btl_stance: '' },
      { nr: '8', comment: 'Thanks.', note: '', btl_labels: '', btl_language: 'en' },
    ]);
    expect(Number(rowsOf(stdout)[0]!.btl_toxicity)).toBeGreaterThan(0.5);
    expect([code, stderr]).toEqual([
      0,
      'btl: standard input is a table; the texts are taken from "comment" (--text chooses another)\n',
    ]);
    expect((await classify(TABLE, '--threads', '2')).stdout).toBe(stdout);
  });

  it.each([
    ['semicolons in windows-1252', Buffer.from('comment;n\nCaf\xe9 \x96 you clown;1\n', 'latin1'), ';'],
    ['tabs in UTF-16', Buffer.from('\ufeffcomment\tn\nCafé – you clown\t1\n', 'utf16le'), '\t'],
    ['pipes', 'comment|n\r\nCafé – you clown|1\r\n', '|'],
  ])('reads %s and answers with the same delimiter', async (_, input, delimiter) => {
    const [row] = rowsOf((await classify(input)).stdout, delimiter);
    expect(row).toMatchObject({ comment: 'Café – you clown', n: '1', btl_labels: expect.stringContaining('insult') });
  });

  it('takes the columns that it is told, and names those that are there', async () => {
    const args = ['--text', 'note', '--target', 'nr', '--parent', 'comment'];
    const [row] = rowsOf((await classify(TABLE, ...args)).stdout);
    expect(['favor', 'against', 'none']).toContain(row!.btl_stance);
    expect(['agree', 'disagree', 'neutral']).toContain(row!.btl_reply);
    const { code, stderr } = await classify(TABLE, '--text', 'body');
    expect([code, stderr]).toEqual([2, 'btl: standard input has no column "body": it has nr, comment, note\n']);
  });

  it('loses one row to one bad quotation mark', async () => {
    const path = join(folder, 'bad.csv');
    await writeFile(path, 'comment,n\n"You clown,1\nThanks.,2\n"Good.",3\n');
    const { code, stdout, stderr } = await btl(['classify', '--no-progress', '--encoder', 'never', path]);
    expect(rowsOf(stdout).map(({ n }) => n)).toEqual(['2', '3']);
    expect(stderr).toMatch(/bad\.csv line 2: has a quotation mark out of place/);
    expect(code).toBe(1);
  });

  it('reads texts from another field of JSON lines, and keeps ids as they are written', async () => {
    const lines = '{"id":1234567890123456789,"body":"You clown.","parent":"t1_x"}\n{"id":2,"body":"Thanks."}\n';
    const { stdout, stderr } = await classify(lines);
    expect(stdout).toMatch(/^\{"id":1234567890123456789,"body":"You clown\.","parent":"t1_x","classification":\{/);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).classification.toxicity.labels.length > 0),
    ).toEqual([true, false]);
    expect(stderr).toMatch(/standard input is JSON lines; the texts are taken from "body"/);
    expect((await classify(lines, '--text', 'body')).stdout).toBe(stdout);
    expect((await classify('{"a":{"b":"You clown."}}\n', '--text', 'a.b')).stdout).toMatch(/"labels":\["toxicity"/);
  });

  it('reads a JSON list of several lines, and answers with one', async () => {
    const list = JSON.stringify([{ id: 1, text: 'You clown.' }, 7, { id: 2, text: 'Thanks.' }], null, 2);
    const { code, stdout, stderr } = await classify(list);
    expect(JSON.parse(stdout).map(({ id }: { id: number }) => id)).toEqual([1, 2]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/line 2: expected an object, got number/)]);
    expect((await classify('[]')).stdout).toBe('[]\n');
    expect((await classify('[{"text": "a"},\n')).stderr).toMatch(/cannot read standard input/);
  });

  it('answers a table that pauses at once', async () => {
    const args = [BTL, 'classify', '--encoder', 'never', '--no-progress', '-'];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    let [seen, rows] = ['', 0];
    child.stdin.write('comment,n\n');
    for (const text of ['Thanks.', 'You clown.']) {
      child.stdin.write(`${text},${++rows}\n`);
      while (!seen.includes(`${text},${rows},`)) seen += (await once(child.stdout, 'data'))[0];
    }
    child.stdin.end();
    expect(rowsOf(seen)).toHaveLength(2);
  });

  it('goes on behind JSON lines alone', async () => {
    const { code, stderr } = await classify(TABLE, '--resume', join(folder, 'out.csv'));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--resume goes on with JSON lines/)]);
  });
});
