import type { Document } from '../nodes.ts';
import { type RawText, readTokens, type TokenListener } from '../tokens.ts';
import { end, openBody, readText, start } from './document.ts';
import { endInForeign, holdsHtml, startInForeign } from './foreign.ts';
import { isRawText } from './head.ts';
import { isQuirky } from './quirks.ts';
import { FOREIGN, VOID } from './tags.ts';
import { MAX_DEPTH, MAX_EVENTS, Tree } from './tree.ts';

/** Returns the document of a source, and what had to be given up to keep it in bounds; null where nothing had. */
export function buildTree(html: string): { readonly document: Document; readonly truncated: string | null } {
  const builder = new TreeBuilder();
  readTokens(html, builder);
  return { document: builder.finish(), truncated: builder.truncated };
}

const DROPS_LINE_BREAK = new Set(['pre', 'listing', 'textarea']);

/** Builds a document as section 13.2.6 of the HTML standard says. */
class TreeBuilder implements TokenListener {
  readonly #tree = new Tree();
  readonly #tagOf = this.#tree.tagOf.html;
  /** Whether the innermost element is one whose content holds no markup. */
  #inRaw = false;
  /** How many elements that were too deep to be opened wait for their end tags. */
  #flattened = 0;
  #flattenedEver = false;
  /** Whether a line break that stands next is dropped. */
  #drops = false;

  constructor() {
    this.#tree.imply(this.#tree.tags.html, 'before head');
  }

  get isForeign(): boolean {
    return (this.#tree.open.topTag.is & FOREIGN) !== 0;
  }

  get isStopped(): boolean {
    return this.#tree.isFull;
  }

  /** What was given up, in words; null when nothing was. */
  get truncated(): string | null {
    if (this.isStopped) return `the page was read up to its first ${MAX_EVENTS} tags, attributes and texts`;
    return this.#flattenedEver
      ? `elements nested deeper than ${MAX_DEPTH} were read as if they stood side by side`
      : null;
  }

  finish(): Document {
    const { open, tags, document } = this.#tree;
    if (tags.body.open === 0 && open.modes[0] !== 'in frameset') {
      while (open.topTag !== tags.head && open.topTag !== tags.html) open.pop();
      openBody(this.#tree);
    }
    return document;
  }

  doctype(source: string): void {
    if (this.#tree.head === null) this.#tree.quirks = isQuirky(source);
  }

  text(data: string): void {
    const tree = this.#tree;
    tree.count(1);
    if (this.#drops) {
      this.#drops = false;
      const rest = data.replace(/^\r?\n/, '');
      if (rest !== data) {
        if (rest !== '') this.text(rest);
        return;
      }
    }
    if (this.#inRaw || (this.isForeign && !holdsHtml(tree))) tree.insertText(data);
    else readText(tree, data);
  }

  startTag(name: string, attribs: Record<string, string>, selfClosing: boolean): RawText | null {
    const tree = this.#tree;
    const tag = this.#tagOf(name);
    const token = { tag, attribs, selfClosing };
    let events = 1;
    for (const _ in attribs) events++;
    tree.count(events);
    if (tree.open.depth >= MAX_DEPTH && !isRawText(tag.name)) {
      tree.insertVoid(token);
      if ((tag.is & VOID) !== 0) return null;
      this.#flattened++;
      this.#flattenedEver = true;
      return null;
    }
    tree.raw = null;
    this.#drops = DROPS_LINE_BREAK.has(tag.name);
    if (!(this.isForeign && startInForeign(tree, token))) while (!start(tree, token));
    this.#inRaw = tree.raw !== null;
    return tree.raw;
  }

  endTag(name: string): void {
    const tree = this.#tree;
    tree.count(1);
    this.#drops = false;
    if (this.#inRaw) {
      this.#inRaw = false;
      tree.open.pop();
    } else if (this.#flattened > 0) this.#flattened--;
    else {
      const tag = this.#tagOf(name);
      if (!(this.isForeign && endInForeign(tree, tag))) while (!end(tree, tag));
    }
  }
}
