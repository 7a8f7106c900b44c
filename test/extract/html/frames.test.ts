import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const ARTICLE =
  '<!DOCTYPE html><html lang="en"><title>The weir</title><h1>The weir</h1><p>The weir will be lowered by a foot this spring, the board has said.</p>';
const post = (id: number, name: string, text: string) =>
  `<li class="post" id="post-${id}"><span class="post-byline"><span class="author">${name}</span></span><div class="post-message"><p>${text}</p></div></li>`;
const FRAME = `<html lang="de"><title>Disqus Comments</title><h2>2 Comments</h2><ul id="post-list">${post(1, 'Otter', 'Fish first & “boats” second.')}${post(2, 'Punt', 'A foot is not much, is it?')}</ul>`;

const read = (html: string) => extractThread({ html: `${ARTICLE}<div id="disqus_thread">${html}</div>` });

describe('comments in a frame that was saved in the page', () => {
  test.each([
    ['srcdoc, as SingleFile writes it', `<iframe srcdoc="${escaped(FRAME)}"></iframe>`],
    [
      'data: in base64, as monolith writes it',
      `<iframe src="data:text/html;charset=UTF-8;base64,${base64(FRAME)}"></iframe>`,
    ],
    ['data: in base64 without a charset', `<iframe src="data:text/html;base64,${base64(FRAME)}"></iframe>`],
    ['data: with escapes', `<iframe src="data:text/html;charset=utf-8,${encodeURIComponent(FRAME)}"></iframe>`],
    [
      'data: without escapes, as SingleFile writes objects',
      `<object data="data:text/html,${escaped(FRAME)}"></object>`,
    ],
    ['an embed', `<embed src="data:text/html;base64,${base64(FRAME)}">`],
    ['a frame in a frame', `<iframe srcdoc="${escaped(`<p>x<iframe srcdoc="${escaped(FRAME)}"></iframe>`)}"></iframe>`],
    [
      'a frame in a shadow root',
      `<div><template shadowrootmode="open"><iframe srcdoc="${escaped(FRAME)}"></iframe></template></div>`,
    ],
  ])('%s', (_, html) => {
    const thread = read(html);
    expect(thread.comments.map(({ author, text }) => [author, text])).toEqual([
      ['Otter', 'Fish first & “boats” second.'],
      ['Punt', 'A foot is not much, is it?'],
    ]);
    // The article is that of the page around the frame.
    expect(thread).toMatchObject({
      headline: 'The weir',
      lead: 'The weir will be lowered by a foot this spring, the board has said.',
      language: 'en',
      claimedCount: 2,
      source: { kind: 'html', platform: 'Disqus' },
      warnings: [],
    });
  });

  test('count less than those that the page itself declares', () => {
    const own =
      '<li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><div class="comment-content">Mine.</div></li>';
    const { comments } = read(`<ol class="comment-list">${own}</ol><iframe srcdoc="${escaped(FRAME)}"></iframe>`);
    expect(comments.map(({ text }) => text)).toEqual(['Mine.']);
  });

  test('of no known platform are read where the frame is there for comments, and from no other', () => {
    const item = (name: string, text: string) =>
      `<div class="x-comment"><b class="user">${name}</b> <time datetime="2024-05-01">1 May 2024</time><p>${text}</p></div>`;
    const list = escaped(
      `<div class="comments">${item('Ann', 'I walked there on Sunday and saw no fish.')}${item('Bob', 'They come in June, and at night.')}${item('Cyd', 'And the herons know it well, I hear.')}</div>`,
    );
    const framed = (title: string) =>
      extractThread({ html: `${ARTICLE}<iframe title="${title}" srcdoc="${list}"></iframe>` }).comments.map(
        ({ author }) => author,
      );
    expect(framed('Comments')).toEqual(['Ann', 'Bob', 'Cyd']);
    expect(framed('Latest news')).toEqual([]);
  });

  test('more frames than any page has are left out', () => {
    const html = `${'<iframe srcdoc="<p>x"></iframe>'.repeat(60)}<iframe srcdoc="${escaped(FRAME)}"></iframe>`;
    expect(read(html).comments).toEqual([]);
  });
});

describe('what is said where a frame holds none', () => {
  test('nothing, where it says so itself', () => {
    const { warnings } = read(`<iframe srcdoc="${escaped('<h2>0 Comments</h2>')}"></iframe>`);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['./weir_files/saved_resource.html', 'weir_files/saved_resource.html'],
    ['Das%20Wehr-Dateien/embed.htm', 'Das Wehr-Dateien/embed.htm'],
  ])('the file %s that the browser saved beside the page', (src, file) => {
    const { warnings } = read(`<iframe title="Disqus" src="${src}"></iframe>`);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.message).toContain(file);
    expect(warnings[0]!.message).toContain('pipe in');
  });

  test.each(['https://disqus.com/embed/comments/?x=1', '/embed/comments.html', 'widgets.html'])(
    'the platform’s answer, where %s is at another place',
    (src) => {
      expect(read(`<iframe title="Disqus" src="${src}"></iframe>`).warnings[0]!.message).toContain('listPosts.json');
    },
  );

  test('not that the page holds no comments, where a script has drawn text into it', () => {
    const drawn = `<div>${'word of an unknown form '.repeat(40)}</div>`;
    const { warnings } = read(drawn);
    expect(warnings.map(({ code }) => code)).toEqual(['unreadable-data']);
    expect(warnings[0]!.message).toMatch(/^Disqus has drawn \d+ characters/);
  });
});
