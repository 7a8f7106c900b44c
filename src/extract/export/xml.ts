/** An element of XML, with names as they stand, prefixes included. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly nodes: (XmlElement | string)[];
}

/** No feed or export goes near it. */
const MAX_DEPTH = 200;
/** About 64 MiB of a real export. */
const MAX_ELEMENTS = 2_500_000;

const NAME = /[^\s/>=<"']+/y;
const ATTRIBUTE =
  /\s*([^\s/>=<"']{1,200})\s*=\s*(?:"([^"]{0,65536})"|'([^']{0,65536})'|([^\s"'<>]{1,200}?)(?=\/?>|\s))/y;
/** Tags that are none are text, up to this many. */
const MAX_BROKEN = 100;
const END_OF_TAG = /\s*(\/?)>/y;
/** What is no element: its beginning, its end, and whether its content is text. */
const OTHERS: readonly (readonly [start: string, end: string, isText: boolean])[] = [
  ['<![CDATA[', ']]>', true],
  ['<!--', '-->', false],
  ['<?', '?>', false],
];

/**
 * Returns the root element of XML, null where it has none, and whether something was given up: what is nested too deep, or
 * broken. Entities are the five of XML and those with numbers: what a document type declares is left as it stands.
 */
export function parseXml(xml: string): { readonly root: XmlElement | null; readonly truncated: boolean } {
  const top: XmlElement = { name: '', attributes: {}, nodes: [] };
  const open = [top];
  let [elements, broken] = [0, 0];
  let at = 0;
  const done = (truncated: boolean) => ({ root: children(top)[0] ?? null, truncated });
  for (;;) {
    const start = xml.indexOf('<', at);
    if (start > at) addText(open, unescaped(xml.slice(at, start)));
    if (start === -1) return done(open.length > 1);
    const next = xml[start + 1];
    const other = next === '!' || next === '?' ? OTHERS.find(([sign]) => xml.startsWith(sign, start)) : undefined;
    if (other !== undefined) {
      const end = xml.indexOf(other[1], start + other[0].length);
      if (end === -1) return done(true);
      if (other[2]) addText(open, xml.slice(start + other[0].length, end));
      at = end + other[1].length;
    } else if (next === '/') {
      const end = xml.indexOf('>', start);
      if (end === -1) return done(true);
      const from = open.findLastIndex(({ name }) => name === xml.slice(start + 2, end).trim());
      if (from > 0) open.length = from;
      at = end + 1;
    } else if (next === '!') {
      at = endOfDoctype(xml, start);
      if (at === -1) return done(true);
    } else {
      const tag = readTag(xml, start + 1);
      if (open.length > MAX_DEPTH || ++elements > MAX_ELEMENTS || broken > MAX_BROKEN) return done(true);
      if (tag === null) {
        if (!xml.includes('>', start)) return done(true);
        broken++;
        addText(open, '<');
        at = start + 1;
        continue;
      }
      open.at(-1)!.nodes.push(tag.element);
      if (!tag.isEmpty) open.push(tag.element);
      at = tag.end;
    }
  }
}

function readTag(
  xml: string,
  start: number,
): { readonly element: XmlElement; readonly isEmpty: boolean; readonly end: number } | null {
  NAME.lastIndex = start;
  const name = NAME.exec(xml)?.[0];
  if (name === undefined) return null;
  const attributes: Record<string, string> = {};
  ATTRIBUTE.lastIndex = NAME.lastIndex;
  let end = NAME.lastIndex;
  for (let found = ATTRIBUTE.exec(xml); found !== null; found = ATTRIBUTE.exec(xml)) {
    attributes[found[1]!] = unescaped(found[2] ?? found[3] ?? found[4]!);
    end = ATTRIBUTE.lastIndex;
  }
  END_OF_TAG.lastIndex = end;
  const ending = END_OF_TAG.exec(xml);
  return ending === null
    ? null
    : { element: { name, attributes, nodes: [] }, isEmpty: ending[1] === '/', end: END_OF_TAG.lastIndex };
}

/** A document type may hold declarations between brackets. */
function endOfDoctype(xml: string, start: number): number {
  const end = xml.indexOf('>', start);
  const bracket = xml.indexOf('[', start);
  if (end === -1 || bracket === -1 || bracket > end) return end === -1 ? -1 : end + 1;
  const close = xml.indexOf(']', bracket);
  const after = close === -1 ? -1 : xml.indexOf('>', close);
  return after === -1 ? -1 : after + 1;
}

function addText(open: readonly XmlElement[], text: string): void {
  if (open.length > 1) open.at(-1)!.nodes.push(text);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()]!;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Returns the elements within an element, of that name where one is given. */
export function children({ nodes }: XmlElement, name?: string): XmlElement[] {
  return nodes.filter(
    (node): node is XmlElement => typeof node !== 'string' && (name === undefined || node.name === name),
  );
}

/** Returns the first element within an element of that name, or null. */
export function child(element: XmlElement, name: string): XmlElement | null {
  return (
    (element.nodes.find((node) => typeof node !== 'string' && node.name === name) as XmlElement | undefined) ?? null
  );
}

/** Returns the text of an element without white space around it, null where it is absent or blank. */
export function textOf(element: XmlElement | null): string | null {
  return (
    element?.nodes
      .filter((node) => typeof node === 'string')
      .join('')
      .trim() || null
  );
}

/** Returns the text of the first element within an element of that name, null where it is absent or blank. */
export function field(element: XmlElement, name: string): string | null {
  return textOf(child(element, name));
}

/** Returns what stands in an element as markup. */
export function markupOf({ nodes }: XmlElement): string {
  return nodes
    .map((node) => (typeof node === 'string' ? escaped(node) : `<${node.name}>${markupOf(node)}</${node.name}>`))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
