import { isButtonOrCounter } from '../patterns/boilerplate.ts';
import { beforeDate, dateIn } from '../patterns/dates.ts';
import { authorName, BYLINE, couldBeName, endsInSays, isDateLabel } from '../patterns/names.ts';

/** The lines above a comment's text, read. */
export interface Header {
  readonly author: string | null;
  readonly date: string | null;
  /** True when a date or a word such as "says" leaves no doubt that this is a header. */
  readonly certain: boolean;
}

/** Returns author and date from the lines above a text, or null where the lines are not such a header. */
export function readHeader(lines: readonly string[]): Header | null {
  const telling = lines.filter((line) => !isButtonOrCounter(line));
  if (telling.length === 0 || telling.length > 5) return null;
  let author: string | null = null;
  let date: string | null = null;
  let certain = false;
  for (const line of telling) {
    if (line.length > 160) return null;
    const dated = dateIn(line);
    if (dated !== null) {
      date ??= dated[0];
      certain = true;
    }
    const before = beforeDate(line);
    if (endsInSays(before) || BYLINE.test(before)) certain = true;
    const name = before.replace(BYLINE, '');
    // "Published: 3 May" is a label.
    if (!isDateLabel(name)) author ??= authorName(name) || null;
  }
  return certain || (telling.length === 1 && couldBeName(telling[0]!)) ? { author, date, certain } : null;
}
