import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes, InsertionMode, Parser } from 'parse5';
import { describe, expect, test } from 'vitest';
import { type Document, type Element, first, isTag, isText, selector } from '../../../src/extract/dom/elements.ts';
import { parseHtml } from '../../../src/extract/dom/parse.ts';
import { visibleText } from '../../../src/extract/dom/visible.ts';
import { readPage } from '../../../src/extract/index.ts';
import { launch } from '../../fixtures/chromium.ts';
import { needs } from '../../fixtures/needs.ts';

/** Where white space alone is no text: browsers keep some of it, and we none. */
const NO_TEXT = new Set(['html', 'head', 'colgroup', 'frameset', '#document']);

/** A line for each element and text of a tree, with its depth. */
class Outline {
  readonly lines: string[] = [];

  element(depth: number, name: string, attributes: readonly string[]): void {
    this.lines.push(`${depth} <${[name.toLowerCase(), ...[...attributes].sort()].join(' ')}>`);
  }

  text(depth: number, parent: string, data: string): void {
    if (NO_TEXT.has(parent) && data.trim() === '') return;
    const start = `${depth} "`;
    const last = this.lines.length - 1;
    if (this.lines[last]?.startsWith(start)) this.lines[last] += data;
    else this.lines.push(`${start}${data}`);
  }

  result(): string[] {
    return this.lines.map((line) => line.replace(/\s+/g, ' '));
  }
}

function ours(html: string): string[] {
  const outline = new Outline();
  const walk = (node: Document | Element, depth: number, name: string): void => {
    for (const child of node.children) {
      if (isText(child)) outline.text(depth, name, child.data);
      if (!isTag(child)) continue;
      outline.element(
        depth,
        child.name === 'shadow-root' ? 'template' : child.name,
        Object.entries(child.attribs).map(([key, value]) => `${key}=${value}`),
      );
      if (child.name !== 'noscript') walk(child, depth + 1, child.name);
    }
  };
  walk(parseHtml(html).document, 0, '#document');
  return outline.result();
}

/** parse5 8.1.1 ends a row at the end of a thead, tbody or tfoot that is not open; browsers and the standard pass over it. */
class StandardParser extends Parser<DefaultTreeAdapterMap> {
  override _endTagOutsideForeignContent(token: Parameters<Parser<DefaultTreeAdapterMap>['onEndTag']>[0]): void {
    const isPart = ['thead', 'tbody', 'tfoot'].includes(token.tagName);
    if (isPart && this.insertionMode === InsertionMode.IN_ROW && !this.openElements.hasInTableScope(token.tagID))
      return;
    super._endTagOutsideForeignContent(token);
  }
}

/** As a browser with scripts sees it: what `noscript` holds is a text, and left out on both sides. */
function parse5s(html: string): string[] {
  const outline = new Outline();
  const walk = (node: DefaultTreeAdapterTypes.ParentNode, depth: number, name: string): void => {
    for (const child of node.childNodes) {
      if ('value' in child) outline.text(depth, name, child.value);
      if (!('tagName' in child)) continue;
      const attributes = child.attrs.map(({ prefix, name: key, value }) =>
        `${prefix ? `${prefix}:` : ''}${key}`.toLowerCase().concat(`=${value}`),
      );
      outline.element(depth, child.tagName, attributes);
      const content = 'content' in child ? child.content : child;
      if (child.tagName !== 'noscript') walk(content, depth + 1, child.tagName);
    }
  };
  walk(
    StandardParser.parse<DefaultTreeAdapterMap>(html.replaceAll('\0', ''), { scriptingEnabled: true }),
    0,
    '#document',
  );
  return outline.result();
}

/** Sources of random tags of some names, closed and not, with texts between. */
function sources(names: string): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names.split(' '));
  const piece = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(name, fc.constantFrom('', '', '', ' class="x"', ' class=y id=z'))
        .map(([n, a]) => `<${n}${a}>`),
    },
    { weight: 3, arbitrary: name.map((n) => `</${n}>`) },
    { weight: 2, arbitrary: fc.constantFrom('x', ' ', 'y &amp; z', ' q', '<!-- c -->') },
  );
  const doctype = fc.constantFrom('<!DOCTYPE html>', '');
  return fc.tuple(doctype, fc.array(piece, { maxLength: 16 })).map(([start, pieces]) => start + pieces.join(''));
}

