import { bytesOf } from './container.ts';

/** Returns the bytes of a part's body by its `Content-Transfer-Encoding` (RFC 2045), as far as they can be read. Never throws. */
export function decodeTransfer(body: string, encoding: string | null): Uint8Array {
  switch (encoding?.trim().toLowerCase()) {
    case 'quoted-printable':
      return quotedPrintable(body);
    case 'base64':
      return base64(body);
    default:
      return bytesOf(body);
  }
}

function quotedPrintable(body: string): Uint8Array {
  const joined = body.replace(/=[ \t]{0,9}\r?\n/g, '');
  return bytesOf(joined.replace(/=([\dA-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
}

function base64(body: string): Uint8Array {
  const letters = body.replace(/[^A-Za-z\d+/]+/g, '');
  // A single letter left over holds no whole byte.
  return bytesOf(atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters));
}
