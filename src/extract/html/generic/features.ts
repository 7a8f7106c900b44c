import { attribute, classesOf, type Element, isTag, isText } from '../../dom/elements.ts';
import { isButton, isNoise } from '../../patterns/boilerplate.ts';
import { beforeDate, dateIn, isDateLine } from '../../patterns/dates.ts';
import { oneLine } from '../../patterns/lines.ts';
import { authorName, couldBeName } from '../../patterns/names.ts';
import type { ElementTree } from '../element-tree.ts';
import { type ClassNames, classNameReader } from './class-names.ts';

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
  /** Elements whose names say that they hold a comment's text. */
  readonly bodies: number;
}

/** What each element of a page tells by itself, by its index in the tree. */
export interface Features {
  /** Of the element's `class`, `id`, `itemprop` and test names. */
  readonly names: readonly ClassNames[];
  /** Returns what any other name tells. */
  readonly read: (name: string) => ClassNames;
  /** Says whether the element's own text is a date, or its markup says so. */
  readonly isTime: (index: number) => boolean;
  readonly isAuthor: (index: number) => boolean;
  /** UTF-16 units of the words right in an element: buttons, counters and headings are none. */
  readonly words: (index: number) => number;
  /** The text right in an element, on one line. */
  readonly label: (index: number) => string;
  /** UTF-16 units of the text in an element, all that it holds included. */
  readonly textLength: (index: number) => number;
  /** Returns the counts of an element with everything inside it. */
  readonly within: (index: number) => Counts;
}

/** Longer texts are neither a date nor a button, in UTF-16 units. */
const MAX_LABEL = 90;
/** Elements that a name's box holds at most, itself included. */
const MAX_NAME_BOX = 10;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;
/** Addresses of a user's profile. */
export const PROFILE =
  /\/(?:user|users|profile|profiles|profil|perfil|members?|u|author|people|usuario|utilisateur|nutzer|community\/user)s?[/?=.]|[?&](?:u|uid|user|userid|user_id|mid)=|memberlist\.php|\/[~@]\w/i;

/** A comment's title leads to itself, and its author's name to a profile. */
const NO_TEASER = /#|comment|[?&]cid=|reply|kommentar|\/(?:user|profile|member)|\/[~@]\w/i;

const KINDS = ['text', 'linked', 'words', 'times', 'authors', 'buttons', 'headlines', 'bodies'] as const;
type Kind = (typeof KINDS)[number];
/** For each kind, the sum over all elements before an index: counts are differences of two. */
type RunningSums = Readonly<Record<Kind, Float64Array>>;

/** Returns the features of a page, in two walks. */
export function featuresOf(tree: ElementTree): Features {
  const { elements, ends } = tree;
  const read = classNameReader();
  const names = elements.map((element) => read(namesOf(element)));
  const labels = elements.map(ownText);
  const sums = Object.fromEntries(KINDS.map((kind) => [kind, new Float64Array(elements.length + 1)])) as RunningSums;
  const { time, words } = readTimesAndWords(tree, names, labels, sums);
  const author = readAuthors(tree, names, labels, time, words, sums);
  const count = (kind: Kind, index: number) => sums[kind][ends[index]!]! - sums[kind][index]!;
  return {
    names,
    read,
    isTime: (index) => time[index] === 1,
    isAuthor: (index) => author[index] === 1,
    words: (index) => words[index]!,
    label: (index) => labels[index]!,
    textLength: (index) => count('text', index),
    within: (index) => ({
      text: count('text', index),
      linked: count('linked', index),
      words: count('words', index),
      times: count('times', index),
      authors: count('authors', index),
      buttons: count('buttons', index),
      headlines: count('headlines', index),
      bodies: count('bodies', index),
    }),
  };
}

