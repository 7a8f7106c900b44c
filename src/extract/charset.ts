/** How far into a page a declaration of its encoding is looked for, in bytes. */
const DECLARATION_BYTES = 4096;
/** A page with fewer damaged characters than this share of its non-ASCII ones is UTF-8 with a few bytes cut. */
const DAMAGED_SHARE = 0.1;
/** What windows-1252 has where ISO 8859-1 has control characters, 0x80 to 0x9F. */
const WINDOWS_1252_C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Returns the text that the bytes of a page hold. A byte order mark counts most, then the encoding that the page
 * declares; without either, or where the declared UTF-8 is not UTF-8, it is UTF-8 if valid and windows-1252 if not.
 * Never throws.
 */
export function decodePage(bytes: Uint8Array): string {
  const mark = byteOrderMark(bytes);
  if (mark !== null) return new TextDecoder(mark).decode(bytes);
  const declared = declaredEncoding(bytes);
  return declared === null || declared === 'utf-8' ? decodeUtf8(bytes) : decodeAs(declared, bytes);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

/** `<meta charset=…>`, `<meta http-equiv=… content="…; charset=…">` and `<?xml encoding=…?>`, whichever stands first. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decodeAs('windows-1252', bytes.subarray(0, DECLARATION_BYTES));
  const label =
    /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:-]{1,40})/i.exec(head)?.[1] ??
    /^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:-]{1,40})/i.exec(head)?.[1];
  if (label === undefined) return null;
  try {
    const { encoding } = new TextDecoder(label);
    // A page whose declaration could be read as ASCII is not UTF-16, whatever it says (WHATWG Encoding, "prescan").
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return null;
  }
}

function decodeUtf8(bytes: Uint8Array): string {
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

function decodeAs(encoding: string, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (encoding !== 'windows-1252') return text;
  // Some releases of Node read windows-1252 as ISO 8859-1 (nodejs/node#56542).
  return text.replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252_C1[c.charCodeAt(0) - 0x80]!);
}
