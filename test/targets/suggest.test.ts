import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Target } from '../../src/schemas.ts';
import { defaultTargets, suggestTargets } from '../../src/targets/index.ts';
import { needs } from '../fixtures/needs.ts';
import { comment, thread, threadOf } from '../fixtures/threads.ts';

const READERS = [
  'The council has lost its mind. Councillors never take the bus.',
  'Great article, thanks.',
  'I trust Odile Marsh on this, and nobody else in the council.',
  'Marsh only says so because the ferries are full.',
  'A ferry holds forty cars. The ferry is no answer, whatever the Americans do.',
  'In the US they would have built a tunnel, and America has worse councillors than ours.',
  '@Odile Well said! https://example.org/Tunnel',
  'In the United States nobody takes a ferry.',
];
const bridge = threadOf(READERS, {
  headline: 'Saltmere to close the Harbour Bridge to cars',
  lead: 'The council of Saltmere wants to close the Harbour Bridge to cars. Council leader Odile Marsh expects cleaner air.',
});
const named = (targets: readonly Target[]) => targets.map(({ target }) => target);
const find = (name: string, of = suggestTargets(bridge)) => of.find(({ target }) => target === name);

describe('suggestTargets', () => {
  it('names the dispute, the article, and who and what is mentioned, at most seven', () => {
    const targets = suggestTargets(bridge);
    expect(targets.length).toBeLessThanOrEqual(7);
    for (const target of targets) expect(Target.parse(target)).toEqual(target);
    expect(targets[0]).toMatchObject({ target: 'closing the Harbour Bridge to cars', kind: 'issue' });
    expect(find('this article')).toMatchObject({ kind: 'article', comments: 2, why: 'the page itself' });
    expect(find('the council')).toMatchObject({
      kind: 'entity',
      comments: 3,
      why: 'mentioned in 3 of 8 comments, and in the article',
    });
  });

  it('puts plurals, surnames, belongings and other names together', () => {
    expect(find('Odile Marsh')?.comments).toBe(2);
    expect(find('the United States')?.comments).toBe(3);
    expect(find('ferry')?.comments).toBe(3);
    for (const part of ['councillors', 'Marsh', 'US', 'America', 'Americans', 'ferries'])
      expect(find(part)).toBeUndefined();
  });

  it('says where each is mentioned', () => {
    const places = find('the council')!.mentions.map(({ id, start, end }) => READERS[Number(id)]!.slice(start, end));
    expect(places).toEqual(['council', 'Councillors', 'council', 'councillors']);
    const us = find('the United States')!.mentions.map(({ id, start, end }) => READERS[Number(id)]!.slice(start, end));
    expect(us).toEqual(['Americans', 'US', 'America', 'United States']);
  });

  it('leaves out pronouns, boilerplate, addresses and the names of those who write', () => {
    const said = ['Thanks Petra, I love it', 'Petra is right about the lido', 'They said the lido would stay, Petra'];
    const targets = suggestTargets(
      thread(
        said.map((text, i) => comment(`${i}`, text, { author: ['Ann', 'Petra Vos', 'Bo'][i]! })),
        { headline: 'News from the pool' },
      ),
    );
    expect(named(targets)).toEqual(['the lido', 'this article']);
  });

  it('takes no laugh, sigh or other word of chats for a name', () => {
    const said = ['LMAO the lido', 'TBH the lido is fine. SMH', "I'ma swim in the lido LMAO", 'Bro. TBH, SMH'];
    const of = thread(
      said.map((text, i) => comment(`${i}`, text)),
      { headline: 'News from the pool' },
    );
    expect(named(suggestTargets(of))).toEqual(['the lido', 'this article']);
  });

  it('gives the same targets whatever the order of the comments', () => {
    const turned = { ...bridge, comments: bridge.comments.toReversed() };
    const bare = (of: typeof bridge) =>
      suggestTargets(of).map(({ target, kind, comments, why }) => [target, kind, comments, why]);
    expect(bare(turned)).toEqual(bare(bridge));
  });

  it('does not read what a comment quotes', () => {
    const text = 'The lido must stay\nNo it must not';
    const quoting = [1, 2].map((id) => comment(`${id}`, text, { quotes: [{ start: 0, end: 18 }] }));
    expect(named(suggestTargets(thread(quoting, { headline: 'News' })))).toEqual(['this article']);
  });

  it.each([
    ['Oat biscuits', 'Great recipe, thanks.', 'WordPress', 'this recipe'],
    ['Which lens?', 'The second one.', 'phpBB', 'this thread'],
    ['Orbix 4: a review', 'Thank you.', null, 'this review'],
    ['News from the pool', 'Thank you.', null, 'this article'],
  ])('calls %s what it is', (headline, text, platform, name) => {
    const of = thread([comment('1', text)], { headline, source: { kind: 'html', platform } });
    expect(suggestTargets(of)[0]).toMatchObject({ target: name, kind: 'article' });
  });

  it('is the article alone where readers write another language', () => {
    const german = [
      'Das ist doch eine Frechheit, die Händler gehen kaputt.',
      'Endlich weniger Autos in der ganzen Stadt.',
    ];
    const of = threadOf(german, { headline: 'Stadt will Parken verteuern' });
    expect(named(suggestTargets(of))).toEqual(['this article']);
    expect(named(suggestTargets(thread([], { headline: 'Stadt will Parken verteuern', language: 'de' })))).toEqual([
      'this article',
    ]);
  });

  it('answers threads of nothing and of one comment', () => {
    expect(named(suggestTargets(thread([], { headline: null })))).toEqual(['this article']);
    const one = suggestTargets(thread([comment('1', 'The council lies, and Merrow pays.')], { headline: null }));
    expect(named(one)).toContain('Merrow');
  });

  it('takes hostile text in its stride', () => {
    const hostile = [
      'Aa '.repeat(50_000),
      "x'".repeat(50_000),
      'A.'.repeat(50_000),
      '\ud800'.repeat(1000),
      'the of '.repeat(50_000),
    ];
    const headline = `Should ${'to be '.repeat(20_000)}?`;
    const of = threadOf(hostile, { headline, lead: 'Is a '.repeat(20_000) });
    expect(suggestTargets(of).length).toBeLessThanOrEqual(7);
  });
});

