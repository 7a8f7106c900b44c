import type { Warning } from '../../../schemas.ts';
import { type Document, rawText, select, selector } from '../../dom/elements.ts';
import type { Extractor } from '../../extractor.ts';
import { commentsOf, type JsonLd, linkedObjects } from '../../json/linked-data.ts';
import type { HtmlPage } from '../html-page.ts';

const blocks = selector('script[type*="ld+json" i]');

/**
 * Returns the objects of every JSON-LD block that can be parsed, `@graph` linkedObjects, and a warning for each that cannot
 * and might hold comments: one block in forty is broken, most of them without any.
 */
export function readJsonLd(document: Document): {
  readonly objects: readonly JsonLd[];
  readonly warnings: readonly Warning[];
} {
  const objects: JsonLd[] = [];
  const warnings: Warning[] = [];
  for (const block of select(blocks, document)) {
    const source = rawText(block);
    if (source.trim() === '') continue;
    try {
      for (const object of linkedObjects(parseLoosely(source))) objects.push(object);
    } catch {
      if (!/comment/i.test(source)) continue;
      const message = 'a JSON-LD block that may hold comments is not valid JSON';
      warnings.push({ code: 'unreadable-data', message });
    }
  }
  return { objects, warnings };
}

/** Line breaks inside strings, comment marks around the block and a semicolon behind it are common and harmless. */
function parseLoosely(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    const bare = source.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[)/, '');
    return JSON.parse(bare.replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|;)\s*$/, '').replace(/[\n\r\t]/g, ' '));
  }
}

/** Comments of schema.org linked data: `comment` of an article, their own `comment`, and `parentItem`. */
export const jsonLd: Extractor<HtmlPage> = {
  name: 'JSON-LD',
  read: (page) => commentsOf(page.jsonLd) ?? `${page.jsonLd.length} linked-data objects, none a comment with a text`,
};
