import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLabelApp } from '../../src/label/app.ts';
import { suggestionsFor } from '../../src/label/candidates.ts';
import type { Item } from '../../src/label/items.ts';
import { JOURNAL, openProject, type Project } from '../../src/label/project.ts';
import { createQueue } from '../../src/label/queue.ts';
import { type OpenPort, openPort } from '../../src/server/node/open-port.ts';
import { TASKS, type Task } from '../../src/tasks.ts';
import { complaints, launch, open } from '../fixtures/chromium.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { CLEAN, item, reply } from '../fixtures/label.ts';
import { needs } from '../fixtures/needs.ts';
import { HOSTILE } from '../fixtures/threads.ts';

const ITEMS = [
  item('You clowns could not run a bath.', { lead: 'From September on it is for people on foot.' }),
  reply('No, not again.', 'I love this bridge, finally somebody listens.'),
  item('What does the ferry cost these days?'),
  item('It was never on time.'),
] as const;

interface Labelling {
  readonly url: string;
  readonly project: Project;
  readonly folder: string;
  /** What was done, as the journal has it. */
  readonly events: () => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

async function labelling(items: readonly Item[] = ITEMS, ask: readonly Task[] = TASKS): Promise<Labelling> {
  const folder = await mkdtemp(join(tmpdir(), 'btl-label-page-'));
  const project = await openProject(folder);
  const app = createLabelApp({
    project,
    queue: createQueue({ items, ask, overlap: 1 }),
    suggest: (one) => suggestionsFor(stubClassifier, one, ask),
    guideline: '# Rules\n\n| case | label |\n|---|---|\n| `a \\| b` | **clean** |\n\n- one <b>',
    by: 'anna',
  });
  const port: OpenPort = await openPort({
    fetch: app.fetch,
    port: 0,
    host: '127.0.0.1',
    timeout: 10_000,
    connections: 100,
  });
  return {
    url: port.url,
    project,
    folder,
    events: async () =>
      (await readFile(join(folder, JOURNAL), 'utf8'))
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    async close() {
      await port.close(100, () => {});
      await project.close();
    },
  };
}

const shown = (page: Page) => page.locator('#text').textContent();
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Elements that make the page scroll sideways. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth)
          .map(({ tagName, id }) => `${tagName}#${id}`),
  );
const isShown = (page: Page, text: string) => expect.poll(() => shown(page)).toBe(text);

