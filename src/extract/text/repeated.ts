import { beforeDate, dateIn, isDateLine } from '../patterns/dates.ts';
import { authorName } from '../patterns/names.ts';
import type { RawComment } from '../thread.ts';
import { couldBeName, endsComments, isButton, isNoise, isReplyButton } from './header.ts';
import { type Line, trimmed } from './lists.ts';

/** A line with a date, longer, is a sentence; in UTF-16 units. */
const MAX_HEADER = 120;
/** How far above its date a name can stand, in lines. */
const NAME_ABOVE = 4;
/** Fewer headers alike are a coincidence, unless a heading has announced comments. */
const LEAST = 3;
const LEAST_ANNOUNCED = 2;
/** What follows the date in a header is short, in UTF-16 units. */
const MAX_REST = 60;
/** What stands before a date and is nobody. */
const NOT_NAME =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\p{L}{0,7}|(?:joined|posted|published|updated|commented|answered|asked|created|edited|last|registered|registriert|beigetreten|geschrieben|veröffentlicht|publié)\b.*)$/iu;
/** Buttons on the header's own line. */
const HEADER_BUTTON =
  /\b(?:reply|parent|prev|next|permalink|report|flag|quote|antworten|melden|zitieren|répondre|responder)\b|#\d+\)?$/i;
/** What stands under every teaser, not under every comment. */
const TEASER = /read more|continue|weiterlesen|mehr lesen|lire la suite|leer más/i;

/** A line with a date that may stand above or below a comment's text. */
interface Header {
  readonly line: number;
  /** The first line of the header: where its name stands. */
  readonly start: number;
  readonly author: string | null;
  readonly date: string;
  /** What stands around name and date: headers of one page look alike. */
  readonly shape: string;
  readonly button: boolean;
}

export interface Reading {
  readonly comments: readonly RawComment[];
  /** How many have a text that looks like one; names count a little. */
  readonly value: number;
}

/**
 * Returns the comments of a scrape whose headers look alike: a name and a date on one line, a name some lines above a
 * date, or a name above and a date below the text. `announced` says that a heading of comments stands above `start`.
 * Without one, most comments must have a button or a line that repeats, because lists of articles have headers too.
 */
export function repeatedComments(lines: readonly Line[], start: number, announced: boolean): Reading {
  const shapes = new Map<string, Header[]>();
  for (let i = start; i < lines.length; i++) {
    if (announced && shapes.size > 0 && endsComments(lines[i]!.text)) break;
    const header = headerAt(lines, i, start);
    if (header === null) continue;
    const alike = shapes.get(header.shape);
    if (alike === undefined) shapes.set(header.shape, [header]);
    else alike.push(header);
  }
  let best: Reading = { comments: [], value: 0 };
  for (const headers of shapes.values()) {
    if (headers.length < (announced ? LEAST_ANNOUNCED : LEAST)) continue;
    const footers = announced ? readFooters(lines, headers, start) : nothing;
    for (const reading of [footers, readAbove(lines, headers, announced), readBelow(lines, headers, announced)]) {
      if (reading.value > best.value) best = reading;
    }
  }
  return { ...best, comments: best.comments.filter(({ text }) => text !== '') };
}

const nothing: Reading = { comments: [], value: 0 };

/** Header, then text. */
function readAbove(lines: readonly Line[], headers: readonly Header[], announced: boolean): Reading {
  const bodies = headers.map((header, i) => {
    const next = headers[i + 1];
    const limit = next === undefined ? lines.length : Math.max(next.start, header.line + 1);
    return bodyOf(lines, header.line + 1, limit);
  });
  const answered = bodies.filter(({ buttons }, i) => buttons || headers[i]!.button).length;
  if (!announced && answered < headers.length / 2) return nothing;
  const texts = withoutTitles(bodies.map(({ text }) => text));
  const worded = texts.filter((text) => firstLine(text).length > 20).length;
  if (worded < headers.length / 2) return nothing;
  const named = headers.filter(({ author }) => author !== null).length;
  return {
    comments: headers.map(({ author, date }, i) => comment(author, date, texts[i]!)),
    value: worded + 0.2 * named,
  };
}

/** Text, then name and date on a line, from the heading of the comments on. */
function readFooters(lines: readonly Line[], headers: readonly Header[], start: number): Reading {
  if (!headers.every(({ author, start: first, line }) => author !== null && first === line)) return nothing;
  const last = headers.at(-1)!.line + 1;
  if (firstLine(bodyOf(lines, last, lines.length).text).length > 20) return nothing;
  const texts = headers.map(({ line }, i) => bodyOf(lines, i === 0 ? start : headers[i - 1]!.line + 1, line).text);
  if (texts[0] === '') return nothing;
  const worded = texts.filter((text) => firstLine(text).length > 20).length;
  if (worded < headers.length / 2) return nothing;
  return {
    comments: headers.map(({ author, date }, i) => comment(author, date, texts[i]!)),
    value: worded + 0.3 * headers.length,
  };
}

/** Name, then text, then a line that is nothing but a date. */
function readBelow(lines: readonly Line[], headers: readonly Header[], announced: boolean): Reading {
  if (headers.length < LEAST || headers.some(({ shape }) => shape.includes('name'))) return nothing;
  const segments = headers.slice(1).map(({ line }, i) => lines.slice(headers[i]!.line + 1, line));
  const repeated = repeatedLines(segments);
  const read = segments.map((segment) => {
    const shown = segment.filter(({ marker, text }) => marker === null && !repeated.has(text)).map(({ text }) => text);
    const first = shown.findIndex((text) => text !== '' && !isNoise(text));
    const name = shown[first] ?? '';
    const text = withoutButtons(trimmed(shown.slice(first + 1)));
    return { name: couldBeName(name) ? name : null, text, button: segment.some(({ text: t }) => isReplyButton(t)) };
  });
  const whole = read.filter(({ name, text }) => name !== null && text !== '').length;
  const answered = read.filter(({ button }) => button).length;
  if (whole < read.length * 0.8 || !(announced || repeated.size > 0 || answered > read.length / 2)) return nothing;
  // The first comment starts nowhere: what stands above its date may be the article.
  const worded = read.filter(({ text }) => text.length > 20).length;
  return {
    comments: read.map(({ name, text }, i) => comment(name, headers[i + 1]!.date, text)),
    value: worded + 0.1 * whole,
  };
}

