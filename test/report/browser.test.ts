import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import type { Thread } from '../../src/schemas.ts';
import { summarize } from '../../src/summary.ts';
import { complaints, launch, onDisk, open, pictureDistance } from '../fixtures/chromium.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { needs } from '../fixtures/needs.ts';
import { comment, HOSTILE, hostileThread, longThread, thread } from '../fixtures/threads.ts';

const PICTURE = resolve(import.meta.dirname, '../fixtures/report.png');
const TARGETS = ['closing the bridge', 'the ferry'];

async function report(name: string, of: Thread, targets?: readonly string[]): Promise<string> {
  const classified = stubClassifier.classifyThread(of, targets === undefined ? {} : { targets });
  const analysis = { model: stubClassifier.model, ...classified, suggestions: [], summary: summarize(classified) };
  return onDisk(`${name}.html`, await renderReport(analysis));
}

async function pictureOf(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<Buffer> {
  const { page } = await open(browser, url, {
    colorScheme,
    viewport: { width: 1000, height: 1500 },
    deviceScaleFactor: 0.4,
  });
  return page.screenshot();
}

describe('the report in Chromium', needs('chromium'), () => {
  let browser: Browser;
  let small: string;
  beforeAll(async () => {
    browser = await launch();
    small = await report('small', longThread(40), TARGETS);
  });
  afterAll(() => browser?.close());

  it('opens from disk without a request, an error, or a word cut off', async () => {
    const { page, problems, requests } = await open(browser, small);
    expect(await page.locator('#comments > li').count()).toBe(40);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect([problems, requests]).toEqual([[], []]);
  });

  it.each([320, 360, 414])('does not scroll sideways %i wide, whatever it has to show', async (width) => {
    const long = 'Ministerpräsidentenkandidatinnenvorstellung'.repeat(4);
    const texts = [long, `https://example.org/${'a/'.repeat(150)}`, 'You idiot.', 'I am for it.'];
    const comments = texts.map((text, i) => ({
      ...comment(`${i}`, text),
      author: i === 0 ? long : `Reader ${i}`,
      depth: 3 * i,
    }));
    const wordy = await report(`narrow-${width}`, { ...thread(comments), headline: long }, [
      long,
      'the ferry',
      'closing the bridge to all cars',
    ]);
    for (const url of [small, wordy]) {
      const { page } = await open(browser, url, { viewport: { width, height: 800 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  it.each([
    ['light', 1000],
    ['dark', 1000],
    ['light', 360],
  ] as const)('gives axe-core nothing to say (%s, %i wide)', async (colorScheme, width) => {
    const { page } = await open(browser, small, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    expect(await complaints(page)).toEqual([]);
  });

  it('looks as it did', async () => {
    const url = await report('picture', longThread(120), TARGETS);
    const picture = await pictureOf(browser, url, 'light');
    expect(existsSync(PICTURE), `${PICTURE} is missing: look at ${onDisk('report.png', picture)} and commit it`).toBe(
      true,
    );
    const { mean, worst } = await pictureDistance(browser, picture, PICTURE);
    expect(mean).toBeLessThan(0.03);
    expect(worst).toBeLessThan(0.5);
    const dark = await pictureOf(browser, url, 'dark');
    expect((await pictureDistance(browser, dark, PICTURE)).mean).toBeGreaterThan(0.3);
  });

  it('sorts, filters and searches', async () => {
    const { page, problems } = await open(browser, small);
    const keys = (key: string) =>
      page
        .locator('#comments > li:visible')
        .evaluateAll((items, name) => items.map((item) => (item as HTMLElement).dataset[name]), key);
    await page.getByLabel('Sort').selectOption('Most toxic first');
    const toxicity = (await keys('toxicity')).map(Number);
    expect(toxicity).toEqual(toxicity.toSorted((a, b) => b - a));
    await page.getByLabel('Sort').selectOption('Most disputed first');
    const disputed = (await keys('disputed')).map(Number);
    expect(disputed[0]).toBeGreaterThan(0);
    expect(disputed).toEqual(disputed.toSorted((a, b) => b - a));
    await page.getByLabel('Sort').selectOption('Uncertain first');
    const doubt = (await keys('doubt')).map(Number);
    expect(doubt).toEqual(doubt.toSorted((a, b) => b - a));

    await page.getByLabel('Show').selectOption('Disagrees but civil');
    const civil = await keys('civil');
    expect(new Set(civil)).toEqual(new Set(['1 1']));
    expect(await page.locator('output').textContent()).toBe(`${civil.length} of 40 comments`);
    await page.getByLabel('Show').selectOption('All comments');
    await page.getByLabel('Find').fill('FERRY cost');
    for (const text of await page.locator('#comments > li:visible .text').allTextContents())
      expect(text).toContain('ferry');
    await page.getByLabel('Find').fill('no such words');
    expect(await page.locator('output').textContent()).toBe('0 of 40 comments');
    expect(problems).toEqual([]);
  });

  it('shows the comments behind a figure of the grid', async () => {
    const { page } = await open(browser, small);
    const cell = page.locator('.grid a[data-show="against toxic"]').first();
    const count = Number(await cell.locator('b').textContent());
    expect(count).toBeGreaterThan(0);
    await cell.click();
    expect(await page.locator('#comments > li:visible').count()).toBe(count);
    await page.locator('.lane-box').last().click();
    expect(await page.locator('#comments > li:visible').count()).toBeGreaterThan(0);
    expect(await page.getByLabel('Target').inputValue()).toBe('1');
  });

  it('finds a comment by its link, also one that a filter hides', async () => {
    const { page } = await open(browser, `${small}#c-17`);
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('c-17');
    await page.getByLabel('Find').fill('(3)');
    await page.evaluate('location.hash = "#c-20"');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('c-20');
    expect(await page.locator('#comments > li:visible').count()).toBe(40);
  });

  it('folds a branch and steps from comment to comment by keys', async () => {
    const { page } = await open(browser, small);
    const fold = page.locator('.fold').first();
    const below = Number((await fold.textContent())?.match(/\d+/)?.[0]);
    await fold.focus();
    await page.keyboard.press('Enter');
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('#comments > li:visible').count()).toBe(40 - below);
    await page.keyboard.press('Enter');
    expect(await page.locator('#comments > li:visible').count()).toBe(40);
    await page.locator('#c-0').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.evaluate('document.activeElement.id')).toBe('c-1');
  });

  it('can be walked by Tab from the top to the comments', async () => {
    const { page } = await open(browser, small);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the comments');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.name')).toBe('target');
  });

  it('is whole without scripts and on paper', async () => {
    const { page } = await open(browser, small, { javaScriptEnabled: false });
    expect(await page.locator('#comments > li').count()).toBe(40);
    expect(await page.locator('.tools').isVisible()).toBe(false);
    const printed = await open(browser, small);
    await printed.page.emulateMedia({ media: 'print' });
    expect(await printed.page.locator('.tools').isVisible()).toBe(false);
    expect((await printed.page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('keeps hostile text as text, in its place, and lets none of it run', async () => {
    const { page, problems, requests } = await open(browser, await report('hostile', hostileThread(), [...HOSTILE]));
    const state = (await page.evaluate(`({
      pwned: globalThis.pwned,
      handlers: [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith('on')),
      foreign: document.querySelectorAll('img, svg [onload], iframe, style ~ style, li h1').length,
      wide: document.documentElement.scrollWidth - innerWidth,
    })`)) as object;
    expect(state).toEqual({ pwned: undefined, handlers: [], foreign: 0, wide: 0 });
    const texts = await page.locator('#comments .text').allTextContents();
    expect(texts[0]).toContain('<script>globalThis.pwned = 1</script>');
    expect(texts).toHaveLength(HOSTILE.length + 1);
    // The letters over and under the letters of one comment stay inside it.
    const boxes = await page
      .locator('#comments article')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).overflow));
    expect(new Set(boxes)).toEqual(new Set(['clip']));
    expect([problems, requests]).toEqual([[], []]);
    // A link finds its comment whatever the id holds.
    const below = page.locator('#c-below .who a').first();
    await below.click();
    expect(await page.evaluate('decodeURIComponent(document.activeElement.id)')).toContain('c-0 "><b>');
  });

  it('writes Hebrew from the right and English from the left', async () => {
    const { page } = await open(
      browser,
      await report('rtl', thread([comment('1', HOSTILE[7] as string), comment('2', 'Yes')])),
    );
    const directions = await page
      .locator('.text')
      .evaluateAll((texts) => texts.map((text) => getComputedStyle(text).direction));
    expect(directions).toEqual(['rtl', 'ltr']);
  });

  it('shows and sorts 2,000 comments', async () => {
    const { page, problems } = await open(browser, await report('long', longThread(2000)));
    expect(await page.locator('output').textContent()).toBe('2,000 of 2,000 comments');
    await page.getByLabel('Sort').selectOption('Most toxic first');
    const toxicity = await page
      .locator('#comments > li')
      .evaluateAll((items) => items.map((item) => Number((item as HTMLElement).dataset.toxicity)));
    expect(toxicity).toHaveLength(2000);
    expect(toxicity).toEqual(toxicity.toSorted((a, b) => b - a));
    expect(problems).toEqual([]);
  });
});
