import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier, loadClassifier } from '../src/classifier.ts';
import { BelowTheLineError } from '../src/errors.ts';
import { parseModel } from '../src/lexical/model.ts';
import { Classification, type Thread } from '../src/schemas.ts';
import { bareComment } from '../src/scoring/bare-thread.ts';
import { tinyModel } from './fixtures/model.ts';

const tiny = createClassifier(await parseModel(await tinyModel()));
const shipped = await loadClassifier();

const thread: Thread = {
  headline: 'City to close the harbour bridge to cars',
  lead: null,
  url: null,
  language: null,
  source: { kind: 'json', platform: null },
  claimedCount: 2,
  comments: [bareComment('a', null, 'The bridge should be closed.'), bareComment('b', 'a', 'No, you idiot.')],
  warnings: [],
};

describe('classify', () => {
  it('answers only what was asked, in one shape', () => {
    expect(Object.keys(tiny.classify({ text: 'x' })).sort()).toEqual(['language', 'reply', 'stance', 'toxicity']);
    expect(tiny.classify({ text: 'x' })).toMatchObject({ stance: null, reply: null });
    expect(tiny.classify({ text: 'x', target: 'y', parent: 'z' })).toMatchObject({
      stance: { target: 'y' },
      reply: {},
    });
  });

  it.each([
    ['Street parking should be banned', 'Street parking should not be banned'],
    ['We should abolish zoos', 'We should keep zoos'],
    ['Night trams do more harm than good', 'Night trams do more good than harm'],
    ['School uniforms are bad', 'School uniforms are good'],
  ])('takes the other side for the opposite claim: %s, %s', (refusing, affirming) => {
    const stanceOf = (text: string, target: string) => shipped.classify({ text, target }).stance?.label;
    for (const [text, refused, affirmed] of [
      ['They help people a lot and make life better.', 'against', 'favor'],
      ['They are dangerous and cause nothing but suffering.', 'favor', 'against'],
    ] as const) {
      expect([stanceOf(text, refusing), stanceOf(text, affirming)]).toEqual([refused, affirmed]);
    }
    const negated = [refusing, affirming].map((target) => shipped.classify({ text: '', target }).stance?.targetNegated);
    expect(negated).toEqual([true, false]);
  });

  it('gives probabilities and spans inside the text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, target, parent) => {
        const result = tiny.classify({ text, target, parent });
        Classification.parse(result);
        for (const scores of [result.stance?.scores, result.reply?.scores]) {
          expect(Object.values(scores ?? {}).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
        }
        for (const { start, end } of [
          ...result.toxicity.spans,
          ...(result.stance?.spans ?? []),
          ...(result.reply?.spans ?? []),
        ]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('says what is wrong with its input', () => {
    expect(() => tiny.classify({ text: 5 } as never)).toThrow(BelowTheLineError);
    expect(() => tiny.classify({ text: 5 } as never)).toThrow(/expected string, received number/);
    expect(() => tiny.classify(null as never)).toThrow(/expected object, received null/);
  });

  it('answers a comment of a megabyte in the same shape', () => {
    const text = 'you idiot '.repeat(100_000);
    const result = tiny.classify({ text, target: 'the bridge', parent: 'no '.repeat(300_000) });
    expect(Classification.parse(result)).toMatchObject({ stance: { target: 'the bridge' }, reply: {} });
  });
});

describe('a comment in another language', () => {
  const text = 'Das ist doch völliger Unsinn, ihr habt alle keine Ahnung, ihr Idioten.';

  it('is marked with it, abstains, and has no labels', () => {
    const { language, toxicity, stance, reply } = shipped.classify({ text, target: 'the bridge', parent: 'Yes.' });
    expect(language).toBe('de');
    expect([toxicity.labels, stance?.abstained, reply?.abstained]).toEqual([[], true, true]);
  });

  it('is so in a thread too, where what is quoted does not count', () => {
    const quoting = {
      ...bareComment('c', null, `${text}\nThat is what they said, and it is not true.`),
      quotes: [{ start: 0, end: text.length }],
    };
    const { comments } = shipped.classifyThread({ ...thread, comments: [bareComment('d', null, text), quoting] });
    expect(comments.map(({ language }) => language)).toEqual(['de', 'en']);
    expect(comments[0]?.stances.every(({ abstained }) => abstained)).toBe(true);
  });
});

describe('classifyThread', () => {
  it('judges each comment as classify does', () => {
    const { comments } = shipped.classifyThread(thread, { targets: ['the bridge', 'cars'] });
    expect(comments).toHaveLength(2);
    expect(comments[1]?.stances.map(({ target }) => target)).toEqual(['the bridge', 'cars']);
    const article = thread.headline as string;
    const parent = 'The bridge should be closed.';
    const alone = shipped.classify({ text: 'No, you idiot.', target: 'cars', parent, article });
    expect(comments[1]?.toxicity).toEqual(alone.toxicity);
    expect(comments[1]?.stances[1]).toEqual(alone.stance);
    expect(comments[1]?.reply).toEqual(alone.reply);
    expect(comments[0]?.reply).toBeNull();
  });

  it('leaves what a comment quotes out of what it says, and points into the whole text', () => {
    const text = '> You are a pathetic idiot.\nThat tone helps nobody, clown.';
    const [comment] = thread.comments as [Thread['comments'][number]];
    const judged = (quotes: { start: number; end: number }[]) =>
      shipped.classifyThread({ ...thread, comments: [{ ...comment, text, quotes }] }).comments[0]?.toxicity;
    const quoting = judged([{ start: 0, end: 27 }]);
    const saying = judged([]);
    expect(quoting?.scores.toxicity).toBeLessThan((saying?.scores.toxicity as number) - 0.05);
    const words = quoting?.spans.map(({ start, end }) => text.slice(start, end)).join(' ');
    expect(words).toContain('clown');
    expect(words).not.toContain('idiot');
    // Ranges that no extractor gives do no harm.
    expect(() =>
      judged([
        { start: 50, end: 1e12 },
        { start: 9, end: 3 },
      ]),
    ).not.toThrow();
  });

  it('takes the headline for its target', () => {
    expect(tiny.classifyThread(thread).targets).toEqual([thread.headline]);
    expect(tiny.classifyThread({ ...thread, headline: null }).comments[0]?.stances).toEqual([]);
  });
});

describe('the model in the package', () => {
  it('tells an insult from a kind word and points at it', () => {
    const text = 'You are a pathetic idiot and everybody knows it.';
    const insult = shipped.classify({ text }).toxicity;
    const kind = shipped.classify({ text: 'Thank you for the careful article, I learned a lot.' }).toxicity;
    expect(insult.labels).toContain('toxicity');
    expect(insult.spans.map(({ start, end }) => text.slice(start, end)).join(' ')).toContain('idiot');
    expect(kind.labels).toEqual([]);
    expect(kind.scores.toxicity).toBeLessThan(0.1);
  });

  it('sees through a disguise', () => {
    const plain = shipped.classify({ text: 'you are an idiot' }).toxicity.scores.toxicity;
    for (const disguised of ['you are an 1d10t', 'you are an іdіоt', 'you are an id\u200biot', 'YOU ARE AN IDIOOOOT']) {
      expect(shipped.classify({ text: disguised }).toxicity.scores.toxicity).toBeGreaterThan(plain - 0.35);
    }
  });
});
