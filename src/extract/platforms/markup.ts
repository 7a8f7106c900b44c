import { type Selector, selector } from '../dom.ts';

/** How a platform marks comments up. Selectors are CSS; of a list, the first that gives a value counts. */
export interface Platform {
  /** Null for markup that many platforms use. */
  readonly name: string | null;
  /** In the source of every page of this platform. */
  readonly hint: RegExp;
  /** One comment each, its replies inside or beside it. */
  readonly item: string;
  /** Items that no reader wrote: pingbacks and placeholders. */
  readonly notFromReader: string;
  /** Places that show other pages' comments. */
  readonly elsewhere: string;
  /** Against the `id` of the item and of what it holds: group 1 is the comment's id, group 2, where there is one, its parent's. */
  readonly id: RegExp;
  /** Against the item's `class`: group 1 is its level, counted from 1. Used where items do not stand inside their parents. */
  readonly level: RegExp | null;
  /** Boxes behind an item that hold its replies: each box around an item is one level more. */
  readonly repliesBox: string | null;
  readonly author: readonly string[];
  readonly time: readonly string[];
  /** The text's element, the innermost that matches. Where none does, the text is what the item holds beside the rest. */
  readonly text: string;
  /** What stands in or around a text but is not the reader's. */
  readonly drop: string;
  /** Boxes of author and date, dropped as well unless the text stands inside them. */
  readonly head: string;
  readonly upvotes: string | null;
  readonly downvotes: string | null;
  /** Marks a text that the page shows the beginning of. */
  readonly cut: string | null;
  /** Links to the comments that this page leaves out. */
  readonly more: string | null;
}

export type Markup = ReturnType<typeof compileMarkup>;

/** Returns the description with its selectors compiled. */
export function compileMarkup(platform: Platform) {
  const optional = (css: string | null): Selector | null => (css === null ? null : selector(css));
  return {
    ...platform,
    item: selector(platform.item),
    notFromReader: selector(platform.notFromReader),
    elsewhere: selector(platform.elsewhere),
    author: platform.author.map(selector),
    time: platform.time.map(selector),
    text: selector(platform.text),
    drop: selector(platform.drop),
    head: selector(platform.head),
    repliesBox: optional(platform.repliesBox),
    upvotes: optional(platform.upvotes),
    downvotes: optional(platform.downvotes),
    cut: optional(platform.cut),
    more: optional(platform.more),
  };
}
