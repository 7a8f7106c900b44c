import { beforeDate, DATE, isDateLine } from '../dates.ts';
import { attribute, type Element, isTag, isText } from '../dom.ts';
import type { PageIndex } from '../page-index.ts';
import { isButton } from '../text-header.ts';
import { authorName } from '../values.ts';
import { oneLine } from '../visible.ts';
import { type Names, nameReader } from './names.ts';

/** How often each kind of thing stands in an element, all that it holds included. */
export interface Counts {
  /** UTF-16 units of text, and of the text in links. */
  readonly text: number;
  readonly linked: number;
  readonly times: number;
  readonly authors: number;
  /** Buttons to answer, report, like… */
  readonly buttons: number;
  /** Headings that lead to another page. */
  readonly headlines: number;
}

/** What each element of a page tells by itself. */
export interface Marks {
  /** Of the element's `class`, `id`, `itemprop` and test names. */
  readonly names: readonly Names[];
  readonly read: (name: string) => Names;
  /** Says whether the element's own text is a date, or its markup says so. */
  readonly isTime: (place: number) => boolean;
  readonly isAuthor: (place: number) => boolean;
  /** UTF-16 units of the text right in an element. */
  readonly ownText: (place: number) => number;
  /** Counts of an element with everything inside it, by place. */
  readonly within: (place: number) => Counts;
}

/** Longer texts are neither a date nor a button, in UTF-16 units. */
const MAX_LABEL = 90;
export const PROFILE =
  /\/(?:user|users|profile|profiles|profil|perfil|members?|u|author|people|usuario|utilisateur|nutzer|community\/user)s?[/?=.]|[?&](?:u|uid|user|userid|user_id|mid)=|memberlist\.php|\/[~@]\w/i;

/** A comment's title leads to itself, and its author's name to a profile. */
const NO_TEASER = /#|comment|[?&]cid=|reply|kommentar|\/(?:user|profile|member)|\/[~@]\w/i;

const KINDS = ['text', 'linked', 'times', 'authors', 'buttons', 'headlines'] as const;
type Kind = (typeof KINDS)[number];

/** Returns the marks of a page, in one walk; counts are differences of running sums. */
export function markPage({ elements, parents, ends }: PageIndex): Marks {
  const read = nameReader();
  const names = elements.map((element) => read(namesOf(element)));
  const sums = Object.fromEntries(KINDS.map((kind) => [kind, new Float64Array(elements.length + 1)])) as Record<
    Kind,
    Float64Array
  >;
  const inLink = new Uint8Array(elements.length);
  const inHeading = new Uint8Array(elements.length);
  const time = new Uint8Array(elements.length);
  const labels = elements.map(ownText);
  for (const [i, element] of elements.entries()) {
    const parent = parents[i]!;
    const isLink = element.name === 'a' && element.attribs.href !== undefined;
    inLink[i] = isLink || (parent >= 0 && inLink[parent] === 1) ? 1 : 0;
    inHeading[i] = /^h[1-6]$/.test(element.name) || (parent >= 0 && inHeading[parent] === 1) ? 1 : 0;
    const label = labels[i]!;
    time[i] = Number(isTimeElement(element, label, names[i]!));
    const headline = isLink && inHeading[i] === 1 && !NO_TEASER.test(attribute(element, 'href') ?? '#');
    const values: Record<Kind, number> = {
      text: label.length,
      linked: inLink[i] === 1 ? label.length : 0,
      times: time[i]!,
      authors: 0,
      buttons: Number(label !== '' && label.length <= MAX_LABEL && isButton(label)),
      headlines: Number(headline),
    };
    for (const kind of KINDS) sums[kind][i + 1] = sums[kind][i]! + values[kind];
  }
  const author = new Uint8Array(elements.length);
  for (const [i, element] of elements.entries()) {
    const length = sums.text[ends[i]!]! - sums.text[i]!;
    author[i] = Number(length <= MAX_LABEL && isAuthorElement(element, labels[i]!, time[i] === 1, names[i]!, length));
    // A name in a link in a box is one author, not three.
    const outer = parents[i]! >= 0 && author[parents[i]!] === 1;
    sums.authors[i + 1] = sums.authors[i]! + (outer ? 0 : author[i]!);
  }
  const count = (kind: Kind, place: number) => sums[kind][ends[place]!]! - sums[kind][place]!;
  return {
    names,
    read,
    isTime: (place) => time[place] === 1,
    isAuthor: (place) => author[place] === 1,
    ownText: (place) => labels[place]!.length,
    within: (place) => ({
      text: count('text', place),
      linked: count('linked', place),
      times: count('times', place),
      authors: count('authors', place),
      buttons: count('buttons', place),
      headlines: count('headlines', place),
    }),
  };
}

/** The names that a site gives an element, numbers left out. */
export function namesOf({ attribs }: Element): string {
  const { class: classes, id, itemprop, role } = attribs;
  const test = attribs['data-testid'] ?? attribs['data-component'] ?? attribs.component;
  return [classes, id, itemprop, role, test]
    .filter((name) => name !== undefined)
    .join(' ')
    .replace(/\d+/g, '');
}

function ownText({ children }: Element): string {
  let text = '';
  for (const child of children) {
    if (isText(child)) text += child.data;
    else if (isTag(child) && child.name === 'br') text += ' ';
  }
  return oneLine(text);
}

function isTimeElement(element: Element, label: string, names: Names): boolean {
  if (element.name === 'time') return true;
  if (label === '' || label.length > MAX_LABEL) return false;
  if (names.time && isDateLine(label)) return true;
  return /\d|ago|her\b|gestern|heute/i.test(label) && (DATE.test(label) || (names.time && /\d/.test(label)));
}

function isAuthorElement(
  { name, attribs }: Element,
  label: string,
  isTime: boolean,
  names: Names,
  length: number,
): boolean {
  // A picture can lead to the profile, where the name is shown to people who point at it.
  if (name === 'a' && attribs.href !== undefined && PROFILE.test(attribs.href)) return true;
  if (length === 0) return false;
  if (isTime) return name !== 'time' && authorName(label) !== label && beforeDate(label).length > 1;
  if (/\b(?:author|creator)\b/.test(`${attribs.rel ?? ''} ${attribs.itemprop ?? ''}`)) return true;
  return name === 'cite' || (names.author && !names.time);
}
