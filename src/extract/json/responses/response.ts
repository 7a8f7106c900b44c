import * as z from 'zod/mini';
import { selector } from '../../dom/elements.ts';
import { htmlMarkedText } from '../../dom/visible.ts';
import type { Extractor } from '../../extractor.ts';
import { type RawComment, rawComment } from '../../thread.ts';

/** An id, which is a number in some responses and a text in others. */
export const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
/** Seconds since 1970, as ISO 8601. */
export const seconds = z.pipe(
  z.number(),
  z.transform((time) => {
    const date = new Date(time * 1000);
    return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000', '');
  }),
);

/** A comment of a response; what is left out is not known. */
type ResponseComment = Pick<RawComment, 'id' | 'parent' | 'author' | 'text'> & Partial<RawComment>;

const quote = selector('blockquote, aside.quote');

/** Returns the text that a field of HTML shows, and where in it the quotes are. */
export function htmlField(source: string): Pick<RawComment, 'text' | 'quotes'> {
  const { text, ranges } = htmlMarkedText(source, quote);
  return { text, quotes: ranges };
}

/**
 * Returns an extractor for responses that fit `schema`, whose comments `read` returns, and, on platforms where readers
 * write that too, `opening` the text that they answer; null where the response holds none.
 */
export function responseExtractor<Response>(
  platform: string,
  schema: z.ZodMiniType<Response>,
  read: (response: Response) => readonly ResponseComment[],
  opening?: (response: Response) => string | null,
): Extractor<unknown> {
  return {
    name: `${platform} answer`,
    read: (json) => {
      const parsed = schema.safeParse(json);
      if (!parsed.success) return firstIssue(parsed.error);
      const comments = read(parsed.data).map(rawComment);
      return comments.length === 0
        ? 'of this form, without any comment'
        : { platform, comments, ...(opening && { opening: opening(parsed.data) }) };
    },
  };
}

function firstIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  return issue === undefined
    ? 'of another form'
    : `of another form: ${issue.path.join('.') || 'as a whole'}: ${issue.message}`;
}

/** Returns every node of a forest, a parent before its replies, with that parent; null at a root. Takes no recursion. */
export function flattened<Node>(
  roots: readonly Node[],
  repliesOf: (node: Node) => readonly Node[],
): { readonly node: Node; readonly parent: Node | null }[] {
  const flat: { node: Node; parent: Node | null }[] = [];
  const pending = roots.map((node) => ({ node, parent: null as Node | null })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    flat.push(next);
    for (const reply of repliesOf(next.node).toReversed()) pending.push({ node: reply, parent: next.node });
  }
  return flat;
}