const hold = (names: string): void =>
  fc.assert(
    fc.property(sources(names), (html) => {
      expect(ours(html)).toEqual(parse5s(html));
    }),
    { numRuns: 1500 },
  );

describe('a tree is a browser’s, for random nestings', () => {
  test.each([
    [
      'paragraphs, lists and blocks',
      'p div ul ol li dl dt dd blockquote h1 h3 article section address form button hr br',
    ],
    ['formatting that ends in another block', 'a b i em font nobr span p div li ul u code'],
    ['tables', 'table tbody thead tr td th caption p b a div input'],
    ['columns and forms in tables', 'table colgroup col tbody tr td form span i'],
    ['what stands in head', 'html head body title meta link script style base p'],
    ['ruby, objects and frames', 'ruby rb rt rtc rp object marquee iframe noembed xmp textarea p b'],
    ['drawings and formulas', 'svg math g path p b title desc foreignobject mi mtext font'],
    ['templates', 'template p div li b a script'],
  ])('%s', (_, names) => hold(names));

  test('attributes, entities and broken ends', () => {
    const part = fc.constantFrom(
      '<p',
      ' a',
      '=',
      '"',
      "'",
      'b',
      '&amp;',
      '&ampx',
      '&lt',
      '/',
      '>',
      ' ',
      '<',
      '</p',
      '!--',
      '-->',
      '?',
      '<script>',
      '</script',
      'A',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const html = `<!DOCTYPE html><body>${parts.join('')}`;
        expect(ours(html)).toEqual(parse5s(html));
      }),
      { numRuns: 3000 },
    );
  });
});

const tree = (html: string): string => ours(html).slice(3).join('\n');
const text = (css: string, html: string): string => visibleText(first(selector(css), parseHtml(html).document)!);

describe('what comments depend on', () => {
  test('an unclosed paragraph ends where the next comment starts', () => {
    const html = '<div id="a"><p>one<div id="b"><p>two</div><div id="c"><p>three</div></div>';
    expect(tree(html)).toBe(
      ['2 <div id=a>', '3 <p>', '4 "one', '3 <div id=b>', '4 <p>', '5 "two', '3 <div id=c>', '4 <p>', '5 "three'].join(
        '\n',
      ),
    );
  });

  test('bold that is never closed goes on in the comments that follow, which stay side by side', () => {
    expect(tree('<li>a <b>b</li><li>c</li>')).toBe(
      ['2 <li>', '3 "a ', '3 <b>', '4 "b', '2 <li>', '3 <b>', '4 "c'].join('\n'),
    );
  });

  test('a link ends where the next one starts', () => {
    expect(tree('<a href=x>one<a href=y>two')).toBe(['2 <a href=x>', '3 "one', '2 <a href=y>', '3 "two'].join('\n'));
  });

  test('rows get the body that the source leaves out, and what is no row stands before the table', () => {
    expect(tree('<table>x<tr><td>y')).toBe(['2 "x', '2 <table>', '3 <tbody>', '4 <tr>', '5 <td>', '6 "y'].join('\n'));
  });

  test('a paragraph ends at a table, but not in pages as old as that', () => {
    expect(tree('<!DOCTYPE html><p>x<table>')).toBe(['2 <p>', '3 "x', '2 <table>'].join('\n'));
    const old = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><p>x<table>';
    expect(tree(old)).toBe(['2 <p>', '3 "x', '3 <table>'].join('\n'));
  });
});

