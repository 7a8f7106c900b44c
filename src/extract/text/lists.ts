import { isExcerpt, isPingback } from '../patterns/boilerplate.ts';
import { isDateLine } from '../patterns/dates.ts';
import { couldBeName } from '../patterns/names.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { type Header, readHeader } from './header.ts';
import { isBlankOrNoise, isNumber, type Line, trimmed, withNumber } from './lines.ts';

/** One list of a scrape, from its first item to the last line that is indented like it. */
export interface List {
  /** The index of its first line, and the one behind its last. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
}

interface Item {
  readonly indent: number;
  readonly numbered: boolean;
  readonly pingback: boolean;
  readonly header: Header | null;
  readonly text: string;
}

/** How many lines above its text a comment can have, at most. */
const MAX_HEADER_RUN = 5;
/** How far below a marker its comment's text must start, in lines. */
const MAX_LOOK_AHEAD = 12;
/** What stands below a comment's date are buttons, in UTF-16 units. */
const MAX_BUTTONS = 60;

/** Returns the lists of a scrape, in order. None goes on behind one of the lines at `breaks`: headings of comments. */
export function listsOf(lines: readonly Line[], breaks: ReadonlySet<number>): List[] {
  const lists: List[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.marker === null) continue;
    const end = listEnd(lines, i, breaks);
    lists.push({ start: i, end, items: itemsOf(lines.slice(i, end)) });
    i = end - 1;
  }
  return lists;
}

function listEnd(lines: readonly Line[], start: number, breaks: ReadonlySet<number>): number {
  const { indent } = lines[start]!;
  let end = start + 1;
  while (end < lines.length && (lines[end]!.text === '' || lines[end]!.indent >= indent) && !breaks.has(end)) {
    // Without indentation, only markers hold a list together.
    if (indent === 0 && lines[end]!.indent === 0 && lines[end]!.marker === null && lines[end]!.text !== '') break;
    end++;
  }
  return end;
}

interface OpenItem {
  readonly indent: number;
  readonly numbered: boolean;
  /** Where the lines of its text start: under its marker's text, or under the marker itself. */
  readonly textIndent: number;
  /** Blocks of lines, apart by blank lines in the scrape; nested items excepted. */
  readonly blocks: string[][];
}

function itemsOf(lines: readonly Line[]): Item[] {
  const items: OpenItem[] = [];
  const open: OpenItem[] = [];
  let last: OpenItem | null = null;
  for (let i = 0; i < lines.length; i++) {
    const { indent, marker, text } = lines[i]!;
    if (text === '' && marker === null) continue;
    if (marker !== null) {
      while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
      const run = headerRun(lines, i);
      if (open.length === 0 || startsComment(lines, i, run)) {
        const header = lines.slice(i, i + run).map((line) => line.text);
        last = { indent, numbered: isNumber(marker), textIndent: run > 1 ? indent : indent + 1, blocks: [header] };
        items.push(last);
        open.push(last);
        i += run - 1;
        continue;
      }
    }
    // Text further out than the item before it goes on after that item's replies.
    while (open.length > 1 && open.at(-1)!.textIndent > indent) open.pop();
    const owner: OpenItem = open.at(-1)!;
    const written = withNumber(lines[i]!);
    if (owner === last && lines[i - 1]!.text !== '') owner.blocks.at(-1)!.push(written);
    else owner.blocks.push([written]);
    last = owner;
  }
  return items.map(({ indent, numbered, blocks }) => {
    const read = readBlocks(blocks);
    return { indent, numbered, pingback: isPingback(blocks[0]![0]!) || isExcerpt(read.text), ...read };
  });
}

/** A nested item is a reply when it starts like one. Any other is a list that the comment's author wrote. */
function startsComment(lines: readonly Line[], start: number, run: number): boolean {
  const { indent, text } = lines[start]!;
  if (run > 1 || isPingback(text)) return true;
  const blocks: string[][] = [[text]];
  for (let i = start + 1; i < lines.length && i - start <= MAX_LOOK_AHEAD; i++) {
    const line = lines[i]!;
    if (line.text === '') continue;
    if (line.indent <= indent || (line.marker !== null && readHeader([line.text]) !== null)) break;
    if (lines[i - 1]!.text === '') blocks.push([line.text]);
    else blocks.at(-1)!.push(line.text);
  }
  return readBlocks(blocks).header !== null;
}

function isBullet(line: Line | undefined): boolean {
  return line !== undefined && line.marker !== null && !isNumber(line.marker);
}