/** Returns which elements are times, and how many words each has; adds up all kinds but authors and words. */
function readTimesAndWords(
  { elements, parents }: ElementTree,
  names: readonly ClassNames[],
  labels: readonly string[],
  sums: RunningSums,
): { readonly time: Uint8Array; readonly words: Float64Array } {
  const inLink = new Uint8Array(elements.length);
  const inHeading = new Uint8Array(elements.length);
  const time = new Uint8Array(elements.length);
  const words = new Float64Array(elements.length);
  for (const [i, element] of elements.entries()) {
    const parent = parents[i]!;
    const label = labels[i]!;
    const { href } = element.attribs;
    const isLink = element.name === 'a' && href !== undefined;
    const isShort = label.length <= MAX_LABEL;
    inLink[i] = isLink || (parent >= 0 && inLink[parent] === 1) ? 1 : 0;
    inHeading[i] = /^h[1-6]$/.test(element.name) || (parent >= 0 && inHeading[parent] === 1) ? 1 : 0;
    time[i] = Number(isTimeElement(element, label, names[i]!));
    words[i] = inHeading[i] === 1 || inLink[i] === 1 || (isShort && isNoise(label)) ? 0 : label.length;
    const headline = isLink && inHeading[i] === 1 && !NO_TEASER.test(href) && !PROFILE.test(href);
    sums.text[i + 1] = sums.text[i]! + label.length;
    sums.linked[i + 1] = sums.linked[i]! + (inLink[i] === 1 ? label.length : 0);
    sums.times[i + 1] = sums.times[i]! + time[i]!;
    sums.buttons[i + 1] = sums.buttons[i]! + Number(label !== '' && isShort && isButton(label));
    sums.headlines[i + 1] = sums.headlines[i]! + Number(headline);
    sums.bodies[i + 1] = sums.bodies[i]! + Number(names[i]!.comment && names[i]!.body && !names[i]!.whole);
  }
  return { time, words };
}

/** Returns which elements are authors; adds up authors and words, and takes the words from names and times. */
function readAuthors(
  { elements, parents, ends }: ElementTree,
  names: readonly ClassNames[],
  labels: readonly string[],
  time: Uint8Array,
  words: Float64Array,
  sums: RunningSums,
): Uint8Array {
  const author = new Uint8Array(elements.length);
  const inAuthor = new Uint8Array(elements.length);
  const inHidden = new Uint8Array(elements.length);
  for (const [i, element] of elements.entries()) {
    const end = ends[i]!;
    const length = sums.text[end]! - sums.text[i]!;
    // Items are named after their authors too ("comment-author-ann"): a name's box is small, and holds a date only behind
    // a name of its own.
    const dates = sums.times[end]! - sums.times[i]! - time[i]!;
    const isAlone = dates === 0 || (dates === 1 && labels[i] !== '' && names[i]!.author && couldBeName(labels[i]!));
    const isSmall = length <= MAX_LABEL && end - i <= MAX_NAME_BOX && isAlone;
    author[i] = Number(isSmall && isAuthorElement(element, labels[i]!, time[i] === 1, names[i]!, length));
    // A name in a link in a box is one author, not three.
    const isInside = parents[i]! >= 0 && inAuthor[parents[i]!] === 1;
    inAuthor[i] = Number(isInside || author[i] === 1);
    sums.authors[i + 1] = sums.authors[i]! + (isInside ? 0 : author[i]!);
    // Titles for buttons that share are kept in boxes that no one sees; replies that can be unfolded have a time.
    const isHidden =
      element.attribs.class?.includes('hidden') === true &&
      classesOf(element).includes('hidden') &&
      sums.times[end] === sums.times[i];
    inHidden[i] = Number(isHidden || (parents[i]! >= 0 && inHidden[parents[i]!] === 1));
    if (inAuthor[i] === 1 || time[i] === 1 || inHidden[i] === 1) words[i] = 0;
    sums.words[i + 1] = sums.words[i]! + words[i]!;
  }
  return author;
}

/** The names that a site gives an element, numbers left out. */
function namesOf({ attribs }: Element): string {
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
  return text === '' || !/\S/.test(text) ? '' : oneLine(text);
}

function isTimeElement(element: Element, label: string, names: ClassNames): boolean {
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
  names: ClassNames,
  length: number,
): boolean {
  // A picture can lead to the profile, where the name is shown to people who point at it.
  if (name === 'a' && attribs.href !== undefined && PROFILE.test(attribs.href)) return true;
  if (length === 0) return false;
  // In microformats, a link that is the address of somebody.
  if (name === 'a' && /(?:^|\s)url(?:\s|$)/.test(attribs.class ?? '')) return true;
  if (isTime) return name !== 'time' && authorName(label) !== label && beforeDate(label).length > 1;
  if (/\b(?:author|creator)\b/.test(`${attribs.rel ?? ''} ${attribs.itemprop ?? ''}`)) return true;
  return name === 'cite' || (names.author && !names.time);
}
