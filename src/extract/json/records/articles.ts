import { namesFor, plainName } from '../../../tables/index.ts';
import { type RawComment, rawComment } from '../../thread.ts';
import { ADDRESS, TITLE } from './names.ts';
import { commentsOfRecords, isTitled, repliesOf } from './read.ts';
import { type Fields, idOf, isFields, textOf } from './values.ts';

/**
 * Returns the comments of articles that each hold theirs, as those who collect pages write them; null where the items are no
 * such articles: all have titles, and what stands below them has none.
 */
export function commentsByArticle(list: readonly unknown[]): readonly RawComment[] | null {
  const articles = list.filter(isFields);
  if (articles.length === 0 || articles.length < list.length || !isTitled(articles)) return null;
  const below = articles.map(repliesOf);
  const all = below.flat();
  if (all.length === 0 || isTitled(all)) return null;
  const comments: RawComment[] = [];
  articles.forEach((article, i) => {
    const read = below[i]!.length === 0 ? [] : commentsOfRecords(below[i]!, true);
    if (typeof read === 'string') return;
    const headline = first(article, TITLE);
    const page = first(article, ADDRESS) ?? first(article, namesFor('id')) ?? headline;
    const ids = read.map(({ id }, at) => id ?? String(at + 1));
    read.forEach((comment, at) => {
      const parent = typeof comment.parent === 'number' ? (ids[comment.parent] ?? null) : comment.parent;
      comments.push(
        rawComment({ ...comment, id: ids[at]!, parent, discussion: page === null ? null : { id: page, headline } }),
      );
    });
  });
  return comments.length === 0 ? null : comments;
}

function first(article: Fields, names: readonly string[]): string | null {
  const fields = Object.entries(article).filter(([key]) => names.includes(plainName(key)));
  const values = fields.map(([, value]) => textOf(value) ?? idOf(value));
  return values.find((value) => value !== null) ?? null;
}
