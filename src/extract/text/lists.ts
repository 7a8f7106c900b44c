import { isDateLine, startsWithDate } from '../patterns/dates.ts';
import type { RawComment } from '../thread.ts';
import { type Header, isNoise, isPingback, readHeader } from './header.ts';

/** A line of a text scrape. */
export interface Line {
  /** Leading spaces. */
  readonly indent: number;
  /** How a list item starts, a bullet or a number; null for other lines. */
  readonly marker: string | null;
  /** Without indent and marker. */
  readonly text: string;
}

/** One list of a scrape, from its first item to the last line that is indented like it. */
export interface List {
  readonly start: number;
  /** The first line behind it. */
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
const MAX_RUN = 5;
/** How far below a marker its comment's text must start. */
const LOOK_AHEAD = 12;
const MARKER = /^(?:[•◦▪‣●○∙]|\d{1,4}[.)])(?:\s+|$)/;

/** Returns the first `limit` lines of a text. */
export function linesOf(text: string, limit: number): Line[] {
  return text.split(/\r\n?|\n/, limit).map((source) => {
    const line = source.replaceAll('\t', '    ').trimEnd();
    const trimmed = line.trimStart();
    const indent = line.length - trimmed.length;
    const found = MARKER.exec(trimmed);
    if (found === null || (isNumber(found[0]) && startsWithDate(trimmed)))
      return { indent, marker: null, text: trimmed };
    return { indent, marker: found[0].trim(), text: trimmed.slice(found[0].length) };
  });
}

function isNumber(marker: string): boolean {
  return /^\d/.test(marker);
}

/** Returns the lists of a scrape, in order. */
export function listsOf(lines: readonly Line[]): List[] {
  const lists: List[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.marker === null) continue;
    const end = listEnd(lines, i);
    lists.push({ start: i, end, items: itemsOf(lines.slice(i, end)) });
    i = end - 1;
  }
  return lists;
}

function listEnd(lines: readonly Line[], start: number): number {
  const { indent } = lines[start]!;
  let end = start + 1;
  while (end < lines.length && (lines[end]!.text === '' || lines[end]!.indent >= indent)) {
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
    // A number that its author wrote belongs to the text.
    const written = marker !== null && isNumber(marker) ? `${marker} ${text}` : text;
    if (owner === last && lines[i - 1]!.text !== '') owner.blocks.at(-1)!.push(written);
    else owner.blocks.push([written]);
    last = owner;
  }
  return items.map(({ indent, numbered, blocks }) => {
    return { indent, numbered, pingback: isPingback(blocks[0]![0]!), ...readBlocks(blocks) };
  });
}

/** A nested item is a reply when it starts like one. Any other is a list that the comment's author wrote. */
function startsComment(lines: readonly Line[], start: number, run: number): boolean {
  const { indent, text } = lines[start]!;
  if (run > 1 || isPingback(text)) return true;
  const blocks: string[][] = [[text]];
  for (let i = start + 1; i < lines.length && i - start <= LOOK_AHEAD; i++) {
    const line = lines[i]!;
    if (line.text === '') continue;
    if (line.indent <= indent || (line.marker !== null && readHeader([line.text]) !== null)) break;
    if (lines[i - 1]!.text === '') blocks.push([line.text]);
    else blocks.at(-1)!.push(line.text);
  }
  return readBlocks(blocks).header !== null;
}

function isBlankOrNoise(line: string): boolean {
  return line === '' || isNoise(line);
}

function isBullet(line: Line | undefined): boolean {
  return line !== undefined && line.marker !== null && !isNumber(line.marker);
}

/** Some themes make a list of an author, a date and a button: bullets without a blank line, their text beside them. */
function headerRun(lines: readonly Line[], start: number): number {
  const { indent } = lines[start]!;
  let end = start;
  while (end - start <= MAX_RUN && isBullet(lines[end]) && lines[end]!.indent === indent) end++;
  if (end - start < 2 || end - start > MAX_RUN || lines[end]?.text !== '') return 1;
  const below = lines.slice(end, end + LOOK_AHEAD).find(({ text }) => text !== '');
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
  const below = footerOf(blocks);
  if (below !== null) return below;
  const text = textOf(blocks.slice(1));
  const header = text === '' ? null : readHeader(first);
  return { header, text: header === null ? textOf(blocks) : text };
}

/** Some themes put author and date below the text. */
function footerOf(blocks: readonly (readonly string[])[]): { readonly header: Header; readonly text: string } | null {
  const last = blocks.findLastIndex((block) => !block.every(isBlankOrNoise));
  if (last < 1 || blocks[last]!.length > 1 || readHeader(blocks[0]!)?.certain) return null;
  const header = readHeader(blocks[last]!);
  const text = textOf(blocks.slice(0, last));
  return header?.certain && header.author !== null && header.date !== null && text !== '' ? { header, text } : null;
}

/** Lines without the buttons and counters above and below them. */
export function trimmed(lines: readonly string[]): string {
  const start = lines.findIndex((line) => !isBlankOrNoise(line));
  const end = lines.findLastIndex((line) => !isBlankOrNoise(line));
  return start === -1 ? '' : lines.slice(start, end + 1).join('\n');
}

function textOf(blocks: readonly (readonly string[])[]): string {
  return trimmed(blocks.flatMap((block) => [...block, '']));
}

/**
 * Returns the comments of a list. Items without an author's line are a list inside the comment before them, unless the
 * whole list has none (`bare`): then each item is a text.
 */
export function commentsIn({ items }: List, bare: boolean): RawComment[] {
  const comments: (RawComment & { readonly indent: number })[] = [];
  const open: number[] = [];
  for (const { indent, pingback, header, text } of items) {
    while (open.length > 0 && comments[open.at(-1)!]!.indent >= indent) open.pop();
    const parent = open.at(-1) ?? null;
    if (header === null && !bare && !pingback) {
      if (parent !== null && text !== '')
        comments[parent] = { ...comments[parent]!, text: `${comments[parent]!.text}\n${text}` };
      continue;
    }
    comments.push({
      id: null,
      parent,
      author: header?.author ?? null,
      text,
      dateCreated: header?.date ?? null,
      upvoteCount: null,
      downvoteCount: null,
      fromReader: !pingback,
      indent,
    });
    open.push(comments.length - 1);
  }
  return comments.map(({ indent: _, ...comment }) => comment);
}
