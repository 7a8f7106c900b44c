import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const lead = (html: string) => extractThread({ html }).lead;
const FIRST = 'The council met on Monday, and for once the hall was full to the last seat.';
const SECOND = 'It voted for the bridge by nine to four, after a debate that went on past midnight.';

describe('the lead of a page', () => {
  test.each<[string, string, string | null]>([
    ['what comes behind the headline', `<p>${SECOND}</p><h1>Council</h1><p>${FIRST}</p>`, FIRST],
    [
      'paragraphs with a blank line between',
      `<h1>Council</h1><p>${FIRST}</p><p>${SECOND}</p>`,
      `${FIRST}\n\n${SECOND}`,
    ],
    [
      'what is marked as the text, before what stands above it',
      `<h1>Council</h1><p>${SECOND}</p><div class="entry-content"><p>${FIRST}</p></div>`,
      FIRST,
    ],
    ['the same in microdata', `<h1>Council</h1><p>${SECOND}</p><div itemprop="articleBody">${FIRST}</div>`, FIRST],
    [
      'the standfirst too, where the page is described by it',
      `<meta property="og:description" content="${SECOND}"><h1>Council</h1><p>${SECOND}</p><p>By Ann</p><div class="article-body"><p>${FIRST}</p></div>`,
      `${SECOND}\n\n${FIRST}`,
    ],
    [
      'not a description that the page does not show',
      `<meta property="og:description" content="${SECOND}"><h1>Council</h1>`,
      null,
    ],
    ['not what stands before the headline', `<p>${SECOND}</p><h1>Council</h1>`, null],
    ['not what stands behind the comments', `<h1>Council</h1><div id="comments"></div><p>${SECOND}</p>`, null],
    ['nothing without a headline', `<p>${FIRST}</p>`, null],
  ])('%s', (_, html, expected) => {
    expect(lead(html)).toBe(expected);
  });

  test.each([
    `<div class="cookie-banner"><p>${SECOND}</p></div>`,
    '<p>We and our partners use cookies to give you the best experience on this page of ours.</p>',
    `<nav><p>${SECOND}</p></nav>`,
    `<ul><li>${SECOND}</li></ul>`,
    '<p>By Ann Miller, who writes about councils and bridges, Monday, 3 May 2021, 10:15.</p>',
    `<p class="author-bio">${SECOND}</p>`,
    `<figure><figcaption>${SECOND}</figcaption></figure>`,
    '<p>Photo: The hall of the council on Monday evening. It was full to the last seat.</p>',
    `<aside><p>${SECOND}</p></aside>`,
    `<div class="related-posts"><p>${SECOND}</p></div>`,
    `<p><a href="/other">${SECOND}</a></p>`,
    '<p>Sign up for our newsletter, and get all the news of the council every Monday morning.</p>',
    `<p hidden>${SECOND}</p>`,
  ])('leaves out %s', (other) => {
    expect(lead(`<h1>Council</h1>${other}<p>${FIRST}</p>`)).toBe(FIRST);
    expect(lead(`<h1>Council</h1><div class="post-content">${other}<p>${FIRST}</p></div>`)).toBe(FIRST);
    expect(lead(`<h1>Council</h1>${other}`)).toBeNull();
  });

  test('is read from a page in a script without spaces', () => {
    expect(lead('<h1>議会</h1><p>議会は月曜日に開かれ、会場は最後の席まで埋まっていた。</p>')).toContain(
      '議会は月曜日',
    );
  });
});