/** Lines that stand in most segments: buttons of this site. */
function repeatedLines(segments: readonly (readonly Line[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    for (const text of new Set(segment.map((line) => line.text))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const most = [...counts].filter(([text, count]) => text.length > 5 && count > segments.length / 2);
  return new Set(most.map(([text]) => text).filter((text) => !TEASER.test(text)));
}

/** Where nearly every text starts with a line of its own, the site has readers give titles. */
function withoutTitles(texts: readonly string[]): string[] {
  const titled = texts.filter((text) => /^[^\n]{1,80}\n\n\S/.test(text) && !/^[^\n]*[,;:]\n/.test(text)).length;
  if (titled < LEAST || titled < texts.length * 0.9) return [...texts];
  return texts.map((text) => text.replace(/^[^\n]{1,80}\n\n/, ''));
}

function headerAt(lines: readonly Line[], at: number, start: number): Header | null {
  const { text, indent } = lines[at]!;
  if (text === '' || text.length > MAX_HEADER) return null;
  const dated = dateIn(text);
  if (dated === null && !isDateLine(text)) return null;
  const date = dated?.[0] ?? text;
  const lead = dated === null ? '' : text.slice(0, dated.index);
  const rest = dated === null ? '' : text.slice(dated.index + date.length);
  if (rest.length > MAX_REST || (/[.!?]$/.test(text) && text.length > 60)) return null;
  const button = HEADER_BUTTON.test(rest);
  const named = dated !== null && beforeDate(text) !== '';
  const name = named ? authorName(text.slice(0, dated.index + date.length)) : '';
  if (/\p{L}/u.test(name) && couldBeName(name) && !NOT_NAME.test(name) && !/^\p{L}+:$/u.test(lead.trim())) {
    const between = lead.slice(lead.indexOf(name) + name.length);
    return {
      line: at,
      start: at,
      author: name,
      date,
      shape: `${indent} name${wordsAway(between)}date${rest.slice(0, 2)}`,
      button,
    };
  }
  const above = nameAbove(lines, at, start);
  const shape = `${indent} ${wordsAway(lead)}date${rest.slice(0, 2)}`;
  return {
    line: at,
    start: above ?? at,
    author: above === null ? null : authorName(lines[above]!.text),
    date,
    shape,
    button,
  };
}

/** Week days and numbers differ between headers that are alike. */
function wordsAway(text: string): string {
  return text
    .replace(/[\d.]+/g, '#')
    .replace(/\b(?:mo|tu|di|we|mi|th|do|fr|sa|su|so)\p{L}*[.,]?\s?/giu, '')
    .trim()
    .slice(0, 12);
}

function nameAbove(lines: readonly Line[], at: number, start: number): number | null {
  for (let i = at - 1, seen = 0; i >= start && seen < NAME_ABOVE; i--) {
    const { text, marker } = lines[i]!;
    if (text === '' || isNoise(text) || isButton(text)) continue;
    seen++;
    if (marker === null && couldBeName(text) && !/:/.test(text)) return i;
    if (text.length > 60) return null;
  }
  return null;
}

function bodyOf(lines: readonly Line[], start: number, limit: number) {
  let end = start;
  while (end < limit && !endsComments(lines[end]!.text)) end++;
  const body = lines.slice(start, end);
  // A number that its author wrote belongs to the text.
  const texts = body
    .filter(({ text, marker }) => marker === null || !isNoise(text))
    .map(({ text, marker }) => (marker !== null && /\d/.test(marker) ? `${marker} ${text}` : text));
  return { text: withoutButtons(trimmed(texts)), buttons: body.some(({ text }) => isReplyButton(text)) };
}

function withoutButtons(text: string): string {
  const lines = text.split('\n');
  const isLabel = (line: string): boolean => line === '' || isNoise(line) || isButton(line);
  const last = lines.findLastIndex((line) => !isLabel(line));
  return lines.slice(0, last + 1).join('\n');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}

/**
 * Returns the comments of a scrape that has only names and texts, a line each in turn, below the heading of the
 * comments; none where the lines do not keep to that.
 */
export function alternatingComments(lines: readonly Line[], start: number): Reading {
  const shown: string[] = [];
  for (const { text, marker } of lines.slice(start)) {
    if (marker !== null || endsComments(text)) break;
    if (text !== '' && !isButton(text)) shown.push(text);
  }
  const comments: RawComment[] = [];
  for (let i = 0; i + 1 < shown.length; i += 2) {
    if (!couldBeName(shown[i]!) || shown[i]!.length > 40) break;
    comments.push(comment(shown[i]!, null, shown[i + 1]!));
  }
  const length = comments.reduce((sum, { text }) => sum + text.length, 0) / Math.max(comments.length, 1);
  return comments.length >= LEAST && length > 40 ? { comments, value: comments.length } : nothing;
}

function comment(author: string | null, dateCreated: string | null, text: string): RawComment {
  return {
    id: null,
    parent: null,
    author,
    text,
    dateCreated,
    upvoteCount: null,
    downvoteCount: null,
    fromReader: true,
  };
}
