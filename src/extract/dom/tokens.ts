import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';

/** What a source of HTML is made of, in order. A listener that returns false ends the reading. */
export interface TokenListener {
  /** `name` as written. Returns how what follows is to be read; null for markup. */
  startTag(name: string, attribs: Record<string, string>, selfClosing: boolean): RawText | null;
  endTag(name: string): void;
  /** Characters, entities decoded. */
  text(data: string): void;
  /** The whole of a `<!DOCTYPE …>`. */
  doctype(source: string): void;
  /** Says whether `<![CDATA[` is text here, as it is in SVG and MathML. */
  readonly isForeign: boolean;
  readonly isStopped: boolean;
}

/** Content that holds no markup, up to the end tag: with entities (`title`), without, or up to the end of the source. */
export type RawText = 'with entities' | 'without entities' | 'script' | 'to the end';

/** Reads HTML as section 13.2.5 of the HTML standard says, in one pass and linear time. */
export function readTokens(html: string, listener: TokenListener): void {
  new TokenReader(html, listener).read();
}

const [TAB, LINE_FEED, FORM_FEED, CARRIAGE_RETURN, SPACE] = [9, 10, 12, 13, 32];
const [EXCLAMATION, DOUBLE, SINGLE, DASH, SLASH, EQUALS, GREATER, QUESTION] = [33, 34, 39, 45, 47, 61, 62, 63];

const isSpace = (unit: number): boolean =>
  unit === SPACE || unit === LINE_FEED || unit === TAB || unit === CARRIAGE_RETURN || unit === FORM_FEED;
const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);

class TokenReader {
  readonly #html: string;
  readonly #listener: TokenListener;
  #at = 0;

  constructor(html: string, listener: TokenListener) {
    this.#html = html;
    this.#listener = listener;
  }

  read(): void {
    const html = this.#html;
    const listener = this.#listener;
    let textFrom = 0;
    let open = html.indexOf('<');
    while (open !== -1 && !listener.isStopped) {
      const next = html.charCodeAt(open + 1);
      const isEnd = next === SLASH;
      if (!(isLetter(next) || next === EXCLAMATION || next === QUESTION || (isEnd && open + 2 < html.length))) {
        open = html.indexOf('<', open + 1);
        continue;
      }
      if (open > textFrom) listener.text(decoded(html.slice(textFrom, open)));
      if (isLetter(next)) this.#startTag(open + 1);
      else if (isEnd && isLetter(html.charCodeAt(open + 2))) this.#endTag(open + 2);
      else this.#declaration(open);
      textFrom = this.#at;
      open = html.indexOf('<', textFrom);
    }
    if (textFrom < html.length && !listener.isStopped) listener.text(decoded(html.slice(textFrom)));
  }

