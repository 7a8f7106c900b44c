import { endsComments, isNoise, isReplyButton } from '../patterns/boilerplate.ts';
import { isDateLine } from '../patterns/dates.ts';
import { withoutFurniture } from '../patterns/furniture.ts';
import { endsAsSentence, firstLine } from '../patterns/lines.ts';
import { couldBeName, isCounter } from '../patterns/names.ts';
import { rawComment } from '../thread.ts';
import { bestOf, type Candidate, NO_COMMENTS } from './candidate.ts';
import { type Line, trimmed, withNumber } from './lines.ts';
import { headerAt, type RepeatedHeader } from './repeated-headers.ts';

/** Fewer headers alike are a coincidence, unless a heading has announced comments. */
const MIN_HEADERS = 3;
const MIN_ANNOUNCED_HEADERS = 2;
/** Of the texts that end as sentences do. */
const MIN_SAID = 0.3;
/** Of signed headers, where no heading announces comments. */
const MIN_TALK = 4;
/** A first line that is no longer may be a name or a button, in UTF-16 units. */
const MAX_LABEL = 20;
/** What stands under every teaser, not under every comment. */
const TEASER = /read more|continue|weiterlesen|mehr lesen|lire la suite|leer más/i;

/**
 * Returns the comments of a scrape whose headers look alike: a name and a date on one line, a name some lines above a
 * date, or a name above and a date below the text. `announced` says that a heading of comments stands above the line at
 * index `start`. Without one, most comments must have a button or a line that repeats, because lists of articles have
 * headers too.
 */
export function repeatedComments(lines: readonly Line[], start: number, announced: boolean): Candidate {
  const shapes = new Map<string, RepeatedHeader[]>();
  for (let i = start; i < lines.length; i++) {
    if (announced && shapes.size > 0 && endsComments(lines[i]!.text)) break;
    const header = headerAt(lines, i, start);
    if (header === null) continue;
    const alike = shapes.get(header.shape);
    if (alike === undefined) shapes.set(header.shape, [header]);
    else alike.push(header);
  }
  const min = announced ? MIN_ANNOUNCED_HEADERS : MIN_HEADERS;
  const candidates = [...shapes.values()].flatMap((headers) =>
    headers.length < min
      ? []
      : [
          announced ? belowTexts(lines, headers, start) : NO_COMMENTS,
          aboveTexts(lines, headers, announced),
          aroundTexts(lines, headers, announced),
        ],
  );
  const { comments, score } = bestOf(candidates);
  return { score, comments: comments.filter(({ text }) => text !== '') };
}

/** Header, then text. */
function aboveTexts(lines: readonly Line[], headers: readonly RepeatedHeader[], announced: boolean): Candidate {
  const bodies = headers.map((header, i) => {
    const next = headers[i + 1];
    const limit = next === undefined ? lines.length : Math.max(next.start, header.line + 1);
    return bodyOf(lines, header.line + 1, limit);
  });
  const withButton = bodies.filter(({ buttons }, i) => buttons || headers[i]!.button).length;
  if (!announced && withButton < headers.length / 2 && !isConversation(headers)) return NO_COMMENTS;
  const texts = withoutTitles(withoutFurniture(bodies.map(({ text }, i) => withoutHead(text, headers[i]!))));
  const worded = texts.filter(isWorded).length;
  if (worded < headers.length / 2 || !(announced || areSaid(texts))) return NO_COMMENTS;
  const names = headers.flatMap(({ author }) => author ?? []);
  // A word that stands above every date is the template's.
  const named = new Set(names).size > 1 ? names.length : 0;
  return { comments: commentsOf(headers, texts), score: worded + 0.2 * named };
}

/** Some sites write name and date twice. */
function withoutHead(text: string, { author }: RepeatedHeader): string {
  const lines = text.split('\n');
  const start = lines.findIndex(
    (line) => line !== author && line !== '' && !isDateLine(line.replace(/^\p{L}{1,3}\s/u, '')),
  );
  return start === -1 ? '' : lines.slice(start).join('\n');
}

/** Comments are signed by several people and say the time of day, or how long ago it was; teasers rarely do. */
function isConversation(headers: readonly RepeatedHeader[]): boolean {
  const signed = headers.filter(({ author, timed }) => author !== null && timed);
  const names = new Set(signed.map(({ author }) => author));
  return signed.length >= MIN_TALK && signed.length >= headers.length * 0.8 && names.size > signed.length / 3;
}

