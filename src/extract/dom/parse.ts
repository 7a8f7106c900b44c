import { type ChildNode, type Document, DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';

/** Deeper elements become siblings at this depth: no page of comments goes near it, and every walk stays bounded. */
const MAX_DEPTH = 512;
/** Tags, attributes, texts and comments together: about 50 MB of ordinary markup. */
const MAX_EVENTS = 2_000_000;
/** Their content is read as text up to the end tag, so a flattened one would spill its source into the page. */
const RAW_TEXT = new Set(['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext']);

/** A document, and whether all of its source was read. */
export interface ParsedHtml {
  readonly document: Document;
  /** What had to be given up to keep hostile or broken markup in bounds; null when everything was read. */
  readonly truncated: string | null;
}

/**
 * Returns the document of any string, however broken; never throws. Content of `<noscript>` is kept as elements.
 * Time and depth are bounded: see `truncated`.
 */
export function parseHtml(html: string): ParsedHtml {
  const handler = new CountingHandler();
  const parser = new BoundedParser(handler);
  parser.end(html);
  return { document: handler.root, truncated: parser.truncated };
}

/** Builds the document and counts what it is given, so that reading can stop at a limit. */
class CountingHandler extends DomHandler {
  onLimit: () => void = () => {};
  #events = 0;

  get depth(): number {
    return this.tagStack.length - 1;
  }

  count(weight = 1): void {
    this.#events += weight;
    if (this.#events >= MAX_EVENTS) this.onLimit();
  }

  onattribute(): void {
    this.count();
  }

  override ontext(data: string): void {
    // An entity is a text of its own here and costs little: pages written in them should not meet the limit.
    this.count(0.2);
    super.ontext(data);
  }

  protected override addNode(node: ChildNode): void {
    this.count();
    super.addNode(node);
  }
}

/**
 * htmlparser2 keeps its open elements in an array that it shifts and searches, which a million nested tags turn into
 * hours. Elements below the depth limit are therefore opened and closed at once, as void elements are.
 */
class BoundedParser extends Parser {
  readonly #handler: CountingHandler;
  #flattening = false;
  #voided = false;
  #flattenedOpen = 0;
  #flattenedEver = false;
  #stopped = false;

  constructor(handler: CountingHandler) {
    super(handler);
    this.#handler = handler;
    handler.onLimit = () => {
      this.#stopped = true;
      this.pause();
    };
  }

  /** What was given up, in words; null when nothing was. */
  get truncated(): string | null {
    if (this.#stopped) return `the page was read up to its first ${MAX_EVENTS} tags, attributes and texts`;
    return this.#flattenedEver
      ? `elements nested deeper than ${MAX_DEPTH} were read as if they stood side by side`
      : null;
  }

  override onopentagname(start: number, end: number): void {
    this.#flattening = this.#handler.depth >= MAX_DEPTH;
    this.#voided = false;
    super.onopentagname(start, end);
  }

  override onopentagend(end: number): void {
    super.onopentagend(end);
    if (this.#voided) {
      this.#flattenedOpen++;
      this.#flattenedEver = true;
    }
    this.#voided = false;
  }

  override onclosetag(start: number, end: number): void {
    this.#handler.count();
    this.#flattening = false;
    if (this.#flattenedOpen === 0) super.onclosetag(start, end);
    else {
      this.#flattenedOpen--;
      this.startIndex = end + 1;
    }
  }

  protected override isVoidElement(name: string): boolean {
    if (!this.#flattening || name === '' || super.isVoidElement(name)) return super.isVoidElement(name);
    if (RAW_TEXT.has(name) && this.#handler.depth === MAX_DEPTH) return false;
    this.#voided = true;
    return true;
  }
}
