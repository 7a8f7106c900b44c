// The same labelled comments for everyone, in an order that a seed decides.
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const CORPUS = '../shared/corpora/toxicity';
const SEED = 1;

/** Rows { text, toxic } to measure on and to train peers on: of the public corpora where they are at hand, else ours. */
export function readComments() {
  const [source, train, test] = existsSync(`${CORPUS}/dev.jsonl.gz`)
    ? ['the toxicity dev file', `${CORPUS}/train.jsonl.gz`, `${CORPUS}/dev.jsonl.gz`]
    : ['our own comments', 'datasets/comments.train.jsonl', 'datasets/comments.test.jsonl'];
  return { source, train: shuffled(readRows(train)), test: shuffled(readRows(test)) };
}

function readRows(path) {
  const bytes = readFileSync(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
  return lines.flatMap((line) => {
    const { text, labels, toxicity } = JSON.parse(line);
    const share = (labels ?? toxicity).toxicity;
    return share === undefined ? [] : [{ text, toxic: share >= 0.5 }];
  });
}

/** Fisher and Yates, by a generator that every machine runs alike (mulberry32). */
function shuffled(rows) {
  let state = SEED;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const result = [...rows];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** A WordPress page with that many comments, every third of them a reply to the one before. */
export function pageOf(comments) {
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const item = (text, i, replies = '') =>
    `<li id="comment-${i}" class="comment depth-1"><article id="div-comment-${i}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Reader ${i}</b> <span class="says">says:</span></div><div class="comment-metadata"><a href="#comment-${i}"><time datetime="2024-03-12T06:00:00+00:00">March 12, 2024 at 6:00 am</time></a></div></footer><div class="comment-content"><p>${escaped(text)}</p></div><div class="reply"><a class="comment-reply-link" href="#comment-${i}">Reply</a></div></article>${replies}</li>`;
  const items = comments.map((text, i) => {
    if (i % 3 === 2) return '';
    const answer = i % 3 === 1 ? comments[i + 1] : undefined;
    return item(text, i, answer === undefined ? '' : `<ol class="children">${item(answer, i + 1)}</ol>`);
  });
  return `<!DOCTYPE html><html lang="en"><head><meta name="generator" content="WordPress 6.4"><title>A bridge closes</title></head><body><article class="post"><h1 class="entry-title">A bridge closes</h1><div class="entry-content"><p>It closes in September.</p></div></article><div id="comments" class="comments-area"><h2 class="comments-title">${comments.length} thoughts on “A bridge closes”</h2><ol class="comment-list">${items.join('')}</ol></div></body></html>`;
}