/** Says whether many texts end as sentences do: titles, which stand under the names of editors too, rarely do. */
function areSaid(texts: readonly string[]): boolean {
  return texts.filter(endsAsSentence).length >= texts.length * MIN_SAID;
}

/** Text, then name and date, from the heading of the comments on. */
function belowTexts(lines: readonly Line[], headers: readonly RepeatedHeader[], start: number): Candidate {
  if (!headers.every(({ author }) => author !== null)) return NO_COMMENTS;
  const last = headers.at(-1)!.line + 1;
  if (isWorded(bodyOf(lines, last, lines.length).text)) return NO_COMMENTS;
  const texts = headers.map(
    ({ start: first }, i) => bodyOf(lines, i === 0 ? start : headers[i - 1]!.line + 1, first).text,
  );
  if (texts[0] === '') return NO_COMMENTS;
  const worded = texts.filter(isWorded).length;
  if (worded < headers.length / 2) return NO_COMMENTS;
  return { comments: commentsOf(headers, texts), score: worded + 0.3 * headers.length };
}

/** Name, then text, then a line that is nothing but a date. */
function aroundTexts(lines: readonly Line[], headers: readonly RepeatedHeader[], announced: boolean): Candidate {
  if (headers.length < MIN_HEADERS || headers.some(({ shape }) => shape.includes('name'))) return NO_COMMENTS;
  const segments = headers.slice(1).map(({ line }, i) => lines.slice(headers[i]!.line + 1, line));
  const repeated = repeatedLines(segments);
  const parts = segments.map((segment) => {
    const shown = segment.filter(({ marker, text }) => marker === null && !repeated.has(text)).map(({ text }) => text);
    const first = shown.findIndex((text) => text !== '' && !isNoise(text));
    const name = shown[first] ?? '';
    return {
      name: couldBeName(name) && !isCounter(name) ? name : null,
      text: trimmed(shown.slice(first + 1)),
      button: segment.some(({ text }) => isReplyButton(text)),
    };
  });
  const whole = parts.filter(({ name, text }) => name !== null && text !== '').length;
  const withButton = parts.filter(({ button }) => button).length;
  if (!announced && !areSaid(parts.map(({ text }) => text))) return NO_COMMENTS;
  if (whole < parts.length * 0.8 || !(announced || repeated.size > 0 || withButton > parts.length / 2))
    return NO_COMMENTS;
  // The first comment starts nowhere: what stands above its date may be the article.
  const worded = parts.filter(({ text }) => text.length > MAX_LABEL).length;
  return {
    comments: parts.map(({ name: author, text }, i) => rawComment({ author, text, dateCreated: headers[i + 1]!.date })),
    score: worded + 0.1 * whole,
  };
}

function commentsOf(headers: readonly RepeatedHeader[], texts: readonly string[]) {
  return headers.map(({ author, date }, i) => rawComment({ author, text: texts[i]!, dateCreated: date }));
}

/** Lines that stand in most segments: buttons of this site. */
function repeatedLines(segments: readonly (readonly Line[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    for (const text of new Set(segment.map((line) => line.text))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([text, count]) => text.length > 3 && count > segments.length / 2);
  return new Set(frequent.map(([text]) => text).filter((text) => !TEASER.test(text)));
}

/** Where nearly every text starts with a line of its own, the site has readers give titles. */
function withoutTitles(texts: readonly string[]): string[] {
  const titled = texts.filter((text) => /^[^\n]{1,80}\n\n\S/.test(text) && !/^[^\n]*[,;:]\n/.test(text)).length;
  if (titled < MIN_HEADERS || titled < texts.length * 0.9) return [...texts];
  return texts.map((text) => text.replace(/^[^\n]{1,80}\n\n/, ''));
}

function bodyOf(lines: readonly Line[], start: number, limit: number) {
  let end = start;
  while (end < limit && !endsComments(lines[end]!.text)) end++;
  const body = lines.slice(start, end);
  const texts = body.filter(({ text, marker }) => marker === null || !isNoise(text)).map(withNumber);
  return { text: trimmed(texts), buttons: body.some(({ text }) => isReplyButton(text)) };
}

function isWorded(text: string): boolean {
  return firstLine(text).length > MAX_LABEL;
}
