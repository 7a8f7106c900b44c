import { attribute, type Element, type Selector, selector } from '../../dom/elements.ts';
import { visibleText } from '../../dom/visible.ts';
import { oneLine } from '../../patterns/lines.ts';
import type { Capture, Locator, Platform } from './platform.ts';

/** A compiled `Locator`. */
export interface CompiledLocator {
  /** Null for the item itself. */
  readonly matches: Selector | null;
  /** Null for the element's text. */
  readonly attribute: string | null;
  /** Null for the whole value. */
  readonly pattern: RegExp | null;
}

/** A compiled `Capture`. */
export interface CompiledCapture extends CompiledLocator {
  readonly pattern: RegExp;
}

/** A `Platform` with compiled selectors; null where it says nothing. */
export type CompiledPlatform = ReturnType<typeof compilePlatform>;

/** Buttons, forms and machine-readable dates are never a text; nor are the signatures of forums. */
const DROP = 'form, button, time, .avatar, [class*="ignatur"]';
const QUOTE =
  'blockquote, .quote, .bbcode_quote, .bbcode_container, .bbCodeBlock--quote, .quotecontent, .quoteheader, .quotetitle, .quotetop, .quotemain';

/** Returns a platform with its selectors compiled and its defaults filled in. */
export function compilePlatform(platform: Platform) {
  const optional = (css: string | undefined): Selector | null => (css === undefined ? null : selector(css));
  const { opening } = platform;
  return {
    name: platform.name,
    detect: platform.detect.filter((witness) => witness !== 'item'),
    item: selector(platform.item),
    itemCss: platform.item,
    notFromReader: optional(platform.notFromReader),
    withheld: platform.withheld === undefined ? null : capture(platform.withheld),
    elsewhere: optional(platform.elsewhere),
    openingPost: opening !== undefined && 'post' in opening ? selector(opening.post) : null,
    pageNumber: opening !== undefined && 'firstOn' in opening ? selector(opening.firstOn) : null,
    topic: opening === undefined ? null : 'of' in opening && opening.of !== undefined ? opening.of : 'html',
    article: optional(platform.article),
    id: capture(platform.id ?? { from: '@id', pattern: /(?<!\d)(\d+)$/ }),
    parents: [platform.parent ?? []].flat().map(capture),
    level: platform.level === undefined ? null : capture(platform.level),
    levelOtherwise: platform.level?.otherwise ?? 1,
    repliesBox: optional(platform.repliesBox),
    answers: platform.answers === undefined ? null : locator(platform.answers),
    author: platform.author.map(locatorOrCapture),
    anonymous: new Set(platform.anonymous),
    time: platform.time.map(locatorOrCapture),
    text: selector(platform.text),
    inPieces: platform.inPieces === true,
    ofManyPages: platform.ofManyPages === true,
    unboxed: platform.unboxed === true,
    spread: platform.spread === true,
    drop: selector(platform.drop === undefined ? DROP : `${DROP}, ${platform.drop}`),
    head: optional(platform.head),
    quote: selector(platform.quote === undefined ? QUOTE : `${QUOTE}, ${platform.quote}`),
    upvotes: platform.upvotes === undefined ? null : locatorOrCapture(platform.upvotes),
    downvotes: platform.downvotes === undefined ? null : locatorOrCapture(platform.downvotes),
    cut: optional(platform.cut),
    more: optional(platform.more),
  };
}

function locator(source: Locator): CompiledLocator {
  const at = source.search(/(?:^|\s)@[\w-]+$/);
  const css = (at === -1 ? source : source.slice(0, at)).trim();
  return {
    matches: css === '' ? null : selector(css),
    attribute: at === -1 ? null : source.slice(source.lastIndexOf('@') + 1),
    pattern: null,
  };
}

function locatorOrCapture(source: Locator | Capture): CompiledLocator {
  return typeof source === 'string' ? locator(source) : capture(source);
}

function capture({ from, pattern }: Capture): CompiledCapture {
  return { ...locator(from), pattern };
}

/** Returns the match of the first value that fits, in the item or in `own`, the elements that it holds; null for none. */
export function capturedIn(capture: CompiledCapture, item: Element, own: readonly Element[]): RegExpExecArray | null {
  const { matches, pattern } = capture;
  if (matches === null) return pattern.exec(valueIn(item, capture));
  for (const element of [item, ...own]) {
    const match = matches(element) ? pattern.exec(valueIn(element, capture)) : null;
    if (match !== null) return match;
  }
  return null;
}

/** Returns the attribute that is asked for, addresses decoded, or the text on one line. */
export function valueIn(element: Element, { attribute: name }: Pick<CompiledLocator, 'attribute'>): string {
  if (name === null) return oneLine(visibleText(element));
  const value = attribute(element, name) ?? '';
  return name === 'href' ? decoded(value) : value;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
