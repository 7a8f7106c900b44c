/**
 * HTML that is safe to put into a page. Only `html` and `untrustedText` make it; everything else is text and is
 * escaped.
 */
export interface Markup {
  readonly markup: string;
}

/**
 * What `html` fills in: text to escape, a number, markup as it is, or a list of these; null and false leave nothing.
 */
export type Part = string | number | Markup | readonly Part[] | null | false;

/** Markup of no characters. */
export const NOTHING: Markup = { markup: '' };

/**
 * Template tag: returns the template as markup, with every part escaped, whatever it holds, unless it is markup itself.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0]!;
  for (const [i, part] of parts.entries()) markup += render(part) + strings[i + 1]!;
  return { markup };
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Returns text escaped for an element or a quoted attribute. Control characters other than tab and line breaks, and
 * lone halves of surrogate pairs, become U+FFFD.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu, '\ufffd');
}
