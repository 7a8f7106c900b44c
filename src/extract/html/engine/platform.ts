/**
 * Where a value stands: a selector for the element, ` @` and an attribute's name. Without `@`, the value is the text;
 * without a selector, it is the item's own attribute (`@data-author`).
 */
export type Locator = string;

/** How a platform marks comments up. Selectors are CSS; of a list, the first that gives a value counts. */
export interface Platform {
  readonly name: string;
  /**
   * Two witnesses: simple selectors (`li`, `#id`, `.class`, `[attribute]`), of each list one of which matches something on
   * every page of this platform. Two, because other sites use names such as `.comment-list` as well. The second is `item`
   * where no simple selector says what the item's own selector asks for: beginnings of classes and ids, two classes at once.
   */
  readonly detect: readonly [readonly string[], readonly string[] | 'item'];
  /** One comment each, its replies inside or beside it. */
  readonly item: string;
  /** Items that are no reader's comment on the page: pingbacks, placeholders, and what waits for a moderator. */
  readonly notFromReader?: string;
  /** True where comments on several pages stand in one list on purpose. */
  readonly ofManyPages?: true;
  /** What says in words that an item is not shown, or not yet: a value that fits. */
  readonly withheld?: Capture;
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
  /** Group 1 is the id of what it answers; of several, the first that fits counts. */
  readonly parent?: Capture | readonly Capture[];
  /** The name of whom it answers, where no id says so: the nearest before it by that author, in the same thread. */
  readonly answers?: Locator;
  /** Group 1 grows with the depth; a match without a number is one level down. For items that do not stand inside their parents. */
  readonly level?: Capture & {
    /** The level of an item that says none. Default: 1. */
    readonly otherwise?: number;
  };
  /** Boxes behind an item that hold its replies: each box around an item is one level more. */
  readonly repliesBox?: string;
  readonly author: readonly (Locator | Capture)[];
  /** What the platform shows instead of a name where it has none. */
  readonly anonymous?: readonly string[];
  /** In an attribute, a number is milliseconds since 1970. */
  readonly time: readonly (Locator | Capture)[];
  /** The text's element, the innermost that matches. */
  readonly text: string;
  /** True where a text is all that matches, side by side. */
  readonly inPieces?: true;
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
  readonly upvotes?: Locator | Capture;
  readonly downvotes?: Locator | Capture;
  /** Marks a text that the page shows the beginning of. */
  readonly cut?: string;
  /** Links to the comments that this page leaves out. */
  readonly more?: string;
}

/** A value, and the pattern whose groups are taken from it: the first, where one value is asked for. */
export interface Capture {
  readonly from: Locator;
  readonly pattern: RegExp;
}
