import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = resolve(ROOT, 'node_modules/.readme');
const readme = await readFile(resolve(ROOT, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code as string);

afterAll(() => rm(FOLDER, { recursive: true, force: true }));

describe('the README', () => {
  it('has examples', () => expect(blocks.length).toBeGreaterThanOrEqual(3));

  it.each(blocks.map((code, i) => [i, code] as const))(
    'runs its example %i',
    async (i, code) => {
      await mkdir(FOLDER, { recursive: true });
      const file = resolve(FOLDER, `${i}.ts`);
      // Examples run in the root of the repository and write beside this file alone.
      await writeFile(file, code.replace("'my-model'", JSON.stringify(resolve(FOLDER, 'my-model'))));
      const log = vi.spyOn(console, 'log').mockImplementation(() => {});
      await expect(import(file)).resolves.toBeDefined();
      log.mockRestore();
    },
    60_000,
  );

  it('shows what the first command prints', async () => {
    const { analyzePage, loadClassifier, readPage } = await import('../src/index.ts');
    const { renderAnalysis } = await import('../src/cli/render.ts');
    const page = readPage(await readFile(resolve(ROOT, 'datasets/pages/harbour-bridge.html')));
    const printed = renderAnalysis(analyzePage(page, { classifier: await loadClassifier() }), {
      color: false,
      width: 100,
    });
    const [, shown] = readme.match(/```text\n([\s\S]*?)\n```/) as RegExpMatchArray;
    for (const part of (shown as string).split('\n…\n')) expect(printed).toContain(part);
  });
});
