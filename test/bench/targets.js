// How often suggested targets are those that people wrote down, and how long they take: npm run bench:targets.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extractThread, readPage, suggestTargets } from '../../dist/index.js';

/** Suggestions that are looked at. */
const FIRST = 5;
/** Entities of a thread that people ask about. */
const ENTITIES = 2;
const GOLD = '../shared/pages/gold';
/** Comments as `python3 -m recipes blog` and `discussions` write them. */
const DISCUSSIONS = ['blogs', 'threads'].map((name) => `.cache/corpora/${name}`).filter((folder) => existsSync(folder));
const GRAMMAR = new Set(
  'a an and are as at be by from has have in is it its not of on or should than that the their this to was were which who will with'.split(
    ' ',
  ),
);

const textOf = (file) =>
  file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString() : readFileSync(file, 'utf8');
const lines = (file) =>
  textOf(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const rootOf = (word) =>
  word
    .replace(/['’]s?$/, '')
    .replace(/(?:ings?|ed|es|s|e)$/, '')
    .replace(/(.)\1$/, '$1');
const rootsOf = (text) =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}+'’-]+/gu) ?? []).filter((word) => !GRAMMAR.has(word)).map(rootOf));
const shared = (a, b) => [...a].filter((root) => b.has(root)).length;
/** One says all words of the other. */
const isSameEntity = (a, b) => {
  const [x, y] = [rootsOf(a), rootsOf(b)];
  return Math.min(x.size, y.size) > 0 && shared(x, y) === Math.min(x.size, y.size);
};
/** They share half the words of the shorter. */
const isSameIssue = (a, b) => {
  const [x, y] = [rootsOf(a), rootsOf(b)];
  return shared(x, y) > 0 && shared(x, y) * 2 >= Math.min(x.size, y.size);
};

const groups = [
  ...ownThreads(),
  ...(existsSync(GOLD) ? ['train', 'real-dev'].map((split) => [`readings, ${split}`, readPages(split)]) : []),
  ...DISCUSSIONS.flatMap((folder) =>
    ['train', 'dev'].map((split) => [`${basename(folder)}, ${split}`, readDiscussions(folder, split)]),
  ),
];
console.log(`of the first ${FIRST} suggestions; Node ${process.version}`);
console.log('threads                      n   dispute       two entities   any two        dispute offered, where none');
for (const [name, cases] of groups) console.log(rowOf(name, cases));
console.log(stability(groups.flatMap(([, cases]) => cases)));
console.log(time(groups.flatMap(([, cases]) => cases)));

function rowOf(name, cases) {
  const total = { disputes: [0, 0], entities: [0, 0], any: [0, 0], none: [0, 0] };
  const add = (key, hits, of) => {
    total[key][0] += hits;
    total[key][1] += of;
  };
  for (const { thread, issue, entities } of cases) {
    const suggestions = suggestTargets(thread);
    const first = suggestions.slice(0, FIRST).map(({ target }) => target);
    const isFound = (entity) => first.some((target) => isSameEntity(target, entity));
    if (issue !== null) add('disputes', Number(first.some((target) => isSameIssue(target, issue))), 1);
    const wanted = Math.min(ENTITIES, entities.length);
    add('entities', entities.slice(0, ENTITIES).filter(isFound).length, wanted);
    add('any', Math.min(wanted, entities.filter(isFound).length), wanted);
    // A headline that shares no word with what people argue about names no dispute, as far as one can tell without reading.
    if (issue !== null && thread.headline !== null && shared(rootsOf(issue), rootsOf(thread.headline)) === 0)
      add('none', Number(suggestions.some(({ kind }) => kind === 'issue')), 1);
  }
  const cell = ([hits, of]) => `${(of === 0 ? 0 : hits / of).toFixed(2)} (${hits}/${of})`.padEnd(15);
  return [name.padEnd(26), String(cases.length).padStart(4), '  ', ...Object.values(total).map(cell)].join('');
}

/** Threads of our own: an issue, and one entity or more, that were written down with each article. */
function ownThreads() {
  const isClaim = (target) => / (?:should|is|are|has|have|makes?|does|do) /.test(target);
  const threads = lines('datasets/threads/articles.jsonl').map((article) => ({
    ...article,
    rows: 'threads',
    issue: article.targets[2],
    entities: article.targets.slice(3, 4),
  }));
  const articles = lines('datasets/articles.jsonl').map((article) => ({
    ...article,
    rows: 'comments',
    issue: article.targets[0],
    entities: article.targets.slice(1).filter((target) => !isClaim(target)),
  }));
  const comments = { threads: rowsOf('datasets/threads/'), comments: rowsOf('datasets/comments.') };
  return [threads, articles].flatMap((all) =>
    ['train', 'dev', 'test'].map((split) => [
      `own ${all === threads ? 'threads' : 'articles'}, ${split}`,
      all
        .filter((article) => article.split === split)
        .map((article) => ({ ...article, thread: threadOf(article, comments[article.rows].get(article.id) ?? []) })),
    ]),
  );
}

function rowsOf(prefix) {
  const byArticle = new Map();
  for (const row of ['train', 'dev', 'test'].flatMap((split) => lines(`${prefix}${split}.jsonl`)))
    byArticle.set(row.article, [...(byArticle.get(row.article) ?? []), row]);
  return byArticle;
}

function threadOf({ headline, summary }, rows) {
  const depths = new Map();
  const comments = rows.map(({ id, parent, author, text }) => {
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(id, depth);
    const unknown = { dateCreated: null, upvoteCount: null, downvoteCount: null };
    return { id, parentId: parent, depth, author: author ?? null, text, quotes: [], ...unknown };
  });
  const source = { kind: 'json', platform: null };
  return { headline, lead: summary, url: null, language: 'en', source, claimedCount: null, comments, warnings: [] };
}

/** Real pages, with what was read of them. */
function readPages(split) {
  const files = new Set(readdirSync(GOLD));
  return readGroups(split, ({ view }) => view === 'page')
    .filter(({ group }) => files.has(`${group}.html`))
    .map((read) => ({ ...read, thread: extractThread(readPage(readFileSync(join(GOLD, `${read.group}.html`)))) }));
}

/** Posts with all their comments, some of which were read; who answers whom is left out. */
function readDiscussions(folder, split) {
  const posts = new Map();
  for (const file of readdirSync(folder)) {
    for (const row of lines(join(folder, file))) {
      const group = `${file.replace(/\.jsonl(\.gz)?$/, '')}/${row.group}`;
      posts.set(group, [...(posts.get(group) ?? []), { ...row, parent: null }]);
    }
  }
  return readGroups(split, ({ group }) => posts.has(group)).map((read) => {
    const rows = posts.get(read.group);
    return { ...read, thread: threadOf({ headline: rows[0].headline, summary: null }, rows) };
  });
}

/** The issue and the entities of each group of readings, those that are named most often first. */
function readGroups(split, isWanted) {
  const counts = new Map();
  for (const reading of lines(`datasets/readings/${split}.jsonl`)) {
    if (!isWanted(reading)) continue;
    const { group, stances } = reading;
    if (!counts.has(group)) counts.set(group, { issue: new Map(), entity: new Map() });
    for (const { target, kind } of stances) {
      const of = counts.get(group)[kind];
      if (of !== undefined) of.set(target, (of.get(target) ?? 0) + 1);
    }
  }
  const ranked = (of) => [...of].sort((a, b) => b[1] - a[1]).map(([target]) => target);
  return [...counts].map(([group, { issue, entity }]) => ({
    group,
    issue: ranked(issue)[0] ?? null,
    entities: ranked(entity),
  }));
}

/** Comments in another order, replies apart from their parents: the suggestions have to be the same. */
function stability(cases) {
  const bare = (thread) => JSON.stringify(suggestTargets(thread).map(({ target, comments }) => [target, comments]));
  const changed = cases.filter(
    ({ thread }) => bare(thread) !== bare({ ...thread, comments: thread.comments.toReversed() }),
  );
  return `${changed.length} of ${cases.length} threads change when their comments are turned round`;
}

function time(cases) {
  const comments = cases
    .flatMap(({ thread }) => thread.comments)
    .slice(0, 2000)
    .map((comment, i) => ({ ...comment, id: String(i), parentId: null, depth: 0 }));
  const thread = { ...cases[0].thread, comments };
  const times = Array.from({ length: 9 }, () => {
    const started = process.cpuUsage();
    suggestTargets(thread);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  }).toSorted((a, b) => a - b);
  return `${comments.length} comments: ${times[4].toFixed(0)} ms of computing, median of 9`;
}
