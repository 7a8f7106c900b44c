import type { HtmlPage } from '../../extractor.ts';
import { couldBeName } from '../../text/header.ts';
import type { Marks } from './features.ts';
import type { Group, Own } from './groups.ts';

/** How much a group looks like comments, and what it lacks. */
export interface Likeness {
  readonly score: number;
  /** Why it cannot be comments; null where nothing speaks against it. */
  readonly lacks: string | null;
}

/** How far above an item its surroundings are asked for names. */
const ANCESTORS = 8;
/** How many elements of an item can stand before its first words. */
const NEAR = 15;
/** A heart is a comment too; in UTF-16 units of words. */
const SHORT = 0;
/** Of a whole group, on average: rows of a list of topics have a few words that are no link. */
const LEAST_WORDS = 10;

/**
 * Returns how much a group looks like comments: names that say so on the items or around them, an author, a time and a
 * button in most of them, as many as the page claims. Headings that lead elsewhere and text that is mostly links speak
 * for teasers.
 */
export function likenessOf({ name }: Group, own: readonly Own[], page: HtmlPage, marks: Marks): Likeness {
  const n = own.length;
  const share = (matches: (item: Own) => boolean): number => own.filter(matches).length / n;
  const text = own.reduce((sum, item) => sum + item.text, 0);
  const linked = own.reduce((sum, item) => sum + item.linked, 0);
  const worded = share(({ words }) => words > SHORT);
  const authors = share(({ authors }) => authors > 0);
  const times = share(({ times }) => times > 0);
  const buttons = share(({ buttons }) => buttons > 0);
  const headlines = share(({ headlines }) => headlines > 0);
  const led = share((item) => startsWithName(item.place, page, marks));
  const around = surroundings(own[0]!.place, page, marks);
  const key = marks.read(name.replace(/^[^.#[]*/, ''));
  const named = key.comment ? 1.6 : key.post ? 0.8 : 0;
  const lacks =
    /^(?:html|body|main)\b/.test(name) || (n === 1 && !key.comment)
      ? 'repetition'
      : worded < 0.7 || mean(own.map(({ words }) => words)) < LEAST_WORDS
        ? 'text'
        : authors < 0.5 && times < 0.5 && !(key.comment && buttons >= 0.5)
          ? 'authors and times'
          : linked > text * 0.6
            ? 'text that is no link'
            : mean(own.map((item) => item.times)) > 4 && mean(own.map((item) => item.authors)) > 4
              ? 'one author and one time each'
              : null;
  const forum = !key.comment && key.post && n > 2 && authors > 0.9 && times > 0.9 && headlines < 0.2;
  const score =
    (forum ? 0.8 : 0) +
    1.2 * authors +
    times +
    buttons +
    0.5 * led +
    named +
    around.comment +
    witness(n, page.claimedCount) -
    1.5 * headlines -
    (key.other ? 1.2 : 0) -
    around.other -
    Math.max(0, linked / Math.max(text, 1) - 0.3) * 2 -
    (mean(own.map((item) => item.times)) > 2.5 ? 0.5 : 0) -
    (n === 1 ? 1 : 0);
  return { score, lacks };
}

/** Says whether the first words of an item are short and emphasised, as a name would be. */
function startsWithName(place: number, { index }: HtmlPage, marks: Marks): boolean {
  for (let i = place; i < Math.min(index.ends[place]!, place + NEAR); i++) {
    const label = marks.label(i);
    if (label === '') continue;
    return couldBeName(label) && /^(?:b|strong|cite|h[3-6]|dt|a|i|em|u|label)$/.test(index.elements[i]!.name);
  }
  return false;
}

function witness(count: number, claimed: number | null): number {
  if (claimed === null) return 0;
  if (claimed === 0) return -1.5;
  if (count === claimed) return 1.5;
  return Math.abs(count - claimed) <= Math.max(1, claimed * 0.15) ? 0.8 : 0;
}

/** What the names above an item say: the nearest count, those of the whole page do not. */
function surroundings(place: number, { index }: HtmlPage, { names }: Marks) {
  let comment = 0;
  let other = 0;
  let above = index.parents[place]!;
  for (let i = 0; i < ANCESTORS && above >= 0; i++, above = index.parents[above]!) {
    if (/^(?:body|html|main)$/.test(index.elements[above]!.name)) break;
    if (names[above]!.comment) comment = 1.2;
    if (names[above]!.other && comment === 0) other = 1;
    if (/^(?:nav|header|footer)$/.test(index.elements[above]!.name) && comment === 0) other = 2;
  }
  return { comment, other };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
