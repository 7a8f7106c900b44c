import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/cli/output.ts';
import { BTL, type Result } from '../fixtures/btl.ts';

const PAGE = resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html');
const scratch = () => mkdtemp(join(tmpdir(), 'btl-output-'));

/** Runs a line of bash, in which "$@" is the command line. */
function shell(script: string, args: readonly string[]): Promise<Result> {
  return new Promise((done) => {
    const child = execFile('bash', ['-c', script, 'bash', process.execPath, BTL, ...args], (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe('a disk that is full', () => {
  const lines = Array.from({ length: 200 }, (_, id) => `${JSON.stringify({ id, text: 'Close the bridge.' })}\n`);

  // Files may have 4 KiB: of what is written last a part fits in, as on a disk.
  it.each([
    ['extract', ['extract', PAGE]],
    ['analyze', ['analyze', PAGE, '--format', 'json']],
    ['report', ['report', PAGE, '-o', '-']],
    ['classify', ['classify', '--no-progress']],
  ])('%s says that its output is not whole', async (_, args) => {
    const folder = await scratch();
    await writeFile(join(folder, 'in.jsonl'), lines.join(''));
    const { code, stderr } = await shell(`cd ${folder}; ulimit -f 4; "$@" < in.jsonl > out`, args);
    expect(stderr).toMatch(/^btl: cannot write to standard output: .*\n$/);
    expect(code).toBe(1);
    expect((await stat(join(folder, 'out'))).size).toBe(4096);
  });

  it('says so where nothing at all can be written', async () => {
    const { code, stderr } = await shell('"$@" > /dev/full', ['extract', PAGE]);
    expect([code, stderr]).toEqual([
      1,
      'btl: cannot write to standard output: ENOSPC: no space left on device, write\n',
    ]);
  });

  it('leaves the file that was to be replaced', async () => {
    const folder = await scratch();
    const out = join(folder, 'report.html');
    await writeFile(out, 'of yesterday');
    const { code, stderr } = await shell('ulimit -f 4; "$@"', ['report', PAGE, '-o', out]);
    expect(stderr).toMatch(/^btl: cannot write .*report\.html: .*\n$/);
    expect(code).toBe(1);
    expect(await readFile(out, 'utf8')).toBe('of yesterday');
    expect(await readdir(folder)).toEqual(['report.html']);
  });
});

describe('replaceFile', () => {
  it('writes a new file, and leaves nothing beside it', async () => {
    const folder = await scratch();
    await replaceFile(join(folder, 'a'), 'new');
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('keeps who may read a file, and a link to it', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'a'), 'old');
    await chmod(join(folder, 'a'), 0o640);
    await symlink('a', join(folder, 'link'));
    await replaceFile(join(folder, 'link'), 'new');
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['a', 'link']);
  });

  it('writes to a device as it is', async () => {
    await replaceFile('/dev/null', 'new');
    expect((await stat('/dev/null')).isFile()).toBe(false);
    await expect(replaceFile('/dev/full', 'new')).rejects.toThrow('ENOSPC');
  });

  it('says that a folder is missing', async () => {
    await expect(replaceFile(join(await scratch(), 'none', 'a'), 'new')).rejects.toThrow('ENOENT');
  });
});
