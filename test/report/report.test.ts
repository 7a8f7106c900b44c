import { describe, expect, it } from 'vitest';
import { anchor, excerpt, percent } from '../../src/report/html/format.ts';
import { escapeText, html } from '../../src/report/html/markup.ts';
import { untrustedText } from '../../src/report/html/untrusted.ts';
import { renderReport } from '../../src/report/index.ts';
import { markedText } from '../../src/report/sections/marked-text.ts';
import type { Analysis, Thread } from '../../src/schemas.ts';
import { summarize } from '../../src/summary.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { comment, HOSTILE, hostileThread, longThread, thread } from '../fixtures/threads.ts';

function analysisOf(of: Thread, targets?: readonly string[]): Analysis {
  const classified = stubClassifier.classifyThread(of, targets === undefined ? {} : { targets });
  return { model: stubClassifier.model, ...classified, suggestions: [], summary: summarize(classified) };
}

const visible = (page: string) => page.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');

describe('renderReport', () => {
  it('gives the same page for the same analysis', async () => {
    const analysis = analysisOf(longThread(20));
    expect(await renderReport(analysis)).toBe(await renderReport(analysis));
  });

  it('reaches for nothing outside itself', async () => {
    const page = await renderReport(analysisOf(longThread(5)));
    expect(page).toMatch(/default-src &#39;none&#39;/);
    expect(page.match(/(?:src|srcset|action|poster)=|@import|url\(|<link|<iframe/g)).toBeNull();
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/style="/);
  });

  it('says that thirty answers are the fewest to give shares of', async () => {
    expect(await renderReport(analysisOf(longThread(12)))).toContain('Too few to say:');
    const page = await renderReport(analysisOf(longThread(200)));
    expect(page).not.toContain('Too few to say:');
    expect(page).toMatch(/\d+% <span class="soft">\(\d+% to \d+%\)/);
  });

  it('says who speaks about a target, and nothing of sides where nobody does', async () => {
    const said = [comment('1', 'I love this'), comment('2', 'Where is it?')];
    const page = await renderReport(analysisOf(thread(said), ['the bridge']));
    expect(page).toMatch(
      /data-show="about">1 of 2 comments<\/a> speaks about it; <a[^>]+data-show="none">1 is not about it/,
    );
    expect(page).not.toContain('Neither');
    const none = await renderReport(analysisOf(thread([comment('2', 'Where is it?')]), ['the bridge']));
    expect(none).toContain('None of 1 comment speaks about it.');
    expect(none).not.toContain('Comments by stance');
  });

  it('puts targets side by side, with shares from thirty on', async () => {
    const few = await renderReport(analysisOf(longThread(12), ['closing the bridge', 'the ferry']));
    expect(few).toMatch(/Side by side[\s\S]*too few to say/);
    const many = await renderReport(analysisOf(longThread(400), ['closing the bridge', 'the ferry']));
    expect(many).toMatch(/\d+% on the same side <span class="soft">\(\d+% to \d+%\)/);
    expect(await renderReport(analysisOf(longThread(12), ['the ferry']))).not.toContain('Side by side');
  });

  it('names the words of each side', async () => {
    const analysis = analysisOf(longThread(12), ['the ferry']);
    const words = { favor: [{ word: '<b>petrol', favor: 12, against: 1, z: 3 }], against: [] };
    const [stance] = analysis.summary.stances;
    const page = await renderReport({
      ...analysis,
      summary: { ...analysis.summary, stances: [{ ...stance!, words }] },
    });
    expect(page).toContain('<bdi>&lt;b&gt;petrol</bdi> <span class="soft">12 : 1</span>');
    expect(page).toContain('none that stands out');
  });

  it('says which target is the headline, and which was read as a refusal', async () => {
    const analysis = analysisOf(thread([comment('1', 'Yes')], { headline: 'No cars' }), ['No cars', 'cars']);
    const [both, neither] = (await renderReport(analysis)).split('<h3>').slice(1);
    expect(both).toContain(
      'No cars</bdi> <span class="soft">(the headline, read as a refusal of what it names)</span>',
    );
    expect(neither).toContain('cars</bdi></h3>');
  });

  it('names the model, what was not read, and how many of the claimed comments were', async () => {
    const analysis = analysisOf(
      thread([comment('1', 'Yes')], {
        claimedCount: 9,
        warnings: [{ code: 'fewer-than-claimed', message: 'eight are missing' }],
      }),
    );
    const page = await renderReport(analysis);
    expect(page).toContain(stubClassifier.model.sha256);
    expect(page).toContain('1 of 9 comments read');
    expect(page).toMatch(/What was not read[\s\S]*eight are missing/);
  });

  it('is whole without comments, headline, target or author', async () => {
    expect(await renderReport(analysisOf(thread([], { headline: null, url: null })))).toContain(
      'No comment could be read.',
    );
    expect(
      await renderReport(analysisOf(thread([comment('1', 'Hm', { author: null })], { headline: null }))),
    ).toContain('Anonymous');
  });

  it('has every hostile text as text, in every place', async () => {
    const page = visible(await renderReport(analysisOf(hostileThread())));
    const tags = new Set([...page.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag));
    for (const tag of ['script', 'img', 'style', 'h4']) expect(tags).not.toContain(tag);
    expect(page.match(/href="(?!#|https?:)[^"]*/i)).toBeNull();
    expect(page.match(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)).toBeNull();
    expect(page).toContain('x'.repeat(10_000));
  });
});

describe('a piece of markup', () => {
  it('escapes whatever is filled in', () => {
    for (const text of HOSTILE)
      expect(html`<p title="${text}">${text}</p>`.markup.match(/<(?!\/?p[ >])|"(?=[^>]*<\/p>.)/)).toBeNull();
    expect(html`${[html`<i>`, '<i>', 1, null, false]}`.markup).toBe('<i>&lt;i&gt;1');
    expect(escapeText('\u0000a\tb\n\ud83d')).toBe('\ufffda\tb\n\ufffd');
  });

  it('shows characters that turn the direction by their number', () => {
    expect(untrustedText('a\u202eb').markup).toBe('a<span class="turning">U+202E</span>b');
    expect(untrustedText('\u200fשלום').markup).toBe('\u200fשלום');
  });

  it('links by any id', () => {
    expect(anchor('a b"<\ud800')).toBe('c-a%20b%22%3C%EF%BF%BD');
  });

  it('rounds without claiming certainty', () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0%', '<1%', '50%', '>99%', '100%']);
    expect(excerpt('one two three', 9)).toBe('one two…');
  });
});

describe('marked words', () => {
  it('overlap without losing a letter', () => {
    const span = (start: number, end: number, attribute: string) => ({
      start,
      end,
      attribute,
      score: 1,
      kind: 'toxic' as const,
    });
    const marked = markedText('a<bc>d', [
      span(0, 3, 'insult'),
      span(2, 6, 'threat'),
      { ...span(2, 3, 'against'), kind: 'stance' },
    ]);
    expect(marked.markup).toBe(
      '<mark class="toxic" title="insult">a&lt;</mark><mark class="toxic against" title="insult, against, threat">b</mark><mark class="toxic" title="threat">c&gt;d</mark>',
    );
  });
});
