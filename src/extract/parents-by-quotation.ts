import type { Quote } from '../schemas.ts';
import { firstLine, folded } from './patterns/lines.ts';
import { quotesIn } from './quotes.ts';
import type { RawComment } from './thread.ts';

/** As many letters at the start of a sentence tell it from others. */
const KEY = 20;
/** Shorter sentences are said by many, in letters. */
const MIN_KEY = 12;
/** Of a text, which may be long; in UTF-16 units. */
const MAX_READ = 20_000;
const WROTE =
  '(?:said|says|wrote|writes|schrieb|schreibt|hat geschrieben|sagte|a écrit|escribió|dijo|ha scritto|schreef)';
const NAME_BEFORE = new RegExp(`^(.{1,60}?)\\s${WROTE}\\b`, 'iu');
const NAME_BEHIND = /^(?:zitat von|originally posted by|quote from:?|citation de|cita de|citazione di)\s(.{1,60})$/iu;

/**
 * Returns the comments of a flat list with parents where one quotes another: the last earlier comment that holds a
 * sentence of the quotation or, without one, the last by the author whom the quotation names. A list in which some
 * comment has a parent is returned as it is.
 */
export function withParentsByQuotation(comments: readonly RawComment[]): readonly RawComment[] {
  if (comments.some(({ parent }) => parent !== null)) return comments;
  const said = new Map<string, number>();
  const lastBy = new Map<string, number>();
  return comments.map((comment, i) => {
    const text = comment.text.slice(0, MAX_READ);
    const quotes = quotesIn(
      text,
      (comment.quotes ?? []).filter(({ end }) => end <= text.length),
    );
    const parent = quotes.length === 0 ? null : quotedIn(text, quotes, said, lastBy);
    for (const key of keysOf(withoutQuotes(text, quotes))) said.set(key, i);
    if (comment.author !== null) lastBy.set(comment.author, i);
    return parent === null ? comment : { ...comment, parent };
  });
}

function quotedIn(
  text: string,
  quotes: readonly Quote[],
  said: ReadonlyMap<string, number>,
  lastBy: ReadonlyMap<string, number>,
): number | null {
  for (const { start, end } of quotes) {
    const quoted = text.slice(start, end);
    for (const key of keysOf(quoted)) {
      const index = said.get(key);
      if (index !== undefined) return index;
    }
    const name = nameIn(quoted) ?? nameIn(text.slice(0, start).trimEnd().split('\n').at(-1)!);
    const index = name === null ? undefined : lastBy.get(name);
    if (index !== undefined) return index;
  }
  return null;
}

/** The name in the line above a quotation, or in its first: "Ann said:". */
function nameIn(quoted: string): string | null {
  const line = firstLine(quoted).replace(/^>\s?/, '').replace(/:$/, '').trim();
  return NAME_BEFORE.exec(line)?.[1] ?? NAME_BEHIND.exec(line)?.[1] ?? null;
}

/** What each sentence of a text starts with. */
function keysOf(text: string): string[] {
  return text
    .split(/\n|(?<=[.!?…])\s/)
    .map((sentence) => folded(sentence.slice(0, 3 * KEY)).slice(0, KEY))
    .filter((key) => key.length >= MIN_KEY);
}

function withoutQuotes(text: string, quotes: readonly Quote[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of quotes) {
    rest += `${text.slice(at, start)}\n`;
    at = end;
  }
  return rest + text.slice(at);
}
