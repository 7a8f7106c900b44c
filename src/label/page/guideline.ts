import { html, type Markup, NOTHING } from '../../report/html/markup.ts';

/**
 * Returns Markdown as markup: headings, paragraphs, lists, tables, code, emphasis and links, whose addresses are left out.
 * Headings are one level lower than written, for the page has its own. Everything else is text.
 */
export function guidelineMarkup(markdown: string): Markup {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Markup[] = [];
  for (let at = 0; at < lines.length; ) {
    const kind = kindOf(lines[at]!);
    let end = at + 1;
    while (kind !== 'heading' && end < lines.length && kindOf(lines[end]!) === kind) end++;
    blocks.push(blockOf(kind, lines.slice(at, end)));
    at = end;
  }
  return html`${blocks}`;
}

type Kind = 'blank' | 'heading' | 'item' | 'row' | 'text';

function kindOf(line: string): Kind {
  if (line.trim() === '') return 'blank';
  if (/^#{1,6} /.test(line)) return 'heading';
  if (/^\s*(?:[-*+]|\d{1,3}\.) /.test(line)) return 'item';
  return line.startsWith('|') ? 'row' : 'text';
}

function blockOf(kind: Kind, lines: readonly string[]): Markup {
  switch (kind) {
    case 'blank':
      return NOTHING;
    case 'heading': {
      const [, marks = '', text = ''] = /^(#+) (.*)$/.exec(lines[0]!) ?? [];
      return marks.length < 3 ? html`<h3>${inline(text)}</h3>` : html`<h4>${inline(text)}</h4>`;
    }
    case 'item':
      return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(/^\s*\S+ /, ''))}</li>`)}</ul>`;
    case 'row':
      return table(lines);
    case 'text':
      return html`<p>${inline(lines.join(' '))}</p>`;
  }
}

function table(lines: readonly string[]): Markup {
  const [head, ...rows] = lines.filter((line) => !/^\|[\s|:-]+$/.test(line)).map(cellsOf);
  const row = (cells: readonly string[]) => html`<tr>${cells.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`;
  const heads = (head ?? []).map((cell) => html`<th scope="col">${inline(cell)}</th>`);
  return html`<table><thead><tr>${heads}</tr></thead><tbody>${rows.map(row)}</tbody></table>`;
}

/** The cells of a row; a bar within code is escaped. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

const INLINE = /`([^`]{1,200})`|\*\*([^*]{1,200})\*\*|\[([^\]]{1,200})\]\([^)]{0,300}\)/g;

function inline(text: string): Markup {
  const parts: (string | Markup)[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, link] = match;
    parts.push(text.slice(from, match.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else parts.push(link!);
    from = match.index + whole.length;
  }
  return html`${[...parts, text.slice(from)]}`;
}
