import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { btl } from '../fixtures/btl.ts';
import { launch, open } from '../fixtures/chromium.ts';
import { tinyModelFolder } from '../fixtures/encoder/index.ts';
import { needs } from '../fixtures/needs.ts';

const work = await mkdtemp(join(tmpdir(), 'btl-compare-cli-'));
const comments = join(work, 'comments.jsonl');
await writeFile(comments, '{"text": "good", "target": "the bridge"}\nno row\n{"text": "What an idiot."}\n');
const [old, made] = [
  await tinyModelFolder(),
  await tinyModelFolder((manifest) => ({ ...manifest, heads: lenient(manifest) })),
];

/** Heads that call nothing toxic. */
function lenient({ heads }: { heads: { toxicity: { thresholds: number[] } } }) {
  return { ...heads, toxicity: { ...heads.toxicity, thresholds: heads.toxicity.thresholds.map(() => 1) } };
}

describe('btl compare', () => {
  it('prints what changes, names lines that are none, and writes a page', async () => {
    const page = join(work, 'compare.html');
    const { code, stdout, stderr } = await btl(['compare', old, made, '--on', comments, '--out', page]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/line 2: expected a JSON object/)]);
    expect(stdout).toMatch(/on 2 comments: decisions turn on \d/);
    expect(stdout).toMatch(/^toxicity .* 0\.0% /m);
    expect(await readFile(page, 'utf8')).toContain('The most telling comments');
  });

  it('writes a page that does not scroll sideways on a phone', needs('chromium'), async () => {
    const file = join(work, 'narrow.html');
    await btl(['compare', old, made, '--on', comments, '--out', file]);
    const browser = await launch();
    const widths = [320, 360, 414];
    const shown = widths.map(async (width) => {
      const { page } = await open(browser, pathToFileURL(file).href, { viewport: { width, height: 800 } });
      return page.evaluate('document.documentElement.scrollWidth');
    });
    expect(await Promise.all(shown).finally(() => browser.close())).toEqual(widths);
  });

  it('prints JSON, of the shipped model too', async () => {
    const { stdout } = await btl(['compare', 'shipped', 'shipped', '--on', comments, '--json', '--encoder', 'never']);
    expect(JSON.parse(stdout)).toMatchObject({ comments: 2, turned: 0, telling: [] });
  });

  it.each([
    [['compare', old, made], 2, /required option '--on/],
    [['compare', old, '--on', comments], 2, /missing required argument 'new'/],
    [['compare', old, join(work, 'nowhere'), '--on', comments], 1, /cannot read .*nowhere\/model\.json/],
    [['compare', old, made, '--on', join(work, 'no.jsonl')], 1, /cannot read .*no\.jsonl/],
  ])('says what is wrong with %j', async (args, code, message) => {
    const result = await btl(args);
    expect([result.code, result.stderr]).toEqual([code, expect.stringMatching(message)]);
  });
});
