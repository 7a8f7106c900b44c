/** A text with fewer damaged characters than this share of its non-ASCII ones is UTF-8 with a few bytes cut. */
const DAMAGED_SHARE = 0.1;
/** What windows-1252 has where ISO 8859-1 has control characters, 0x80 to 0x9F. */
const WINDOWS_1252_C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const NEWLINE = 10;
/** Bytes without a line feed that are decoded all the same. */
const MAX_LINE = 16 * 1024 * 1024;

/** Returns the encoding that the first bytes of a file name by a byte order mark, or show by zeros in every other place. */
export function markedEncoding([a, b, c, d]: Uint8Array): 'utf-8' | 'utf-16be' | 'utf-16le' | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  return a === 0 && b && c === 0 && d ? 'utf-16be' : null;
}

/** Returns the text of bytes whose encoding nothing names: UTF-8 if valid, and windows-1252 if not. Never throws. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const damaged = new TextDecoder().decode(bytes);
    let nonAscii = 0;
    let broken = 0;
    for (let i = 0; i < damaged.length; i++) {
      const unit = damaged.charCodeAt(i);
      if (unit > 0x7f) nonAscii++;
      if (unit === 0xfffd) broken++;
    }
    return broken < nonAscii * DAMAGED_SHARE ? damaged : decodeAs('windows-1252', bytes);
  }
}

/** Returns the text of bytes in a known encoding, by its label of the WHATWG's list. */
export function decodeAs(encoding: string, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (encoding !== 'windows-1252') return text;
  // Some releases of Node read windows-1252 as ISO 8859-1 (nodejs/node#56542).
  return text.replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252_C1[c.charCodeAt(0) - 0x80]!);
}

/**
 * Decodes a stream of bytes: by its byte order mark, else whole lines at a time as `decodeUtf8` does, so that one line of
 * another encoding damages no other.
 *
 * @param encoding the label of the stream's encoding, where it is known; it counts more than what the bytes show
 */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string | null = null,
): AsyncGenerator<string> {
  if (encoding === 'windows-1252') {
    for await (const chunk of chunks) yield decodeAs(encoding, chunk);
    return;
  }
  let decoder = encoding === null ? null : new TextDecoder(encoding);
  let kept: Uint8Array = new Uint8Array();
  let begun = encoding !== null;
  for await (const chunk of chunks) {
    let bytes = joined(kept, chunk);
    kept = new Uint8Array();
    if (!begun && bytes.length >= 4) {
      const marked = markedEncoding(bytes);
      decoder = marked?.startsWith('utf-16') ? new TextDecoder(marked) : null;
      begun = true;
    }
    if (decoder !== null) {
      yield decoder.decode(bytes, { stream: true });
      continue;
    }
    const end = begun ? wholeLines(bytes) : 0;
    kept = bytes.subarray(end);
    bytes = bytes.subarray(0, end);
    if (bytes.length > 0) yield decodeLines(bytes);
  }
  const rest = decoder === null ? decodeLines(kept) : decoder.decode();
  if (rest !== '') yield rest;
}

/** Returns how many bytes are whole lines; of a line that does not end, all but the bytes of a character that is torn. */
function wholeLines(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  if (end > 0 || bytes.length < MAX_LINE) return end;
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  return (bytes[start]! & 0x80) === 0 ? bytes.length : start;
}

/** Returns the text of whole lines of UTF-8; of those that are not, each in itself as `decodeUtf8` does. */
export function decodeLines(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lines: string[] = [];
    for (let start = 0; start < bytes.length; ) {
      const feed = bytes.indexOf(NEWLINE, start);
      const end = feed === -1 ? bytes.length : feed + 1;
      lines.push(decodeUtf8(bytes.subarray(start, end)));
      start = end;
    }
    return lines.join('');
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
