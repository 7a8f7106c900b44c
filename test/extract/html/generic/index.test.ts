import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generic } from '../../../../src/extract/html/generic/index.ts';
import { readHtml } from '../../../../src/extract/html/index.ts';
import { explainThread, extractThread } from '../../../../src/extract/index.ts';
import { buildThread } from '../../../../src/extract/thread.ts';

const PAGES = resolve('test/fixtures/pages');
const outline = (html: string) => {
  const { result } = readHtml(html, null, [generic]);
  return buildThread(result?.comments ?? []).comments.map(
    ({ author, text, depth }) => `${'  '.repeat(depth)}${author}: ${text}`,
  );
};
const times = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join('');

describe('what repeats on a page', () => {
  test('our platforms’ pages, read without their platform', () => {
    const files = readdirSync(PAGES).filter((file) => file.endsWith('.html'));
    const same = files.filter((file) => {
      const expected = JSON.parse(readFileSync(resolve(PAGES, file.replace('.html', '.expected.json')), 'utf8'));
      const { result } = readHtml(readFileSync(resolve(PAGES, file), 'utf8'), null, [generic]);
      const texts = buildThread(result?.comments ?? []).comments.map(({ text }) => text);
      return JSON.stringify(texts) === JSON.stringify(expected.comments.map((c: { text: string }) => c.text));
    });
    expect(same.length / files.length).toBeGreaterThan(0.6);
  });

  test('replies may have a name of their own', () => {
    const one = (name: string, author: string) =>
      `<div class="${name}"><a class="user" href="/user/${author}">${author}</a> <i>3 May 2020</i><p>What ${author} says.</p></div>`;
    const page = `<div id="comments">${one('remark', 'ann')}<div class="answers">${one('answer', 'bo')}${one('answer', 'cy')}</div>${one('remark', 'di')}</div>`;
    expect(outline(page)).toEqual([
      'ann: What ann says.',
      '  bo: What bo says.',
      '  cy: What cy says.',
      'di: What di says.',
    ]);
  });

  test('one comment is enough where everything says that it is one', () => {
    const page =
      '<div id="comments"><h3>1 comment</h3><div class="comment" id="comment-7"><span class="comment-author">Ann</span> <time datetime="2020-05-03">3 May</time><p>Well said.</p><a href="#">Reply</a></div></div>';
    expect(outline(page)).toEqual(['Ann: Well said.']);
  });

  const PEOPLE = ['ann', 'bo', 'cy', 'di'];
  const said = PEOPLE.map((name) => `${name}: What ${name} says of the ferry.`);
  const each = (part: (name: string, i: number) => string) => PEOPLE.map(part).join('');

  test.each([
    [
      'terms and their descriptions',
      `<dl class="comments">${each((name, i) => `<dt class="comment"><span class="comment_author">${name}</span> <span class="comment_time">June 1${i}, 2023 at 9:00 am</span></dt><dd class="comment"><p>What ${name} says of the ferry.</p></dd>`)}</dl>`,
    ],
    [
      'a header and the text below it',
      `<div id="comments">${each((name, i) => `<div class="head"><b class="author">${name}</b> <i>1${i} May 2023, 9:00</i></div><div class="says"><p>What ${name} says of the ferry.</p></div>`)}<form><textarea></textarea></form></div>`,
    ],
    [
      'two rows of a table',
      `<table class="comments">${each((name, i) => `<tr><td class="author">${name}</td><td class="date">1${i} May 2023, 9:00</td></tr><tr><td colspan="2">What ${name} says of the ferry.</td></tr>`)}</table>`,
    ],
    [
      'headings and paragraphs',
      `<div class="comments">${each((name, i) => `<h4 class="author">${name}</h4><p class="date">1${i} May 2023, 9:00</p><p>What ${name} says of the ferry.</p>`)}</div>`,
    ],
    [
      'lists in lists that share a name',
      `<ul class="Comments__List-x">${each((name, i) => `<li><div><strong>${name}</strong> says:<br><time>1${i}.05.2023 - 09:05</time><br><div class="sc-a">What ${name} says of the ferry.</div><button>reply ✍️</button></div></li>`)}</ul>`,
    ],
    [
      'titles for the button that shares, in a box that nobody sees',
      `<div class="comments">${each((name, i) => `<div class="comment_item"><a class="author_name" href="/user/${name}">${name}</a><div class="author_fans"><a>${i + 3} Fans</a></div><div class="comment_body"><div class="comment_time">1${i} May 2023, 9:00</div>What ${name} says of the ferry.</div><div class="links"><div class="hidden">${name}: What ${name} says of the fer</div><a href="#">Reply</a></div></div>`)}</div>`,
    ],
    [
      'a login hint behind each text',
      `<div class="kommentare">${each((name, i) => `<div class="kommentar-item"><div class="benutzer">${name}</div><div class="datum">1${i}.05.2023, 19.18 Uhr</div><div class="kommentar-text">What ${name} says of the ferry.</div><div class="vote"><a class="vote-login" href="/login">Log in to vote</a></div></div>`)}</div>`,
    ],
  ])('%s', (_, html) => {
    expect(outline(html)).toEqual(said);
  });

  test('paragraphs behind the first belong to the text, and a button at its end does not', () => {
    const html = `<div id="comments">${each((name, i) => `<div class="comment"><b class="author">${name}</b> <time datetime="2023-05-1${i}">May</time><p>Well, what is one to say?</p>${name === 'cy' ? '<p>And more.</p><ul><li>One</li></ul>' : ''}<p class="links"><a href="#">Reply</a></p></div>`)}</div>`;
    expect(outline(html)).toEqual(
      PEOPLE.map((name) => `${name}: Well, what is one to say?${name === 'cy' ? '\n\nAnd more.\n\nOne' : ''}`),
    );
  });

  test('ratings and words of the template are no part of the text', () => {
    const html = `<div id="comments">${each((name, i) => `<div class="comment"><a class="author" href="/user/${name}">${name}</a> <span class="kind">${i === 0 ? 'wrote' : 'replied'}</span> <i>3 May 2020</i><div class="stars">${i + 1} of 5</div><p>What ${name} says of the ferry.</p></div>`)}</div>`;
    expect(outline(html)).toEqual(said);
  });

  test('ranks above and below a name are no names, nor is a word behind each', () => {
    const html = (author: (name: string, i: number) => string) =>
      `<div id="comments">${each((name, i) => `<div class="comment"><div class="comment-author">${author(name, i)}</div> <i>3 May 2020</i><div class="comment-text">What ${name} says of the ferry.</div></div>`)}</div>`;
    expect(outline(html((name, i) => (i < 2 ? `<b>Top reader</b><br>${name}` : name)))).toEqual(said);
    expect(
      outline(html((name, i) => `${name}${i === 0 ? '<br><span class="comment_author">Author</span>' : ''}`)),
    ).toEqual(said);
    expect(outline(html((name) => `${name} Posted`))).toEqual(said);
  });

  test('how deep a comment stands is nobody', () => {
    const html = `<div id="comments">${each((name, i) => `<div class="comment" id="comment-${i}1"><span class="label">level ${(i % 2) + 1}</span> <i>3 May 2020</i><div class="comment-text">What ${name} says of the ferry, which is more than others have said of it, and longer than a name.</div><a href="#">Reply</a></div>`)}</div>`;
    expect(readHtml(html, null, [generic]).result?.comments.map(({ author }) => author)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('a post of two cells is one', () => {
    const people = [...PEOPLE, 'ed'];
    const html = people
      .map(
        (name, i) =>
          `<article class="message"><div class="cell"><a class="username" href="/members/${name}">${name}</a><dl><dt>Since</dt><dd>1 May 2019</dd><dd>from the harbour</dd></dl></div><div class="cell"><time datetime="2023-05-1${i}">May</time> <span class="username">#${i + 1}</span><div class="body">What ${name} says of the ferry.</div></div></article>`,
      )
      .join('');
    const { result } = readHtml(`<div class="thread">${html}</div>`, null, [generic]);
    expect(result?.comments.map(({ author, text }) => `${author}: ${text}`)).toEqual(
      people.map((name) => `${name}: What ${name} says of the ferry.`),
    );
  });

  test('a title cut from the text is no name, nor is a picture that leads to the profile', () => {
    const html = `<ul class="comments">${each((name, i) => `<li class="comment" id="comment-${i}1"><a href="/people/${i}"><img src="a.png"></a><h3 class="subject">What ${name} says...</h3><a href="/people/${i}">${name}</a> <small>3 May 2020</small><div class="comment-content">What ${name} says of the ferry.</div></li>`)}</ul>`;
    expect(outline(html)).toEqual(said);
  });

  test('people who are mentioned are part of the text, and not its authors', () => {
    const html = `<div class="timeline">${each((name, i) => `<div class="entry"><div data-testid="comment-header"><a class="AuthorLink" data-testid="avatar-link" href="/${name}">${name}</a> <time datetime="2023-05-1${i}">May</time></div><div class="markdown-body"><p>I say so too, <a class="user-mention" href="/${PEOPLE[(i + 1) % 4]}">@${PEOPLE[(i + 1) % 4]}</a> did.</p></div></div>`)}</div>`;
    expect(outline(html)).toEqual([
      'ann: I say so too, @bo did.',
      'bo: I say so too, @cy did.',
      'cy: I say so too, @di did.',
      'di: I say so too, @ann did.',
    ]);
  });

  test('answers of the site’s owner inside a comment are replies to it', () => {
    const html = `<div id="comment-text">${each((name, i) => `<ul class="single-post"><li class="post-info"><span class="user-name"><a href="/user/${name}">${name}</a></span> <span class="post-time">2023/12/2${i} 10:28</span></li><li class="post-text">What ${name} says of the ferry.</li><li class="reply-text">Thank you, ${name}, and come again. <p><a href="/user/lena">lena</a> 2024/01/0${i + 1} 20:31</p></li></ul>`)}</div>`;
    expect(outline(html)).toEqual(
      said.flatMap((line, i) => [line, `  lena: Thank you, ${PEOPLE[i]}, and come again.`]),
    );
  });

  test('an answer that quotes another is a reply to it', () => {
    const html = `<div id="comments">${each((name, i) => `<div class="comment"><b class="author">${name}</b> <time datetime="2023-05-1${i}">May</time><div class="comment-text">${name === 'di' ? '<blockquote>bo said: What bo says of the ferry.</blockquote>Not so.' : `What ${name} says of the ferry.`}</div></div>`)}</div>`;
    const { result } = readHtml(html, null, [generic]);
    expect(result?.comments.map(({ parent }) => parent)).toEqual([null, null, null, 1]);
  });

  test.each([
    [
      'toolbars of the editor',
      '<section class="comments-section"><h4>1 comment</h4><form class="comments-input"><ul class="comments-editor-options"><li><button>Bold</button></li><li><button>Italic</button></li><li><button>Link to it</button></li></ul><ul class="comments-editor-links"><li><a href="/rules">Rules</a></li></ul></form></section>',
    ],
    [
      'house rules of an empty form',
      times(
        2,
        () =>
          '<form class="comments-form"><label class="author-email">Email</label><textarea></textarea><p>Show respect for what others write in their comments. Words that hurt will not be shown.</p></form>',
      ),
    ],
    [
      'notes that there is nothing yet',
      times(
        2,
        () =>
          '<div class="comments-list"><a class="user" href="#">Post</a><p class="empty-message">There are no comments yet, be the first to add your thoughts.</p><button>Reply</button></div>',
      ),
    ],
    [
      'privacy notes',
      '<div class="comment-wrapper"><label class="author">Your name</label><p>We keep what you write until you ask us to delete it. Details are on the page about privacy.</p></div>',
    ],
    [
      'quotations of another site',
      '<div class="comments"><div class="comment" id="comment-9"><a class="author" href="https://other.example">The other site</a> <time datetime="2023-05-01">May</time><p class="comment-text">[…] as we read there, the ferry will be free […]</p></div></div>',
    ],
  ])('%s are no comments of readers', (_, html) => {
    expect(outline(html)).toEqual([]);
  });

  test.each([
    [
      'teasers',
      times(
        6,
        (i) =>
          `<div class="post"><h3><a href="/story-${i}">Story ${i}</a></h3><span class="author">Lena</span> <time datetime="2020-05-0${i + 1}">May</time><p>It began on a Monday, as such things do.</p></div>`,
      ),
    ],
    [
      'the latest comments of other pages',
      `<div class="widget latest-comments"><ul>${times(5, (i) => `<li><a href="/user/a${i}">Ann ${i}</a> on <a href="/story-${i}#comment-${i}">Story ${i}</a></li>`)}</ul></div>`,
    ],
    ['comments in code', times(20, (i) => `<span class="comment">// set the value of x to ${i}</span>`)],
    ['counters', times(9, (i) => `<div class="comment-count"><a href="/s${i}#comments">${i} comments</a></div>`)],
    [
      'goods',
      times(
        8,
        (i) =>
          `<li class="product"><a href="/p${i}"><img alt=""><b>Lamp ${i}</b></a><span class="price">${i}9.00</span></li>`,
      ),
    ],
    [
      'a table',
      `<table>${times(30, (i) => `<tr><td>Lisbon ${i}</td><td>3 May 2020</td><td>${i * 7}</td></tr>`)}</table>`,
    ],
    [
      'events',
      times(
        8,
        (i) =>
          `<li class="event"><time datetime="2020-05-0${i + 1}">May ${i + 1}</time> <b>Concert ${i}</b><p>In the town hall.</p></li>`,
      ),
    ],
    [
      'reviews of goods',
      `<div id="reviews">${times(5, (i) => `<div class="review"><b class="review-author">Ann ${i}</b> <time datetime="2020-05-0${i + 1}">May</time><p>A fine lamp, and it came in two days.</p></div>`)}</div>`,
    ],
    [
      'topics of a forum',
      `<ul class="topiclist">${times(9, (i) => `<li class="topic"><a class="topictitle" href="/t${i}">How do I mend lamp number ${i}?</a> by <a class="username" href="/user/a${i}">Ann ${i}</a> <time datetime="2020-05-0${i + 1}">May ${i + 1}</time> <span>Replies: ${i}</span></li>`)}</ul>`,
    ],
    [
      'what people said of us',
      times(4, (i) => `<div class="testimonial"><p>They mended my lamp in a day.</p><cite>Ann ${i}</cite></div>`),
    ],
    ['menus', `<nav><ul>${times(12, (i) => `<li class="menu-item"><a href="/${i}">Part ${i}</a></li>`)}</ul></nav>`],
    [
      'authors',
      times(
        4,
        (i) =>
          `<div class="author-bio"><a class="author" href="/author/${i}">Lena ${i}</a><p>Writes about ships and harbours.</p></div>`,
      ),
    ],
    [
      'one article',
      '<article class="post"><h1>News</h1><span class="author">Lena</span><time datetime="2020-05-01">May</time><p>It rained.</p></article>',
    ],
  ])('%s are no comments', (_, html) => {
    expect(outline(html)).toEqual([]);
    expect(extractThread({ html }).comments).toEqual([]);
  });
});

describe('explainThread', () => {
  test('says why each extractor rejected the page, up to the one that read it', () => {
    const html = readFileSync(resolve(PAGES, 'own-guestbook.html'), 'utf8');
    const { thread, trials } = explainThread({ html });
    expect(thread.comments.length).toBeGreaterThan(0);
    expect(trials[0]).toEqual({ extractor: 'wpDiscuz', rejected: 'nothing matches .wpd-comment, .wc-comment' });
    expect(trials.at(-1)).toEqual({ extractor: 'repeated items', rejected: null });
    expect(trials.slice(0, -1).every(({ rejected }) => rejected !== null)).toBe(true);
  });

  test('says what came nearest where nothing was found', () => {
    const { trials } = explainThread({ html: '<h1>News</h1><p>It rained.</p>' });
    expect(trials.find(({ extractor }) => extractor === 'repeated items')!.rejected).toMatch(
      /^no repeated elements look like comments; nearest /,
    );
    expect(explainThread({ json: { a: 1 } }).trials.every(({ rejected }) => rejected !== null)).toBe(true);
    expect(explainThread({ text: 'Nothing.' }).trials).toEqual([
      { extractor: 'plain text', rejected: 'no lines look like comments' },
    ]);
  });
});
