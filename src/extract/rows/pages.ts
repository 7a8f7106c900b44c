import { isRecord } from '../../tables/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the records of lines that are whole answers of the Twitter API, as `twarc2 search` writes them: each tweet with its
 * author, who stands in `includes`. Other lines come back as they are.
 */
export function withoutPages(rows: readonly Fields[]): readonly Fields[] {
  return rows.some(isPage) ? rows.flatMap((row) => (isPage(row) ? tweetsOf(row) : [row])) : rows;
}

/** Says whether a record is a whole answer of the Twitter API. */
export function isPage(row: Fields): boolean {
  return Array.isArray(row.data) && row.data.every(isRecord) && (isRecord(row.includes) || isRecord(row.meta));
}

function tweetsOf({ data, includes }: Fields): Fields[] {
  const users = isRecord(includes) && Array.isArray(includes.users) ? includes.users.filter(isRecord) : [];
  const authors = new Map(users.map((user) => [user.id, user]));
  return (data as readonly Fields[]).map((tweet) => ({ author: authors.get(tweet.author_id), ...tweet }));
}