  #startTag(from: number): void {
    const name = this.#name(from);
    const attribs: Record<string, string> = {};
    const selfClosing = this.#attributes(attribs);
    // A tag that the source breaks off in is none.
    if (selfClosing === null) return;
    const raw = this.#listener.startTag(name, attribs, selfClosing);
    if (raw !== null) this.#rawText(name, raw);
  }

  #endTag(from: number): void {
    const name = this.#name(from);
    if (this.#html.charCodeAt(this.#at) === GREATER) this.#at++;
    else if (this.#attributes({}) === null) return;
    this.#listener.endTag(name);
  }

  #name(from: number): string {
    const html = this.#html;
    let at = from + 1;
    for (; at < html.length; at++) {
      const unit = html.charCodeAt(at);
      if (unit === GREATER || unit === SLASH || isSpace(unit)) break;
    }
    this.#at = at;
    return html.slice(from, at);
  }

  /** Reads up to behind the tag's `>` and says whether it closes itself; null where the source ends before. */
  #attributes(attribs: Record<string, string>): boolean | null {
    const html = this.#html;
    const { length } = html;
    let at = this.#at;
    let previous = 0;
    for (;;) {
      let unit = html.charCodeAt(at);
      while (isSpace(unit) || unit === SLASH) {
        previous = unit;
        unit = html.charCodeAt(++at);
      }
      if (at >= length) break;
      if (unit === GREATER) {
        this.#at = at + 1;
        return previous === SLASH;
      }
      const from = at;
      do unit = html.charCodeAt(++at);
      while (unit !== EQUALS && unit !== GREATER && unit !== SLASH && !isSpace(unit) && at < length);
      const name = html.slice(from, at).toLowerCase();
      while (isSpace(unit)) unit = html.charCodeAt(++at);
      let value = '';
      previous = 0;
      if (unit === EQUALS) {
        do unit = html.charCodeAt(++at);
        while (isSpace(unit));
        if (unit === DOUBLE || unit === SINGLE) {
          const end = html.indexOf(unit === DOUBLE ? '"' : "'", at + 1);
          if (end === -1) break;
          value = html.slice(at + 1, end);
          at = end + 1;
        } else if (unit !== GREATER) {
          const start = at;
          while (unit !== GREATER && !isSpace(unit) && at < length) unit = html.charCodeAt(++at);
          value = html.slice(start, at);
        }
      }
      // Of several of a name, the first counts.
      if (!Object.hasOwn(attribs, name)) attribs[name] = value.includes('&') ? decodeHTMLAttribute(value) : value;
    }
    this.#at = length;
    return null;
  }

  /** Comments, which are dropped, and what looks like them. */
  #declaration(open: number): void {
    const html = this.#html;
    if (html.startsWith('<!--', open)) {
      this.#at = commentEnd(html, open + 4);
      return;
    }
    if (html.startsWith('<![CDATA[', open) && this.#listener.isForeign) {
      const end = html.indexOf(']]>', open + 9);
      const data = html.slice(open + 9, end === -1 ? html.length : end);
      if (data !== '') this.#listener.text(data);
      this.#at = end === -1 ? html.length : end + 3;
      return;
    }
    const end = html.indexOf('>', open);
    this.#at = end === -1 ? html.length : end + 1;
    const source = html.slice(open, Math.min(this.#at, open + 500));
    if (/^<!doctype/i.test(source)) this.#listener.doctype(source);
  }

  #rawText(name: string, raw: RawText): void {
    const html = this.#html;
    const from = this.#at;
    let end = raw === 'to the end' ? html.length : rawTextEnd(html, name.toLowerCase(), from);
    if (raw === 'script' && html.slice(from, end).includes('<!--')) end = scriptEnd(html, from);
    if (end > from) {
      const data = html.slice(from, end);
      this.#listener.text(raw === 'with entities' ? decoded(data) : data);
    }
    this.#at = end;
  }
}

function decoded(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

function commentEnd(html: string, from: number): number {
  if (html.charCodeAt(from) === GREATER) return from + 1;
  if (html.charCodeAt(from) === DASH && html.charCodeAt(from + 1) === GREATER) return from + 2;
  const end = /--!?>/g;
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : html.length;
}

/** Where the end tag of a name starts, or the source ends. */
function rawTextEnd(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at !== -1; at = html.indexOf('</', at + 2)) {
    const end = at + 2 + name.length;
    const next = html.charCodeAt(end);
    if ((next === GREATER || next === SLASH || isSpace(next)) && html.slice(at + 2, end).toLowerCase() === name)
      return at;
  }
  return html.length;
}

/** A script inside a comment inside a script hides its end tag. */
function scriptEnd(html: string, from: number): number {
  const mark = /<!--|-->|<\/?script(?=[\s/>])/gi;
  mark.lastIndex = from;
  let state: 'script' | 'comment' | 'script in a comment' = 'script';
  for (let match = mark.exec(html); match !== null; match = mark.exec(html)) {
    const found = match[0].toLowerCase();
    if (found === '-->') state = 'script';
    else if (found === '<!--') {
      if (state === 'script') state = 'comment';
      // The dashes may belong to the end as well.
      mark.lastIndex -= 2;
    } else if (found === '<script') {
      if (state === 'comment') state = 'script in a comment';
    } else if (state === 'script in a comment') state = 'comment';
    else return match.index;
  }
  return html.length;
}
