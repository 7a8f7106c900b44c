import { attribute, type Element, isTag, isText } from '../../dom/elements.ts';
import { oneLine } from '../../dom/visible.ts';
import { beforeDate, dateIn, isDateLine } from '../../patterns/dates.ts';
import { authorName } from '../../patterns/names.ts';
import { isButton, isNoise } from '../../text/header.ts';
import type { PageIndex } from '../element-tree.ts';
import { type Names, nameReader } from './class-names.ts';

/** How often each kind of thing stands in an element, all that it holds included. */
export interface Counts {
  /** UTF-16 units of text, and of the text in links. */
  readonly text: number;
  readonly linked: number;
  /** Of the text: what is no name, date, button, counter or heading. */
  readonly words: number;
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
  /** UTF-16 units of the words right in an element: buttons, counters and headings are none. */
  readonly words: (place: number) => number;
  /** The text right in an element, on one line. */
  readonly label: (place: number) => string;
  /** Counts of an element with everything inside it, by place. */
  readonly within: (place: number) => Counts;
}

/** Longer texts are neither a date nor a button, in UTF-16 units. */
const MAX_LABEL = 90;
/** Elements that a name's box holds at most, itself included. */
const MAX_NAME_BOX = 10;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;
export const PROFILE =
  /\/(?:user|users|profile|profiles|profil|perfil|members?|u|author|people|usuario|utilisateur|nutzer|community\/user)s?[/?=.]|[?&](?:u|uid|user|userid|user_id|mid)=|memberlist\.php|\/[~@]\w/i;

/** A comment's title leads to itself, and its author's name to a profile. */
const NO_TEASER = /#|comment|[?&]cid=|reply|kommentar|\/(?:user|profile|member)|\/[~@]\w/i;

const KINDS = ['text', 'linked', 'words', 'times', 'authors', 'buttons', 'headlines'] as const;
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
  const words = new Float64Array(elements.length);
  const labels = elements.map(ownText);
  for (const [i, element] of elements.entries()) {
    const parent = parents[i]!;
    const isLink = element.name === 'a' && element.attribs.href !== undefined;
    inLink[i] = isLink || (parent >= 0 && inLink[parent] === 1) ? 1 : 0;
    inHeading[i] = /^h[1-6]$/.test(element.name) || (parent >= 0 && inHeading[parent] === 1) ? 1 : 0;
    const label = labels[i]!;
    time[i] = Number(isTimeElement(element, label, names[i]!));
    words[i] =
      inHeading[i] === 1 || inLink[i] === 1 || (label.length <= MAX_LABEL && (isButton(label) || isNoise(label)))
        ? 0
        : label.length;
    const headline =
      isLink && inHeading[i] === 1 && !NO_TEASER.test(element.attribs.href!) && !PROFILE.test(element.attribs.href!);
    const values: Record<Kind, number> = {
      text: label.length,
      linked: inLink[i] === 1 ? label.length : 0,
      words: 0,
      times: time[i]!,
      authors: 0,
      buttons: Number(label !== '' && label.length <= MAX_LABEL && isButton(label)),
      headlines: Number(headline),
    };
    for (const kind of KINDS) sums[kind][i + 1] = sums[kind][i]! + values[kind];
  }
  const author = new Uint8Array(elements.length);
  const inAuthor = new Uint8Array(elements.length);
  for (const [i, element] of elements.entries()) {
    const end = ends[i]!;
    const length = sums.text[end]! - sums.text[i]!;
    // Items are named after their authors too ("comment-author-ann"): a name's box is small and holds no date.
    const small = length <= MAX_LABEL && end - i <= MAX_NAME_BOX && sums.times[end]! - sums.times[i]! <= time[i]!;
    author[i] = Number(small && isAuthorElement(element, labels[i]!, time[i] === 1, names[i]!, length));
    // A name in a link in a box is one author, not three.
    const outer = parents[i]! >= 0 && inAuthor[parents[i]!] === 1;
    inAuthor[i] = Number(outer || author[i] === 1);
    sums.authors[i + 1] = sums.authors[i]! + (outer ? 0 : author[i]!);
    if (inAuthor[i] === 1 || time[i] === 1) words[i] = 0;
    sums.words[i + 1] = sums.words[i]! + words[i]!;
  }
  const count = (kind: Kind, place: number) => sums[kind][ends[place]!]! - sums[kind][place]!;
  return {
    names,
    read,
    isTime: (place) => time[place] === 1,
    isAuthor: (place) => author[place] === 1,
    words: (place) => words[place]!,
    label: (place) => labels[place]!,
    within: (place) => ({
      text: count('text', place),
      linked: count('linked', place),
      words: count('words', place),
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
  const title = attribute(element, 'title');
  if (label === '' && names.time && title !== null)
    return dateIn(title.slice(0, MAX_LABEL)) !== null || ISO_DAY.test(title);
  if (label === '' || label.length > MAX_LABEL) return false;
  if (names.time && isDateLine(label)) return true;
  return /\d|ago|her\b|gestern|heute/i.test(label) && (dateIn(label) !== null || (names.time && /\d/.test(label)));
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
