import type * as z from 'zod/mini';
import type { Warning } from '../../../schemas.ts';
import type { Article } from '../../article.ts';
import type { Extractor } from '../../extractor.ts';
import { type RawComment, rawComment } from '../../thread.ts';
import { partOf } from './part.ts';

/** A comment of a response; what is left out is not known. */
export type ResponseComment = Pick<RawComment, 'text'> & Partial<RawComment>;

/** What a response holds. */
export interface Response {
  readonly comments: readonly ResponseComment[];
  /** The text that the comments answer, on platforms where readers write that too; null where the response holds none. */
  readonly opening?: string | null;
  readonly article?: Partial<Article>;
  /** Where the comments are that the response says it leaves out, one sentence each; null and false for none. */
  readonly elsewhere?: readonly (string | null | false)[];
}

/** An item of a response, and the one that it stands below; null at the top. */
export interface Placed<Item> {
  readonly node: Item;
  readonly parent: Item | null;
}

/**
 * Reads the items of a list that fit `schema`, and those below them where `repliesOf` says where they are: a parent before
 * its replies. What is no list has none. Items that do not fit are counted, and left out with what is below them.
 */
export type Items = <Item>(
  list: unknown,
  schema: z.ZodMiniType<Item>,
  repliesOf?: (item: Item) => unknown,
) => Placed<Item>[];

/** Why an answer was not read that has the form of one, and no comments. */
export const NO_COMMENT = 'of this form, without any comment';
/** A list that starts with so many items of another form is of another form. */
const MAX_STRAY = 40;

/**
 * Returns an extractor for responses that fit `schema`. `read` returns what they hold; its second argument reads lists
 * item by item, so that one bad item loses no other.
 */
export function responseExtractor<Parsed>(
  platform: string,
  schema: z.ZodMiniType<Parsed>,
  read: (response: Parsed, items: Items) => Response,
): Extractor<unknown> {
  return {
    name: `${platform} answer`,
    read: (json) => {
      const parsed = schema.safeParse(json);
      if (!parsed.success) return firstIssue(parsed.error);
      const stray: string[] = [];
      let fitting = 0;
      const items: Items = (list, item, repliesOf) => {
        const placed = placedItems(list, item, repliesOf, stray);
        fitting += placed.length;
        return placed;
      };
      const { comments, opening, article, elsewhere = [] } = read(parsed.data, items);
      if (stray.length > fitting) return stray[0]!;
      if (comments.length === 0) return stray[0] ?? NO_COMMENT;
      // Where some items do not say what they are on, all are on one page.
      const named = comments.every(({ discussion }) => discussion != null);
      return {
        platform,
        comments: comments.map((comment) => rawComment(named ? comment : { ...comment, discussion: null })),
        ...(opening !== undefined && { opening }),
        ...(article !== undefined && { article }),
        warnings: [
          ...warningsOnStray(stray),
          ...warningsOnUnseen(comments),
          ...[...elsewhere, partOf(json)].flatMap(warningElsewhere),
        ],
      };
    },
  };
}

function placedItems<Item>(
  list: unknown,
  schema: z.ZodMiniType<Item>,
  repliesOf: ((item: Item) => unknown) | undefined,
  stray: string[],
): Placed<Item>[] {
  const placed: Placed<Item>[] = [];
  const open: OpenList<Item>[] = Array.isArray(list) ? [{ list, parent: null, next: 0 }] : [];
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    if (inner.next === inner.list.length) {
      open.pop();
      continue;
    }
    const item = schema.safeParse(inner.list[inner.next++]);
    if (!item.success) {
      stray.push(firstIssue(item.error));
      if (placed.length === 0 && stray.length >= MAX_STRAY) break;
      continue;
    }
    placed.push({ node: item.data, parent: inner.parent });
    const replies = repliesOf?.(item.data);
    if (Array.isArray(replies)) open.push({ list: replies, parent: item.data, next: 0 });
  }
  return placed;
}

/** A list that is being read, and what it stands below. */
interface OpenList<Item> {
  readonly list: readonly unknown[];
  readonly parent: Item | null;
  next: number;
}

function firstIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  return issue === undefined
    ? 'of another form'
    : `of another form: ${issue.path.join('.') || 'as a whole'}: ${issue.message}`;
}

function warningsOnStray(stray: readonly string[]): Warning[] {
  if (stray.length === 0) return [];
  const message = `${stray.length} of the answer's items left out: the first is ${stray[0]}`;
  return [{ code: 'unreadable-data', message }];
}

/** An answer is not taken for an empty one because all that it holds waits, is deleted or is no comment. */
function warningsOnUnseen(comments: readonly ResponseComment[]): Warning[] {
  if (comments.some(({ fromReader }) => fromReader !== false)) return [];
  const message = `none of the answer's ${comments.length} items is a comment that readers see: they wait, are deleted, or are something else`;
  return [{ code: 'claimed-but-missing', message }];
}

function warningElsewhere(message: string | null | false): Warning[] {
  return message ? [{ code: 'comments-elsewhere', message }] : [];
}
