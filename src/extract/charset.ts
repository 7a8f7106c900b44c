import { decodeAs, decodeUtf8, markedEncoding } from '../tables/index.ts';

/** How far into a page a declaration of its encoding is looked for, in bytes. */
const DECLARATION_BYTES = 4096;

/**
 * Returns the text that the bytes of a page hold. A byte order mark counts most, then `label`, the encoding that whoever
 * sent the page names, then the one that the page declares; without any, or where the declared UTF-8 is not UTF-8, it is
 * UTF-8 if valid and windows-1252 if not. Never throws.
 */
export function decodePage(bytes: Uint8Array, label: string | null = null): string {
  const mark = markedEncoding(bytes);
  if (mark !== null) return new TextDecoder(mark).decode(bytes);
  const declared = encodingOf(label) ?? declaredEncoding(bytes);
  return declared === null || declared === 'utf-8' ? decodeUtf8(bytes) : decodeAs(declared, bytes);
}

/** `<meta charset=…>`, `<meta http-equiv=… content="…; charset=…">` and `<?xml encoding=…?>`, whichever stands first. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decodeAs('windows-1252', bytes.subarray(0, DECLARATION_BYTES));
  const label =
    /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:-]{1,40})/i.exec(head)?.[1] ??
    /^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:-]{1,40})/i.exec(head)?.[1];
  const encoding = encodingOf(label ?? null);
  // A page whose declaration could be read as ASCII is not UTF-16, whatever it says (WHATWG Encoding, "prescan").
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

function encodingOf(label: string | null): string | null {
  try {
    return label === null ? null : new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