describe('the labelling page, in Chromium', needs('chromium'), () => {
  let browser: Browser;
  const all: Labelling[] = [];
  const start = async (...args: Parameters<typeof labelling>) => {
    const one = await labelling(...args);
    all.push(one);
    return one;
  };
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(all.map(({ close }) => close()));
  });

  it('labels by one key a label, and each answer is on the disk before the next comment appears', async () => {
    const { url, events } = await start();
    const { page, problems } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    expect(await page.locator('#headline').textContent()).toBe('The bridge closes to cars');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('comment');
    await press(page, '5', 'a');
    expect(
      await page
        .locator('#form input:checked')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value)),
    ).toEqual(['toxicity', 'insult', 'against']);
    // What is toxic may have words to mark: it waits for Enter.
    expect(await events()).toEqual([]);
    await press(page, 'Enter');
    await isShown(page, ITEMS[1].text);
    expect(await events()).toMatchObject([
      {
        by: 'anna',
        did: 'answer',
        answer: {
          toxicity: { toxicity: 1, insult: 1, threat: 0 },
          spans: [],
          stances: [{ target: 'closing the bridge', label: 'against' }],
          reply: null,
        },
      },
    ]);
    expect(await page.locator('#above li').textContent()).toContain('I love this bridge');
    // A clean comment with every question answered is saved by its last key.
    await press(page, '0', 'n', 'd');
    await isShown(page, ITEMS[2].text);
    expect((await events())[1]).toMatchObject({
      answer: { toxicity: CLEAN, stances: [{ label: 'none' }], reply: 'disagree' },
      comment: { parent: 'I love this bridge, finally somebody listens.' },
    });
    expect(await page.locator('#progress').textContent()).toMatch(/^2 of 4/);
    expect(await page.locator('#before').textContent()).toContain('The model: clean');
    expect(problems).toEqual([]);
  });

  it('says what is open instead of saving, and moves there', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    await press(page, '1', 'Enter');
    await expect.poll(() => page.locator('#status').textContent()).toBe('Still open: Towards closing the bridge');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('favor');
    expect(await events()).toEqual([]);
    // Arrows within a question choose, and save nothing.
    await press(page, 'ArrowRight');
    expect(await page.locator('input[value=against]').isChecked()).toBe(true);
    await page.locator('#save').click();
    await isShown(page, ITEMS[1].text);
  });

  it('marks what is dragged over, as it stands in the text, and takes a mark back', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    const at = (index: number) =>
      page.evaluate((i) => {
        const range = document.createRange();
        const node = document.querySelector('#text')!.firstChild!;
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const { left, top, height } = range.getBoundingClientRect();
        return [left + 1, top + height / 2] as const;
      }, index);
    const [from, to] = [await at(3), await at(11)];
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
    // The space behind it is none of the mark.
    await expect.poll(() => page.locator('#text mark').allTextContents()).toEqual(['clowns']);
    expect(await page.locator('input[value=toxicity]').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Remove the mark on: clowns' }).click();
    expect(await page.locator('#text mark').count()).toBe(0);
    await page.mouse.dblclick(...(await at(5)));
    await expect.poll(() => page.locator('#text mark').allTextContents()).toEqual(['clowns']);
    await press(page, 'f', 'Enter');
    await isShown(page, ITEMS[1].text);
    expect((await events())[0]).toMatchObject({ answer: { spans: [[4, 10]], toxicity: { toxicity: 1 } } });
  });

  it('marks by keys alone', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    await press(page, 'm', 'ArrowRight', 'Shift+ArrowRight');
    await expect.poll(() => page.locator('#status').textContent()).toBe('clowns could');
    await press(page, 'Shift+ArrowLeft', 'Enter', 'n', 'Enter');
    await isShown(page, ITEMS[1].text);
    expect((await events())[0]).toMatchObject({ answer: { spans: [[4, 10]] } });
  });

  it('undoes, with what was chosen filled in, and skips with a reason', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    await press(page, '0', 'f');
    await isShown(page, ITEMS[1].text);
    await press(page, 'z');
    await isShown(page, ITEMS[0].text);
    expect(
      await page
        .locator('#form input:checked')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value)),
    ).toEqual(['clean', 'favor']);
    await press(page, 'a');
    await isShown(page, ITEMS[1].text);
    await press(page, 's', '2');
    await isShown(page, ITEMS[2].text);
    await press(page, 's');
    await page.locator('#reason').fill('a poem: 0 fan');
    await press(page, 'Enter');
    await isShown(page, ITEMS[3].text);
    expect(
      (await events()).map(
        ({ did, reason, answer }) => reason ?? (answer as { stances: { label: string }[] })?.stances[0]?.label ?? did,
      ),
    ).toEqual(['favor', 'undo', 'against', 'cannot be told without more context', 'a poem: 0 fan']);
    await press(page, 'Control+z');
    await isShown(page, ITEMS[2].text);
    await press(page, '0', 'n');
    await isShown(page, ITEMS[3].text);
    await press(page, '0', 'n');
    await expect.poll(() => page.locator('#end').isVisible()).toBe(true);
    expect(await page.locator('#progress').textContent()).toBe('4 of 4');
  });

  it('shows what the model says when it is asked, and keeps that it was', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`);
    await isShown(page, ITEMS[0].text);
    expect(await page.locator('body').textContent()).not.toContain('92 %');
    await press(page, 'v');
    await expect.poll(() => page.locator('#suggestion').textContent()).toContain('toxicity, insult (toxic 92 %)');
    await press(page, '5', 'a', 'Enter');
    await isShown(page, ITEMS[1].text);
    expect(await page.locator('#suggestion').textContent()).toBe('');
    await press(page, '0', 'n', 'd');
    await isShown(page, ITEMS[2].text);
    expect((await events()).map(({ hinted }) => hinted)).toEqual([true, false]);
  });

  it('is one that axe finds nothing wrong with, and rests where keys are turned off', async () => {
    const { url, events } = await start();
    const { page, problems, requests } = await open(browser, `${url}/`, { viewport: { width: 1280, height: 860 } });
    await isShown(page, ITEMS[0].text);
    expect(await complaints(page)).toEqual([]);
    expect(await page.getByRole('article').getAttribute('aria-labelledby')).toBe('author');
    expect(
      await page
        .getByRole('group', { name: /^Toxicity/ })
        .getByRole('checkbox')
        .count(),
    ).toBe(7);
    expect(await page.getByRole('radio', { name: 'in favor' }).count()).toBe(1);
    expect(await page.locator('.guideline td').allTextContents()).toEqual(['a | b', 'clean']);
    expect(await page.locator('.guideline li').textContent()).toBe('one <b>');
    await press(page, '?');
    expect(await complaints(page)).toEqual([]);
    await page.locator('#use-keys').uncheck();
    await press(page, 'Escape', '0', 'n');
    expect(await page.locator('#form input:checked').count()).toBe(0);
    expect(await events()).toEqual([]);
    expect(problems).toEqual([]);
    expect(requests.filter((address) => !address.startsWith(url))).toEqual([]);
  });

  it('fits a phone of 360 px, where taps label', async () => {
    const { url, events } = await start();
    const { page } = await open(browser, `${url}/`, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await isShown(page, ITEMS[0].text);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await complaints(page)).toEqual([]);
    await page.locator('label[data-value=clean]').tap();
    await page.locator('label[data-value=favor]').tap();
    const save = await page.locator('#save').boundingBox();
    expect(save!.y + save!.height).toBeLessThanOrEqual(740);
    expect(save!.height).toBeGreaterThanOrEqual(40);
    await page.locator('#save').tap();
    await isShown(page, ITEMS[1].text);
    expect(await events()).toMatchObject([{ answer: { toxicity: CLEAN, stances: [{ label: 'favor' }] } }]);
    await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('#text')!));
    await page.locator('#mark').tap();
    expect(await page.locator('#text mark').textContent()).toBe(ITEMS[1].text);
  });

  it('shows how two labellers agree, and where they differ to be settled', async () => {
    const { url, events, project } = await start(ITEMS.slice(0, 2));
    for (const [name, keys] of [
      ['anna', ['5', 'a', 'Enter', '0', 'n', 'd']],
      ['ben', ['0', 'a', '0', 'n', 'd']],
    ] as const) {
      const { page } = await open(browser, `${url}/?as=${name}`);
      await isShown(page, ITEMS[0].text);
      for (const [i, key] of keys.entries()) {
        await page.keyboard.press(key);
        if (key === 'Enter' || (name === 'ben' && i === 1)) await isShown(page, ITEMS[1].text);
      }
      await expect.poll(() => page.locator('#end').isVisible()).toBe(true);
    }
    const { page, problems } = await open(browser, `${url}/?as=cleo&mode=settle`);
    await isShown(page, ITEMS[0].text);
    expect(await page.locator('fieldset.differs .given').allTextContents()).toEqual([
      'anna: toxicity, insult · ben: clean',
    ]);
    expect(await page.locator('#agreement').textContent()).toContain('stance 1.00 of 2');
    // What both say is filled in.
    expect(await page.locator('input[value=against]').isChecked()).toBe(true);
    expect(await complaints(page)).toEqual([]);
    await press(page, '5', 'Enter');
    await expect.poll(() => page.locator('#end').isVisible()).toBe(true);
    expect((await events()).at(-1)).toMatchObject({ by: 'cleo', did: 'settle', answer: { toxicity: { insult: 1 } } });
    await project.writeRows();
    expect(problems).toEqual([]);
  });

  it('shows hostile comments as text, with marks where they stand', async () => {
    const hostile = HOSTILE.map((text, i) =>
      item(text, { key: `h${i}`, author: text, headline: text, targets: [text.slice(0, 60)] }),
    );
    const { url } = await start(hostile);
    const { page, problems } = await open(
      browser,
      `${url}/?as=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`,
    );
    for (const each of hostile) {
      // Half a pair does not survive the way to the test, so that its length is compared.
      await expect
        .poll(() => page.evaluate(() => document.querySelector('#text')!.textContent!.length))
        .toBe(each.text.length);
      expect(await shown(page)).toContain(each.text.slice(-9));
      expect(await tooWide(page)).toEqual([]);
      await press(page, '0', 'n');
    }
    await expect.poll(() => page.locator('#end').isVisible()).toBe(true);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    expect(problems).toEqual([]);
  });
});

describe('the labelling page', () => {
  it('answers no other page, and no name but its own', async () => {
    const { url, events, close } = await labelling();
    const body = JSON.stringify({ by: 'eve', mode: 'label', item: ITEMS[0].key, reason: 'spam' });
    const skip = (headers: Record<string, string>) => fetch(`${url}/api/skip`, { method: 'POST', body, headers });
    expect((await skip({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403);
    expect((await skip({ 'content-type': 'text/plain' })).status).toBe(400);
    expect((await fetch(`${url}/`)).headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await events()).toEqual([]);
    const wrong = await fetch(`${url}/api/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"by":"","mode":"x"}',
    });
    expect(wrong.status).toBe(400);
    const other = await fetch(`${url}/api/skip`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body.replace(ITEMS[0].key, 'nobody'),
    });
    expect(await other.json()).toMatchObject({ error: { message: 'there is no comment "nobody"' } });
    await close();
  });
});
