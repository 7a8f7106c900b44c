import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const claimed = (html: string) => extractThread({ html: `<h1>An article</h1>${html}` }).claimedCount;

describe('how many comments a page says it has', () => {
  test.each([
    '<div class="wpd-thread-info" data-comments-count="7"></div>',
    '<p class="comments-title">7 Comments</p>',
    '<p id="comments-title">7 replies</p>',
    '<p class="x comments_title">7 Comments</p>',
    '<p class="wp-block-comments-title">7 Comments</p>',
    '<p class="comments-heading">7 Comments</p>',
    '<div id="comments"><h3>Comments (7)</h3></div>',
    '<div class="comments-area"><h4>Comments (7)</h4></div>',
    '<h5 id="comments">7 Comments</h5>',
    '<h2>7 comments on “An article”</h2>',
    '<div class="comments-header-x">7 comments</div>',
    '<div class="a-comments-intro">7 comments</div>',
    '<span itemprop="commentCount">7</span>',
    '<meta itemprop="interactionCount" content="UserComments:7">',
    '<b class="the-comment-count">7 comments</b>',
    '<b class="comments-counter">7 comments</b>',
    '<a href="#comments">7 Comments</a>',
    '<a href="#respond">7 Comments</a>',
  ])('%s', (html) => {
    expect(claimed(html)).toBe(7);
  });

  test.each([
    '<a href="/other">7 Comments</a>',
    '<b class="comment-count">7 comments</b><b class="comment-count">9 comments</b>',
    '<span itemprop="commentCount">7</span><span itemprop="commentCount">9</span>',
  ])('not %s', (html) => {
    expect(claimed(html)).toBeNull();
  });
});
