import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BTL, btl } from '../fixtures/btl.ts';
import { CLEAN } from '../fixtures/label.ts';

const PAGE = resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html');
const base = await mkdtemp(join(tmpdir(), 'btl-label-cli-'));

/** Starts the built command on a free port, and gives its address. */
async function start(args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [BTL, 'label', ...args, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8');
  const url = await new Promise<string>((done, failed) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const found = /at (http:\S+?)\/ into/.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('close', () => failed(new Error(said)));
  });
  return { child, url };
}

const ask = async (url: string, path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
};

const who = { by: 'anna', mode: 'label' };

/** Answers the comment of a turn, and gives the next. */
async function answer(url: string, { turn }: { turn: { item: { key: string; targets: string[]; above: object[] } } }) {
  const { key, targets, above } = turn.item;
  const stances = targets.map((target) => ({ target, label: 'none' }));
  const given = { toxicity: CLEAN, spans: [], stances, reply: above.length > 0 ? 'neutral' : null };
  return ask(url, 'answer', { ...who, item: key, answer: given, seconds: 2, hinted: false });
}

describe('btl label', () => {
  it('loses no answer where it is killed, goes on where it was, and writes rows at the end', async () => {
    const out = join(base, 'labels');
    const first = await start([PAGE, '--out', out, '--encoder', 'never']);
    let state = await ask(first.url, 'next', who);
    for (let i = 0; i < 3; i++) state = await answer(first.url, state);
    const next = state.turn.item.key;
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    expect((await readFile(join(out, 'journal.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(3);

    const second = await start([PAGE, '--out', out, '--encoder', 'never']);
    state = await ask(second.url, 'next', who);
    expect(state.progress.done).toBe(3);
    expect(state.turn.item.key).toBe(next);
    while (state.turn !== null) state = await answer(second.url, state);
    second.child.kill('SIGINT');
    expect((await once(second.child, 'close'))[0]).toBe(0);
    const files = (await readdir(out)).filter((name) => name.startsWith('toxicity'));
    const rows = await Promise.all(
      files.map(async (name) => (await readFile(join(out, name), 'utf8')).trim().split('\n')),
    );
    expect(rows.flat()).toHaveLength(14);
    const checked = await btl([
      'dataset',
      'check',
      ...['toxicity', 'stance', 'reply'].map((task) => join(out, `${task}.jsonl`)),
    ]);
    expect(checked.stderr).not.toContain('no rows');
  });

  it.each([
    ['a page without comments', '<!doctype html><p>Nothing here.', /holds no comments to label: btl extract --explain/],
    ['an empty file', '', /empty/],
    ['something binary', '\u0000\u0001\u0002\u0003'.repeat(50), /binary/],
  ])('says in one line what is wrong with %s', async (name, content, message) => {
    const path = join(base, `${name}.html`);
    await writeFile(path, content);
    const { code, stderr } = await btl(['label', path, '--out', join(base, 'none')]);
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringMatching(message)]]);
  });

  it('says what is wrong with a file that is missing, a guideline, and options', async () => {
    const out = ['--out', join(base, 'none')];
    expect(await btl(['label', join(base, 'absent.html'), ...out])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot read'),
    });
    expect(await btl(['label', PAGE, ...out, '--guideline', 'absent.md'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot read absent.md'),
    });
    expect(await btl(['label', PAGE])).toMatchObject({ code: 2 });
    expect(await btl(['label', PAGE, ...out, '--ask', 'mood'])).toMatchObject({ code: 2 });
  });
});
