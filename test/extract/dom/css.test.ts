import { readdirSync, readFileSync } from 'node:fs';
import { compile } from 'css-select';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { compileSelector } from '../../../src/extract/dom/css.ts';
import { type Document, type Element, select } from '../../../src/extract/dom/elements.ts';
import { parseHtml } from '../../../src/extract/dom/parse.ts';

/** The selectors that our extractors make when their sources are read: anew, for another file may have read them. */
const ours: string[] = [];
vi.resetModules();
vi.doMock('../../../src/extract/dom/elements.ts', async (original) => {
  const dom = await original<typeof import('../../../src/extract/dom/elements.ts')>();
  const selector = (css: string) => {
    ours.push(css);
    return dom.selector(css);
  };
  return { ...dom, selector };
});
await import('../../../src/extract/index.ts');
vi.doUnmock('../../../src/extract/dom/elements.ts');
vi.resetModules();

const PAGES = 'test/fixtures/pages';
const everyElement = (document: Document) => select(() => true, document);
const elements = readdirSync(PAGES)
  .filter((file) => file.endsWith('.html'))
  .flatMap((file) => everyElement(parseHtml(readFileSync(`${PAGES}/${file}`, 'utf8')).document));

describe('selectors', () => {
  it('of ours match what css-select matches', () => {
    expect(ours.length).toBeGreaterThan(500);
    const differ = [...new Set(ours)].filter((css) => {
      const [actual, expected] = [compileSelector(css), compile<Element, Element>(css)];
      return elements.some((element) => actual(element) !== expected(element));
    });
    expect(differ).toEqual([]);
  });

  it('of any form match what css-select matches', () => {
    const { document } = parseHtml(`<!DOCTYPE html>text<div id="a" class="a b"><p class="b">one<b>two</b></p><!-- -->
      <p CLASS="a-b A" rel="A">three</p><i class="b"></i></div><p id="b" title="a b">four</p>
      <ul class="a"><li><ul><li class="b"><a rel="a B" title="">five</a></li></ul></li><li class="a"></li></ul>`);
    const all = everyElement(document);
    const name = fc.constantFrom('p', 'li', 'ul', 'a', 'b', 'div', '*');
    const value = fc.constantFrom('a', 'b', 'A', 'a-b', 'a b', '');
    const attribute = fc
      .tuple(
        fc.constantFrom('class', 'title', 'rel', 'id'),
        fc.constantFrom('=', '~=', '^=', '$=', '*='),
        value,
        fc.constantFrom('', ' i'),
      )
      // An empty word is in nothing; css-select finds it in what is empty.
      .filter(([, operator, value]) => operator !== '~=' || value !== '')
      .map(([name, operator, value, flag]) => `[${name}${operator}"${value}"${flag}]`);
    const plain = fc.oneof(
      name,
      attribute,
      fc.constantFrom('.a', '.b', '#a', '[title]', ':first-child', ':first-of-type', ':last-of-type'),
    );
    const combinator = fc.constantFrom(' ', ' > ', '+', ' ~ ');
    const chain = (compound: fc.Arbitrary<string>) =>
      fc
        .array(fc.tuple(combinator, compound), { minLength: 1, maxLength: 3 })
        .map((steps) => steps.flat().slice(1).join(''));
    // css-select reads `:has(a b)` as if the element itself could be `a`, and a `:not()` in there as relative too.
    const has = fc
      .oneof(
        plain,
        fc.tuple(fc.constantFrom('> ', '+ ', '~ '), chain(plain)).map((parts) => parts.join('')),
      )
      .map((inner) => `:has(${inner})`);
    const { list } = fc.letrec<{ simple: string; list: string }>((tie) => ({
      simple: fc.oneof(
        { maxDepth: 2 },
        plain,
        has,
        tie('list').map((inner) => `:not(${inner})`),
      ),
      list: fc
        .array(
          chain(fc.tuple(plain, tie('simple')).map(([one, other]) => (/^\w|\*/.test(other) ? other : one + other))),
          {
            minLength: 1,
            maxLength: 2,
          },
        )
        .map((all) => all.join(', ')),
    }));
    fc.assert(
      fc.property(list, (css) => {
        expect(all.filter(compileSelector(css))).toEqual(all.filter(compile<Element, Element>(css)));
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(['', 'p,', 'p >', '.', ':hover', ':nth-child(2)', '[a', '[a=]', ':not(p', 'p::before', 'p)', '[a|=b]'])(
  '%j is refused, where and why',
  (css) => {
    expect(() => compileSelector(css)).toThrow(/^cannot read the selector .+ from .+ on$/);
  },
);
