/** HTML that is safe to put into a page. Only `html` makes it; everything else is text and gets escaped. */
export interface Markup {
  readonly markup: string;
}

export type Part = string | number | Markup | readonly Part[] | null | false;

/** A template of HTML: what is filled in is escaped, whatever it holds, unless it is Markup itself. Null and false give nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0] as string;
  for (const [i, part] of parts.entries()) markup += render(part) + strings[i + 1];
  return { markup };
}

/** UTF-16 units of a target that are shown. */
export const LONGEST_TARGET = 200;

export const NOTHING: Markup = { markup: '' };

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

/** Text for an element or a quoted attribute. Control characters and halves of surrogate pairs become U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu, '\ufffd');
}

/** Characters that turn or hide the direction of what follows; the harmless marks U+200E, U+200F and U+061C are none of them. */
const TURNING = /([\u202a-\u202e\u2066-\u2069])/;

/** Text of strangers for an element: characters that turn its direction are shown by their number instead. */
export function strangersText(text: string): Markup {
  if (!TURNING.test(text)) return { markup: escapeText(text) };
  const parts = text
    .split(TURNING)
    .map((part, i) => (i % 2 === 0 ? part : html`<span class="turning">${codePoint(part)}</span>`));
  return html`${parts}`;
}

/** Text of strangers for an attribute or a title, where nothing can be marked up: what turns its direction is left out. */
export const strangersLine = (text: string): string => text.replace(/[\p{Bidi_Control}\s]+/gu, ' ').trim();

const codePoint = (character: string) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** The beginning of a text on one line, cut between words where that is possible. */
export function excerpt(text: string, longest: number): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  return `${cut.replace(/\s\S*$/, '').replace(/[.,;:!?]+$/, '')}…`;
}

/** `part` in a fragment and in an id: the same string finds the comment from a link, whatever its id holds. */
export const anchor = (id: string): string => `c-${encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'))}`;

/** A name, a date, a title: what is short where nobody means harm. */
export const strangersName = (text: string, longest = 80): Markup => strangersText(excerpt(text, longest));

/** A whole per cent, with the unsaid digits left unsaid at both ends. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  if (share < 1 && share > 0.995) return '>99%';
  return `${Math.round(100 * share)}%`;
}

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
