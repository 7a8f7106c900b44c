import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/schemas.ts';
import { suggestTargets } from '../../src/targets/index.ts';
import { comment, thread, threadOf } from '../fixtures/threads.ts';

const named = (targets: readonly Target[]) => targets.map(({ target }) => target);
const find = (name: string, of: readonly Target[]) => of.find(({ target }) => target === name);

describe('what readers mention', () => {
  /** A thread of more than thirty comments, in which a name has to be mentioned twice unless the article names it. */
  const long = (
    said: readonly string[],
    headline: string,
    lead: string | null = null,
    authors: readonly string[] = [],
  ) =>
    thread(
      [...said, ...Array.from({ length: 35 }, () => 'So it goes, and so it went.')].map((text, i) =>
        comment(`${i}`, text, { author: authors[i] ?? null }),
      ),
      { headline, lead },
    );

  it('counts a single mention by surname for the person that the article names', () => {
    const of = long(
      ['And then Veller said no.', "Merrow's trams are late."],
      'News from the pool',
      'The pool stays shut, said Attorney General Ina Veller. It opens in May.',
    );
    expect(find('Ina Veller', suggestTargets(of))).toMatchObject({
      comments: 1,
      why: 'named in 1 of 37 comments, and in the article',
    });
  });

  it('counts a first name for the full one where the article writes that alone', () => {
    const said = [
      'We all know that Gil left.',
      'They say Gil lied.',
      'He is right, Gil lied.',
      'I like Gil.',
      'For me Gil won.',
    ];
    const of = long(said, 'News from the pool', 'The pool was built by Gil Tamsen.');
    expect(find('Gil Tamsen', suggestTargets(of))?.comments).toBe(5);
    const both = long(said, 'News from the pool', 'The pool was built by Gil Tamsen. It pleases Gil.');
    expect(named(suggestTargets(both))).toContain('Gil');
  });

  it('knows a name that begins or ends with a common word', () => {
    const of = thread(
      [
        'I saw it in New Halden.',
        'New Halden is far.',
        'They run it on Open Ferry here, and it will soon come with trams to New Halden.',
        'Some of us like Open Ferry.',
        'All that the Harbour Ladies want is a boat.',
        'I sing with the Harbour Ladies.',
        "All that the Carters' League wants is a boat.",
        "I pay for the Carters' League.",
        'On Monday Brannoch closed.',
        'It was in May Brannoch closed.',
      ].map((text, i) => comment(`${i}`, text)),
      { headline: 'News from the pool' },
    );
    const targets = suggestTargets(of);
    expect(find('New Halden', targets)?.comments).toBe(3);
    expect(find('Open Ferry', targets)?.comments).toBe(2);
    expect(find('the Harbour Ladies', targets)?.comments).toBe(2);
    expect(find("the Carters' League", targets)?.comments).toBe(2);
    expect(find('Brannoch', targets)?.comments).toBe(2);
  });

  it.each([
    [
      'SLC',
      'Saltmere City',
      ['We went to Saltmere City.', 'I miss SLC.', 'As in SLC, no.', 'Why SLC, of all?', 'In SLC it rains.'],
    ],
    ['BoH', 'Bank of Halden', ['Yes, the Bank of Halden lies.', 'We paid that BoH again.', 'I pay BoH too.']],
  ])('takes %s as short for %s', (short, name, said) => {
    const targets = suggestTargets(threadOf(said, { headline: 'News from the pool' }));
    expect(find(short, targets)).toBeUndefined();
    expect(targets.find(({ target }) => target.endsWith(name))?.comments).toBe(said.length);
  });

  it('leaves alone what has other letters, or may be short for two', () => {
    const said = [
      'We all went to Saltmere City.',
      'I do miss that SQC.',
      'They have lived in Porto Lenza since they left.',
      'They have only ever met at Pier Lodge itself.',
      'I say try PLE there.',
    ];
    const targets = named(suggestTargets(threadOf(said, { headline: 'News from the pool' })));
    expect(targets).toEqual(expect.arrayContaining(['Saltmere City', 'SQC']));
    expect(targets).toEqual(expect.arrayContaining(['Pier Lodge', 'PLE', 'Porto Lenza']));
  });

  it('puts a short word and its plural together', () => {
    const said = ['The ski is wide.', 'I love the skis.', 'A ski for two.', 'Those skis are soft.'];
    const of = threadOf(said, { headline: 'News from the hill' });
    expect(suggestTargets(of).filter(({ target }) => /ski/.test(target))).toMatchObject([{ comments: 4 }]);
  });

  it('keeps what the article names though somebody who writes is called so', () => {
    const said = ['We all know that Zeppa lied.', 'They sued Zeppa.', 'They sued Brannoch, too.', 'Ask Brannoch.'];
    const authors = ['Zeppa fan', 'Ann', 'Ida Brannoch', 'Bo'];
    const targets = suggestTargets(long(said, 'News from the pool', 'It was built by Zeppa.', authors));
    expect(find('Zeppa', targets)?.comments).toBe(2);
    expect(find('Brannoch', targets)).toBeUndefined();
  });

  it('puts things before the third name where the headline names no dispute', () => {
    const said = ['The lido leaks, Odile.', 'The lido smells.', 'A lido for all.', 'We pay for the lido.'].concat(
      ...['Ottermere', 'Brannoch', 'Halden', 'Lisle'].map((name) => [
        `We went to ${name}.`,
        `I like ${name}.`,
        `They left ${name}.`,
      ]),
    );
    const order = (headline: string) =>
      named(suggestTargets(long(said, headline)).filter(({ kind }) => kind === 'entity'));
    expect(order('News from the pool').indexOf('the lido')).toBe(2);
    expect(order('Council to sell the pier').indexOf('the lido')).toBe(4);
  });

  it('puts a name of several words before a single one that is mentioned as often', () => {
    const said = [
      'We all left Brannoch when we could.',
      'We like Old Halden Mill when it rains.',
      'We have all been to Brannoch.',
      'We have seen the Old Halden Mill.',
    ];
    const of = threadOf(said, { headline: 'News from the pool' });
    expect(named(suggestTargets(of)).slice(0, 2)).toEqual(['Old Halden Mill', 'Brannoch']);
  });

  it('reads names with the signs that they have', () => {
    const said = [
      'I write it in C# now.',
      'We left C# for F#, and .NET for good (.NET is slow).',
      'They like C++.',
      'So .NET, C++.',
    ];
    const of = thread(
      said.map((text, i) => comment(`${i}`, text)),
      { headline: 'My week', lead: null },
    );
    expect(named(suggestTargets(of))).toEqual(expect.arrayContaining(['C#', '.NET', 'C++']));
  });

  it('names neither the kind of the page nor single letters', () => {
    const said = [
      'Great recipe, thanks.',
      'The recipe of the year.',
      'A recipe for two.',
      'Set the n to 3.',
      'The n is wrong.',
    ];
    const of = threadOf(said, { headline: 'Oat biscuits' });
    expect(named(suggestTargets(of)).filter((target) => /^(?:the )?(?:recipe|n)$/.test(target))).toEqual([]);
  });
});
