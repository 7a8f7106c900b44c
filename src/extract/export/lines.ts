import * as z from 'zod/mini';
import { NO_ARTICLE } from '../article.ts';
import { type Extractor, firstResult, type Reading } from '../extractor.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { htmlField } from './fields.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

const Remark42Comment = z.object({
  id: z.string(),
  pid: z._default(z.string(), ''),
  text: z.string(),
  user: z.object({ name: z.string() }),
  locator: z.object({ url: z.string() }),
  score: z.optional(z.int()),
  time: z.string(),
  title: z.nullish(z.string()),
  delete: z._default(z.boolean(), false),
});

/** The backup of remark42, whose first line says so (backend/app/migrator/native.go). */
const remark42Backup: Extractor<Rows> = {
  name: 'Remark42 backup',
  read: ([head, ...rows]) => {
    if (head === undefined || !('version' in head && 'users' in head && 'posts' in head))
      return 'its first line is no head';
    return resultOf(
      'Remark42',
      rows,
      Remark42Comment,
      ({ id, pid, text, user, locator, score, time, title, delete: deleted }) => ({
        id,
        parent: pid || null,
        author: user.name || null,
        ...htmlField(text),
        dateCreated: time,
        upvoteCount: score ?? null,
        discussion: { id: locator.url, headline: title || null },
        fromReader: !deleted,
      }),
    );
  },
};

/** As `mongoexport` writes it; a shell writes the text alone. */
const mongoDate = z.union([
  z.string(),
  z.pipe(
    z.object({ $date: z.string() }),
    z.transform(({ $date }) => $date),
  ),
]);
const CoralComment = z.object({
  id: z.string(),
  storyID: z.string(),
  parentID: z.nullish(z.string()),
  status: z.string(),
  /** The last is what readers see. */
  revisions: z.array(z.object({ body: z.string() })).check(z.minLength(1)),
  createdAt: mongoDate,
  deletedAt: z.optional(z.unknown()),
});

/** The collection `comments` of Coral's database (server/src/core/server/models/comment): authors are in another. */
const coralExport: Extractor<Rows> = {
  name: 'Coral export',
  read: (rows) => {
    if (!CoralComment.safeParse(rows[0]).success) return 'its first line is no comment of Coral';
    return resultOf(
      'Coral',
      rows,
      CoralComment,
      ({ id, storyID, parentID, status, revisions, createdAt, deletedAt }) => ({
        id,
        parent: parentID ?? null,
        ...htmlField(revisions.at(-1)!.body),
        dateCreated: createdAt,
        discussion: { id: storyID, headline: null },
        fromReader: /^(?:NONE|APPROVED)$/.test(status) && deletedAt == null,
      }),
    );
  },
};

/** Returns what lines of JSON that a platform exports hold, or null where they are of none that is known. */
export function readLinesExport(rows: Rows, url: string | null): Reading | null {
  const { result, trials } = firstResult([remark42Backup, coralExport], rows);
  if (result === null) return null;
  return { article: { ...NO_ARTICLE, url }, result, provider: null, trials, warnings: [] };
}

function resultOf<Row>(
  platform: string,
  rows: Rows,
  schema: z.ZodMiniType<Row>,
  read: (row: Row) => Pick<RawComment, 'text'> & Partial<RawComment>,
): ReturnType<Extractor<Rows>['read']> {
  const parsed = rows.map((row) => schema.safeParse(row));
  const comments = parsed.flatMap(({ data }) => (data === undefined ? [] : [rawComment(read(data))]));
  const bad = parsed.findIndex(({ success }) => !success);
  if (bad === -1) return { platform, comments };
  const count = rows.length - comments.length;
  const message = `${count} of the export's lines left out, which are no comments: ${JSON.stringify(rows[bad]).slice(0, 80)}`;
  return { platform, comments, warnings: [{ code: 'unreadable-data', message }] };
}
