import type { Document } from './nodes.ts';
import { buildTree } from './tree/build.ts';

/** A document, and whether all of its source was read. */
export interface ParsedHtml {
  readonly document: Document;
  /** What had to be given up to keep hostile or broken markup in bounds; null when everything was read. */
  readonly truncated: string | null;
}

/**
 * Returns the document of any string, however broken, as a browser builds it; never throws. Content of `<noscript>` is kept
 * as elements, and declarative shadow roots stand in their hosts as `shadow-root`. Time and depth are bounded: see
 * `truncated`.
 */
export function parseHtml(html: string): ParsedHtml {
  // Browsers drop the character in text and replace it elsewhere.
  return buildTree(html.includes('\0') ? html.replaceAll('\0', '') : html);
}
