/**
 * Where a value stands: a selector for the element, ` @` and an attribute's name. Without `@`, the value is the text;
 * without a selector, it is the item's own attribute (`@data-author`).
 */
export type Locator = string;

/** How a platform marks comments up. Selectors are CSS; of a list, the first that gives a value counts. */
export interface Platform {
  readonly name: string;
  /** Simple selectors (`li`, `#id`, `.class`), one of which matches something on every page of this platform. */
  readonly detect: readonly string[];
  /** One comment each, its replies inside or beside it. */
  readonly item: string;
  /** Items that no reader wrote: pingbacks and placeholders. */
  readonly notFromReader?: string;
  /** Boxes that show other pages' comments. */
  readonly elsewhere?: string;
  /**
   * The post that a topic starts with: either what matches it, or where the page's number stands, if it is the first item
   * of page one. `of` is a simple selector that topics have, on platforms where comments also stand below articles.
   */
  readonly opening?: { readonly post: string; readonly of?: string } | { readonly firstOn: string };
  /** The text that the comments answer, on platforms where readers write that too; a page without one has none. */
  readonly article?: string;
  /** Group 1 is the comment's id, group 2, where there is one, its parent's. Default: the number in the item's `id`. */
  readonly id?: Capture;
  /** Group 1 is the id of what it answers. */
  readonly parent?: Capture;
  /** Group 1 grows with the depth; a match without a number is one level down. For items that do not stand inside their parents. */
  readonly level?: Capture & {
    /** The level of an item that says none. Default: 1. */
    readonly otherwise?: number;
  };
  /** Boxes behind an item that hold its replies: each box around an item is one level more. */
  readonly repliesBox?: string;
  readonly author: readonly Locator[];
  readonly time: readonly Locator[];
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
  readonly upvotes?: Locator;
  readonly downvotes?: Locator;
  /** Marks a text that the page shows the beginning of. */
  readonly cut?: string;
  /** Links to the comments that this page leaves out. */
  readonly more?: string;
}

/** A value, and the pattern whose groups are taken from it. */
export interface Capture {
  readonly from: Locator;
  readonly pattern: RegExp;
}
