import { attribute, type Element, type Selector, selector } from '../../dom/elements.ts';
import { oneLine, visibleText } from '../../dom/visible.ts';

/**
 * Where a value stands: a selector for the element, ` @` and an attribute's name. Without `@`, the value is the text;
 * without a selector, it is the item's own attribute (`@data-author`).
 */
export type Place = string;

/** How a platform marks comments up. Selectors are CSS; of a list, the first that gives a value counts. */
export interface Platform {
  readonly name: string;
  /** Simple selectors (`li`, `#id`, `.class`), one of which matches something on every page of this platform. */
  readonly signs: readonly string[];
  /** One comment each, its replies inside or beside it. */
  readonly item: string;
  /** Items that no reader wrote: pingbacks and placeholders. */
  readonly notFromReader?: string;
  /** Places that show other pages' comments. */
  readonly elsewhere?: string;
  /** The post that a topic starts with: either what matches it, or where the page's number stands, if it is the first item of page one. */
  readonly opening?: { readonly post: string } | { readonly firstOn: string };
  /** Group 1 is the comment's id, group 2, where there is one, its parent's. Default: the number in the item's `id`. */
  readonly id?: Reading;
  /** Group 1 is the id of what it answers. */
  readonly parent?: Reading;
  /** Group 1 grows with the depth; a match without a number is one level down. For items that do not stand inside their parents. */
  readonly level?: Reading & {
    /** The level of an item that says none. Default: 1. */
    readonly otherwise?: number;
  };
  /** Boxes behind an item that hold its replies: each box around an item is one level more. */
  readonly repliesBox?: string;
  readonly author: readonly Place[];
  readonly time: readonly Place[];
  /** The text's element, the innermost that matches. */
  readonly text: string;
  /** True where themes do without such an element: then the text is what the item holds beside the rest. */
  readonly unboxed?: true;
  /** True where what belongs to an item stands behind it, up to the next item: `dt` and `dd`, rows of a table. */
  readonly spread?: true;
  /** What stands in or around a text but is not the reader's. */
  readonly drop?: string;
  /** Boxes of author and date, dropped as well unless the text stands inside them. */
  readonly head?: string;
  /** What a text repeats of others, beside `<blockquote>`. */
  readonly quote?: string;
  readonly upvotes?: Place;
  readonly downvotes?: Place;
  /** Marks a text that the page shows the beginning of. */
  readonly cut?: string;
  /** Links to the comments that this page leaves out. */
  readonly more?: string;
}

/** A value, and what it looks like. */
export interface Reading {
  readonly from: Place;
  readonly pattern: RegExp;
}

/** A compiled `Place`. */
export interface Source {
  /** Null for the item itself. */
  readonly matches: Selector | null;
  /** Null for the element's text. */
  readonly attribute: string | null;
}

/** A compiled `Reading`. */
export interface CompiledReading extends Source {
  readonly pattern: RegExp;
}

export type Markup = ReturnType<typeof compileMarkup>;

/** Buttons, forms and machine-readable dates are never a text; nor are the signatures of forums. */
const DROP = 'form, button, time, .avatar, [class*="ignatur"]';
const QUOTE =
  'blockquote, .quote, .bbcode_quote, .bbcode_container, .bbCodeBlock--quote, .quotecontent, .quoteheader, .quotetitle, .quotetop, .quotemain';

/** Returns the description with its selectors compiled and its defaults filled in. */
export function compileMarkup(platform: Platform) {
  const optional = (css: string | undefined): Selector | null => (css === undefined ? null : selector(css));
  const { opening } = platform;
  return {
    name: platform.name,
    signs: platform.signs,
    item: selector(platform.item),
    css: platform.item,
    notFromReader: optional(platform.notFromReader),
    elsewhere: optional(platform.elsewhere),
    openingPost: opening !== undefined && 'post' in opening ? selector(opening.post) : null,
    pageNumber: opening !== undefined && 'firstOn' in opening ? selector(opening.firstOn) : null,
    id: reading(platform.id ?? { from: '@id', pattern: /(\d+)$/ }),
    parent: platform.parent === undefined ? null : reading(platform.parent),
    level: platform.level === undefined ? null : reading(platform.level),
    levelOtherwise: platform.level?.otherwise ?? 1,
    repliesBox: optional(platform.repliesBox),
    author: platform.author.map(source),
    time: platform.time.map(source),
    text: selector(platform.text),
    unboxed: platform.unboxed === true,
    spread: platform.spread === true,
    drop: selector(platform.drop === undefined ? DROP : `${DROP}, ${platform.drop}`),
    head: optional(platform.head),
    quote: selector(platform.quote === undefined ? QUOTE : `${QUOTE}, ${platform.quote}`),
    upvotes: platform.upvotes === undefined ? null : source(platform.upvotes),
    downvotes: platform.downvotes === undefined ? null : source(platform.downvotes),
    cut: optional(platform.cut),
    more: optional(platform.more),
  };
}

function source(place: Place): Source {
  const at = place.search(/(?:^|\s)@[\w-]+$/);
  const css = (at === -1 ? place : place.slice(0, at)).trim();
  return {
    matches: css === '' ? null : selector(css),
    attribute: at === -1 ? null : place.slice(place.lastIndexOf('@') + 1),
  };
}

function reading({ from, pattern }: Reading): CompiledReading {
  return { ...source(from), pattern };
}

/** Returns the match of the first value that fits, in the item or among what it holds (`own`), or null. */
export function readMatch(reading: CompiledReading, item: Element, own: readonly Element[]): RegExpExecArray | null {
  const { matches, pattern } = reading;
  if (matches === null) return pattern.exec(valueAt(item, reading));
  for (const element of [item, ...own]) {
    const match = matches(element) ? pattern.exec(valueAt(element, reading)) : null;
    if (match !== null) return match;
  }
  return null;
}

function valueAt(element: Element, { attribute: name }: Source): string {
  return name === null ? oneLine(visibleText(element)) : (attribute(element, name) ?? '');
}
