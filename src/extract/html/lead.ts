import { type ChildNode, type Document, type Element, first, selector } from '../dom/elements.ts';
import { markedText, visibleText } from '../dom/visible.ts';
import { folded } from '../patterns/lines.ts';
import { leadOf, type Paragraph } from '../patterns/prose.ts';
import type { ElementTree } from './element-tree.ts';

/** How much text is read to find where an article starts, in UTF-16 units. */
const MAX_READ = 3000;
/** A heading has fewer elements inside. */
const MAX_IN_HEADING = 50;
/** Elements marked as the article's text that are tried. */
const MAX_BODIES = 3;
/** As much of a description tells a standfirst, in letters and digits. */
const TELLING = 30;

/** What holds the text of an article, in the names that templates and themes give it. */
const BODY =
  /(?:^|[\s_-])(?:entry|post|article|story|blog|news|page|node)[_-]{0,2}(?:main[_-])?(?:content|body|text|copy|entry)(?:$|[\s_])|(?:^|\s)(?:body|e-content|available-content|prose|rich-?text|content)(?:$|\s)/i;
/** What holds prose that is not the article's, where it stands between the headline and the text or inside the text. */
const ASIDE =
  /(?:^|[\s_-])(?:author|byline|bio|caption|credit|cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|signup|promo|advert(?:isement)?|ads?|sponsor(?:ed)?|related|recommended|popular|sidebar|toc|paywall|modal|popup|dialog|banner|disclosure|disclaimer|locales|footer|notice|alert)(?:$|[\s_-])/i;
const NO_PROSE = new Set('aside button dl figcaption figure footer form header label menu nav ol pre ul'.split(' '));
/** Where the comments start: what comes behind is no article's. */
const COMMENTS =
  /(?:^|\s)(?:comments?|comment-?list|comments?-(?:area|section|wrapper)|respond|disqus_thread|wp-block-comments|wpdcom|wpcomm)(?:$|\s)/i;
const link = selector('a');
const description = selector('meta[property="og:description"], meta[name="description"]');

/**
 * Returns the lead of the article on a page, or null where no prose is clearly its own: the standfirst below the headline,
 * where it is what the page's description says too, and the element that is marked as the article's text; where there is
 * none, the prose behind the headline.
 */
export function leadOn(document: Document, tree: ElementTree, headline: string | null): string | null {
  const heading = headline === null ? null : headingOf(tree, folded(headline));
  const below = heading === null ? [] : behind(tree.elements[heading]!);
  for (const body of bodiesOf(tree, heading ?? -1)) {
    const paragraphs = paragraphsIn(body.children);
    const lead = leadOf(paragraphs);
    if (lead === null) continue;
    const above = standfirst(below, body, document);
    return above.length === 0 ? lead : leadOf([...above, ...paragraphs]);
  }
  return leadOf(paragraphsIn(below));
}

/** The index of the first heading that says what the headline says; titles end in the site's name, headings in counters. */
function headingOf({ elements, ends }: ElementTree, headline: string): number | null {
  if (headline === '') return null;
  const index = elements.findIndex((element, i) => {
    if (!/^h[1-6]$/.test(element.name) || ends[i]! - i > MAX_IN_HEADING) return false;
    const text = folded(visibleText(element));
    return text !== '' && (text.startsWith(headline) || (headline.endsWith(text) && text.length > headline.length / 2));
  });
  return index === -1 ? null : index;
}

/** The elements marked as an article's text that stand behind the headline and before the comments. */
function bodiesOf({ elements }: ElementTree, heading: number): Element[] {
  const bodies: Element[] = [];
  for (let i = heading + 1; i < elements.length && bodies.length < MAX_BODIES; i++) {
    const { attribs } = elements[i]!;
    const { class: names, id, itemprop } = attribs;
    if (isComments(attribs)) break;
    if (itemprop === 'articleBody') return [elements[i]!];
    if ((names !== undefined && BODY.test(names)) || (id !== undefined && BODY.test(id))) bodies.push(elements[i]!);
  }
  return bodies;
}

/** The paragraph between the headline and the article's text that the page's description repeats. */
function standfirst(below: readonly ChildNode[], body: Element, document: Document): Paragraph[] {
  const described = below.length === 0 ? null : first(description, document);
  const start = folded(described?.attribs.content ?? '').slice(0, TELLING);
  if (start.length < TELLING) return [];
  return paragraphsIn(below, body)
    .filter(({ text }) => folded(text).startsWith(start))
    .slice(0, 1);
}

/** The nodes behind an element and behind each element around it. */
function behind(element: Element): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let at: Element | null = element; at !== null; at = at.parent as Element | null)
    for (let next = at.next; next !== null; next = next.next) nodes.push(next);
  return nodes;
}

/** The paragraphs that a reader sees in some nodes, up to the comments or `end`. */
function paragraphsIn(children: readonly ChildNode[], end: Element | null = null): Paragraph[] {
  let ended = false;
  const skip = (element: Element): boolean => {
    ended ||= element === end || isComments(element.attribs);
    return ended || isAside(element);
  };
  const { text, ranges } = markedText({ children }, skip, link, MAX_READ);
  const paragraphs: Paragraph[] = [];
  let [start, range] = [0, 0];
  for (const line of text.split('\n')) {
    let linked = 0;
    for (; range < ranges.length && ranges[range]!.start < start + line.length; range++)
      linked += ranges[range]!.end - ranges[range]!.start;
    paragraphs.push({ text: line, linked });
    start += line.length + 1;
  }
  return paragraphs;
}

function isComments({ class: names, id }: Element['attribs']): boolean {
  return (names !== undefined && COMMENTS.test(names)) || (id !== undefined && COMMENTS.test(id));
}

function isAside({ name, attribs }: Element): boolean {
  return NO_PROSE.has(name) || ASIDE.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`);
}