describe('defaultTargets', () => {
  it('are the article, its dispute, and the two that are mentioned most', () => {
    const targets = suggestTargets(bridge);
    const chosen = defaultTargets(targets);
    const entities = targets.filter(({ kind }) => kind === 'entity');
    expect(chosen).toContain('this article');
    expect(chosen).toContain('closing the Harbour Bridge to cars');
    expect(chosen.filter((target) => named(entities).includes(target))).toEqual(named(entities).slice(0, 2));
    expect(chosen).toHaveLength(4);
  });

  it('name nothing that one comment mentions where others are mentioned by two', () => {
    const entity = (target: string, comments: number): Target => ({
      target,
      kind: 'entity',
      comments,
      mentions: [],
      why: '',
    });
    expect(defaultTargets([entity('A', 2), entity('B', 1), entity('C', 0)])).toEqual(['A']);
    expect(defaultTargets([entity('B', 1), entity('C', 0)])).toEqual(['B']);
    // Nobody is for or against "road"; "the ring road" says which.
    expect(defaultTargets([entity('road', 5), entity('the ring road', 3)])).toEqual(['the ring road']);
  });
});

describe('the seeds', needs('shared pages'), () => {
  const FOLDER = resolve('..', 'shared', 'pages', 'seeds');
  it.each([
    ['000_5d0f01aee2cf43bf.txt', ['the United States', 'Russia', 'ISIS'], /\bUS\b.*\bhelping\b.*\bISIS/],
    ['001_22b155f8244f00e4.txt', ['the United States', 'Russia', 'ISIS'], /\bUS\b.*\bfighting\b.*\bISIS/],
    ['002_d0e8a5122a292aa8.txt', ['the United States', 'Russia', 'ISIS'], /\bUS\b.*\btraining\b.*\bISIS/],
    ['003_2256d77f9165a920.txt', ['the United States', 'Russia', 'ISIS'], /\bhelp\b.*\bISIS/],
    ['004_6f7665e9620802b9.txt', ['the United States', 'Russia', 'ISIS'], /\bUSA\b.*\bcover\b.*\bIslamic State/],
  ])('%s give what a reader would ask', (file, entities, issue) => {
    const targets = suggestTargets(extractThread(readPage(readFileSync(resolve(FOLDER, file)))));
    expect(named(targets)).toEqual(expect.arrayContaining(entities));
    expect(targets.find(({ kind }) => kind === 'issue')?.target).toMatch(issue);
  });
});