/** Some themes make a list of an author, a date and a button: bullets without a blank line, their text beside them. */
function headerRun(lines: readonly Line[], start: number): number {
  const { indent } = lines[start]!;
  let end = start;
  while (end - start <= MAX_HEADER_RUN && isBullet(lines[end]) && lines[end]!.indent === indent) end++;
  if (end - start < 2 || end - start > MAX_HEADER_RUN || lines[end]?.text !== '') return 1;
  const below = lines.slice(end, end + MAX_LOOK_AHEAD).find(({ text }) => text !== '');
  if (below === undefined || below.marker !== null || below.indent !== indent) return 1;
  return lines.slice(start, end).some(({ text }) => isDateLine(text)) ? end - start : 1;
}

function readBlocks(blocks: readonly (readonly string[])[]): { readonly header: Header | null; readonly text: string } {
  const [first, second, ...more] = blocks;
  if (first === undefined) return { header: null, text: '' };
  // A comment with a title of its own has author and date below it.
  if (first.length === 1 && second?.length === 1 && more.length > 0) {
    const header = readHeader(second);
    const text = textOf(more);
    if (header?.certain && header.author !== null && text !== '') return { header, text };
  }
  const above = headerLines(blocks);
  if (above !== null) return above;
  const below = footerOf(blocks) ?? dateBelow(blocks);
  if (below !== null) return below;
  const text = textOf(blocks.slice(1));
  const header = text === '' ? null : readHeader(first);
  return { header, text: header === null ? textOf(blocks) : text };
}

/** Author and date on the first lines, which no blank line sets apart from the text, or on two that one sets apart. */
function headerLines(
  blocks: readonly (readonly string[])[],
): { readonly header: Header; readonly text: string } | null {
  const lines = blocks.flatMap((block) => [...block, '']);
  const shown = lines.flatMap((line, i) => (isBlankOrNoise(line) && !isDateLine(line) ? [] : [i])).slice(0, 2);
  for (const end of shown.map((i) => i + 1).reverse()) {
    const head = lines.slice(0, end).filter((line) => line !== '');
    if (end === shown.at(-1)! + 1 && shown.length === 2 && !isDateLine(lines[end - 1]!)) continue;
    const header = readHeader(head);
    const text = textOf([lines.slice(end)]);
    if (header?.certain && header.author !== null && couldBeName(header.author) && text !== '') return { header, text };
  }
  return null;
}

/** Some themes put author and date below the text. */
function footerOf(blocks: readonly (readonly string[])[]): { readonly header: Header; readonly text: string } | null {
  const last = blocks.findLastIndex((block) => !block.every(isBlankOrNoise));
  if (last < 1 || blocks[last]!.length > 1 || readHeader(blocks[0]!)?.certain) return null;
  const header = readHeader(blocks[last]!);
  const text = textOf(blocks.slice(0, last));
  return header?.certain && header.author !== null && header.date !== null && text !== '' ? { header, text } : null;
}

/** Others put the name above the text and the date below it, with the name once more. */
function dateBelow(blocks: readonly (readonly string[])[]): { readonly header: Header; readonly text: string } | null {
  const [author] = blocks[0]!;
  if (blocks.length < 2 || blocks[0]!.length > 1 || !couldBeName(author!) || readHeader(blocks[0]!)?.certain)
    return null;
  const lines = blocks.slice(1).flatMap((block) => [...block, '']);
  const last = lines.findLastIndex((line) => readHeader([line])?.date != null);
  const date = last < 1 ? null : readHeader([lines[last]!]);
  const isBare = last >= 0 && (isDateLine(lines[last]!) || date?.author === author);
  if (date === null || !isBare || lines.slice(last + 1).join('').length > MAX_BUTTONS) return null;
  const text = textOf([lines.slice(0, last)]);
  return text === '' ? null : { header: { author: author!, date: date.date, certain: false }, text };
}

function textOf(blocks: readonly (readonly string[])[]): string {
  return trimmed(blocks.flatMap((block) => [...block, '']));
}

/**
 * Returns the comments of a list. Items without an author's line are a list inside the comment before them, unless the
 * whole list has none (`bare`): then each item is a text.
 */
export function commentsIn({ items }: List, bare: boolean): RawComment[] {
  const comments: RawComment[] = [];
  const indents: number[] = [];
  const open: number[] = [];
  for (const { indent, pingback, header, text } of items) {
    while (open.length > 0 && indents[open.at(-1)!]! >= indent) open.pop();
    const parent = open.at(-1) ?? null;
    if (header === null && !bare && !pingback) {
      if (parent !== null && text !== '')
        comments[parent] = { ...comments[parent]!, text: `${comments[parent]!.text}\n${text}` };
      continue;
    }
    const [author, dateCreated] = [header?.author ?? null, header?.date ?? null];
    comments.push(rawComment({ parent, author, text, dateCreated, fromReader: !pingback }));
    indents.push(indent);
    open.push(comments.length - 1);
  }
  return comments;
}