describe('what is not as in parse5', () => {
  test('the end of a part of a table that is not open ends no row, as in Chromium 156 and the standard', () => {
    expect(tree('<table><tr><div></thead>x')).toBe(['2 <div>', '3 "x', '2 <table>', '3 <tbody>', '4 <tr>'].join('\n'));
  });

  test('a select holds what Chromium 156 and the standard of 2025 let it hold', () => {
    expect(tree('<select><div><option>a<option>b')).toBe(
      ['2 <select>', '3 <div>', '4 <option>', '5 "a', '4 <option>', '5 "b'].join('\n'),
    );
  });

  test('noscript holds elements, as Discourse and old Reddit need it, and what stands around it does not see them', () => {
    const html =
      '<p>a<noscript><div class="x">b</p></div></noscript>c</p><form><div><form><p>d</p></form></div></form>';
    expect(text('noscript', html)).toBe('b');
    expect(text('body', html)).toBe('ac\n\nd');
  });

  test('NULs are dropped', () => {
    expect(tree('<p cl\0ass="a\0b">x\0y')).toBe(['2 <p class=ab>', '3 "xy'].join('\n'));
  });

  test('a set of frames behind content is left out', () => {
    expect(tree('<p>x<frameset><frame src=a>')).toBe(['2 <p>', '3 "x'].join('\n'));
  });
});

describe('shadow roots', () => {
  test.each(['shadowrootmode="open"', 'shadowrootmode=closed', 'shadowroot="open"', 'shadowmode="open"'])(
    'declared by %s are shown, also one in another',
    (mode) => {
      const html = `<div>a<template ${mode}><p>b</p><i><template ${mode}><p>c</p></template></i></template></div>`;
      expect(text('div', html)).toBe('a\n\nb\n\nc');
    },
  );

  test('templates, and what they declare, are not', () => {
    expect(text('div', '<div>a<template><b><template shadowrootmode="open">b</template></b></template></div>')).toBe(
      'a',
    );
    expect(text('div', '<div>a<template shadowrootmode="no">b</template></div>')).toBe('a');
  });
});

const PAGES = resolve('..', 'shared', 'pages');
const pages = (['gold', 'negatives', 'seeds'] as const).flatMap((folder) =>
  existsSync(PAGES)
    ? readdirSync(resolve(PAGES, folder))
        .filter((file) => file.endsWith('.html'))
        .map((file) => resolve(PAGES, folder, file))
    : [],
);
const htmlOf = (file: string): string => {
  const page = readPage(readFileSync(file));
  return page.kind === 'html' ? page.html : '';
};

describe('real pages', needs('shared pages'), () => {
  test.each(pages)('%s is as in parse5', (file) => {
    const html = htmlOf(file);
    expect(html).not.toBe('');
    expect(ours(html)).toEqual(parse5s(html));
  });
});

test('our own pages are as in Chromium', { ...needs('chromium'), timeout: 60_000 }, async () => {
  const browser = await launch();
  const window = await browser.newPage();
  // Without scripts, noscript would end head.
  const files = readdirSync('test/fixtures/pages').filter((file) => file.endsWith('.html'));
  const markup = files.map((file) =>
    htmlOf(`test/fixtures/pages/${file}`).replace(/<noscript\b[^>]*>[\s\S]*?<\/noscript>/gi, ''),
  );
  const inChromium = await window.evaluate(elementsIn, markup);
  await browser.close();
  for (const [i, html] of markup.entries()) expect(namesIn(html), files[i]).toEqual(inChromium[i]);
});

/** Runs in the browser: a line for each element, with its depth. */
function elementsIn(markup: string[]): string[][] {
  return markup.map((html) => {
    const lines: string[] = [];
    const walk = (node: ParentNode, depth: number): void => {
      for (const child of node.children) {
        lines.push(`${depth} ${child.localName.toLowerCase()}`);
        walk(child instanceof HTMLTemplateElement ? child.content : child, depth + 1);
      }
    };
    walk(new DOMParser().parseFromString(html, 'text/html'), 0);
    return lines;
  });
}

function namesIn(html: string): string[] {
  return ours(html).flatMap((line) => /^\d+ <[^\s>]+/.exec(line)?.[0].replace('<', '') ?? []);
}
