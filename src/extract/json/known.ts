import * as z from 'zod/mini';

/** A container that holds no comments, or none that can be read. */
interface Known {
  readonly name: string;
  readonly schema: z.ZodMiniType;
  /** What to read instead. */
  readonly instead: string;
}

const any = z.any().check(z.refine((value) => value !== undefined));
const list = z.custom<readonly unknown[]>(Array.isArray);
/** A list is told by its first item. */
const listOf = (item: z.ZodMiniType) => z.custom((value) => Array.isArray(value) && item.safeParse(value[0]).success);
const known = (name: string, schema: z.ZodMiniType, instead: string): Known => ({ name, schema, instead });

/** Told by fields that stand together nowhere else; the first that fits counts. */
const KNOWN: readonly Known[] = [
  known('a HAR archive', z.object({ log: z.object({ entries: list }) }), 'save the answer with the comments by itself'),
  known('a Postman collection', z.object({ info: z.object({ schema: any }), item: list }), 'read a saved answer'),
  known('an OpenAPI description', z.object({ paths: any, info: any }), 'read a saved answer'),
  known(
    'an ActivityPub object',
    z.object({ '@context': any, type: z.string(), id: z.string() }),
    'the comments are in the collection that `replies` names, or in what its server answers for the context of the post',
  ),
  known('a JSON feed', z.object({ version: z.string().check(z.regex(/jsonfeed\.org/)) }), 'read the feed of comments'),
  known(
    'a search of Hacker News for stories',
    z.object({ hits: list, nbHits: any }),
    'search with tags=comment, or ask /api/v1/items/ID',
  ),
  known(
    'an item of Hacker News',
    z.object({ by: any, type: z.enum(['story', 'comment', 'poll', 'job']), time: any }),
    'join it in a list with the items that `kids` names, or ask hn.algolia.com/api/v1/items/ID',
  ),
  known(
    'a list of YouTube',
    z.object({ kind: z.string().check(z.regex(/^youtube#(?!comment)/)) }),
    'ask for commentThreads with part=snippet,replies',
  ),
  known(
    'a listing of Reddit',
    z.union([
      z.object({ kind: z.literal('Listing'), data: any }),
      z.tuple([z.object({ kind: z.literal('Listing') })], any),
    ]),
    "read one post's address with .json behind it",
  ),
  known(
    'a WordPress list of posts',
    listOf(z.object({ title: z.object({ rendered: any }) })),
    'read /wp/v2/comments?post=ID',
  ),
  known(
    'a list of issues of GitHub',
    listOf(z.object({ number: z.number(), title: z.string(), comments_url: z.string() })),
    'ask for the address in `comments_url` of one',
  ),
  known(
    'an answer of MediaWiki',
    z.union([z.object({ discussiontoolspageinfo: any }), z.object({ batchcomplete: any }), z.object({ parse: any })]),
    'ask action=discussiontoolspageinfo&prop=threaditemshtml',
  ),
  known(
    'a post of Lemmy',
    z.object({ post_view: any }),
    'ask /api/v3/comment/list?post_id=ID or, from 1.0, /api/v4/comment/list?post_id=ID',
  ),
  known(
    'a list of topics of Discourse',
    z.object({ topic_list: any }),
    "read one topic's address with .json behind it",
  ),
  known('a Jupyter notebook', z.object({ cells: list, nbformat: any }), 'save the data by itself'),
  known('a package.json', z.object({ name: z.string(), version: z.string(), scripts: any }), 'read a saved answer'),
];

const text = z.string();
/** What an answer says went wrong, where it says nothing else. */
const Failure = z.union([
  z.pipe(
    z.object({ errors: z.array(z.object({ message: text })).check(z.minLength(1)) }),
    z.transform(({ errors }) => errors[0]!.message),
  ),
  z.pipe(
    z.object({ errors: z.array(text).check(z.minLength(1)) }),
    z.transform(({ errors }) => errors[0]!),
  ),
  z.pipe(
    z.object({ error: z.object({ message: text }) }),
    z.transform(({ error }) => error.message),
  ),
  z.pipe(
    z.object({ error: text, message: z.optional(text), error_description: z.optional(text) }),
    z.transform(({ error, message, error_description }) => message ?? error_description ?? error),
  ),
  z.pipe(
    z.object({ status: z.enum(['error', 'fail', 'failed', 'failure']), msg: text }),
    z.transform(({ msg }) => msg),
  ),
  z.pipe(
    z.object({ error_message: text }),
    z.transform(({ error_message }) => error_message),
  ),
  z.pipe(
    z.object({ errmsg: text.check(z.minLength(1)) }),
    z.transform(({ errmsg }) => errmsg),
  ),
  z.pipe(
    z.object({ code: z.union([text, z.number()]), response: text }),
    z.transform(({ response }) => response),
  ),
  z.pipe(
    z.object({ message: text }),
    z.transform(({ message }) => message),
  ),
  z.pipe(
    z.object({ detail: text }),
    z.transform(({ detail }) => detail),
  ),
]);
/** In UTF-16 units. */
const MAX_WORDS = 200;

/** Returns what an answer without comments says went wrong, in words; null where it says nothing of the kind. */
export function failureIn(json: unknown): string | null {
  const failure = Failure.safeParse(json);
  return failure.success
    ? `the JSON is an answer that says what went wrong: ${failure.data.slice(0, MAX_WORDS)}`
    : null;
}

/** Returns what JSON of no platform's comments is known to be and what to read instead, in words; null where it is not known. */
export function knownContainer(json: unknown): string | null {
  const found = KNOWN.find(({ schema }) => schema.safeParse(json).success);
  return found === undefined
    ? null
    : `the JSON is ${found.name}, which holds no comments that can be read: ${found.instead}`;
}
