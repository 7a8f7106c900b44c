import { type Element, isTag } from './nodes.ts';

/** A compiled CSS selector: says whether an element matches. */
export type Selector = (element: Element) => boolean;

/**
 * Compiles a selector, of what Selectors Level 4 has as much as descriptions of pages need: lists, the four combinators,
 * names, `*`, `#id`, `.class`, `[attribute]` with `=`, `~=`, `^=`, `$=`, `*=` and the flag `i`, `:not()`, `:has()`,
 * `:first-child`, `:first-of-type` and `:last-of-type`.
 *
 * @throws SyntaxError where it is none, or has something else in it
 */
export function compileSelector(css: string): Selector {
  const source = { css, at: 0 };
  const matches = readList(source, readComplex);
  if (source.at < css.length) throw unreadable(source);
  return matches;
}

/** A selector, and how far it has been read. */
interface Source {
  readonly css: string;
  at: number;
}

const COMMA = /\s*,\s*/y;
const CLOSED = /\s*\)/y;
/** Group 1 is empty where white space alone stands between two: a descendant. */
const COMBINATOR = /\s*([>+~])\s*|\s+(?=[^\s,)])/y;
const LEADING = /\s*([>+~]?)\s*/y;
const NAME = String.raw`(?:[\w-]|\\[^\w\s])+`;
const SIMPLE = new RegExp(
  [
    String.raw`(?<name>\*|${NAME})`,
    `#(?<id>${NAME})`,
    String.raw`\.(?<word>${NAME})`,
    String.raw`\[(?<attribute>${NAME})(?:(?<operator>[~^$*]?=)(?:"(?<quoted>[^"]*)"|(?<bare>${NAME}))(?<flag>\s+i)?)?\]`,
    String.raw`:(?<pseudo>[a-z-]+)(?<opened>\(\s*)?`,
  ].join('|'),
  'y',
);

/** A selector, and the name that an element has to have to match; null for any. */
interface Named {
  readonly name: string | null;
  readonly matches: Selector;
}

function readList(source: Source, read: (source: Source) => Named): Selector {
  const alternatives = [read(source)];
  while (consume(source, COMMA) !== null) alternatives.push(read(source));
  return alternatives.length === 1 ? (alternatives[0] as Named).matches : byName(alternatives);
}

/** Tests an element only against the alternatives of its name, because most elements match none of a list. */
function byName(alternatives: readonly Named[]): Selector {
  const ofAny = alternatives.flatMap(({ name, matches }) => (name === null ? [matches] : []));
  const others = ofAny.length === 0 ? null : ofAny.reduce(either);
  const names = new Map<string, Selector>();
  for (const { name, matches } of alternatives) {
    if (name === null) continue;
    const known = names.get(name) ?? others;
    names.set(name, known === null ? matches : either(known, matches));
  }
  return (element) => (names.get(element.name) ?? others)?.(element) ?? false;
}

function readComplex(source: Source): Named {
  let { name, matches } = readCompound(source);
  for (let next = consume(source, COMBINATOR); next !== null; next = consume(source, COMBINATOR)) {
    const last = readCompound(source);
    name = last.name;
    matches = both(last.matches, someBefore(next[1], matches));
  }
  return { name, matches };
}

/** What stands in `:has()`: a selector that starts from the element. */
function readRelative(source: Source): Named {
  const steps: { readonly combinator: string | undefined; readonly matches: Selector }[] = [];
  for (let next = consume(source, LEADING); next !== null; next = consume(source, COMBINATOR))
    steps.push({ combinator: next[1], matches: readCompound(source).matches });
  const last = steps.pop()!;
  const matches = steps.reduceRight(
    (rest, { combinator, matches }) => someAfter(combinator, both(matches, rest)),
    someAfter(last.combinator, last.matches),
  );
  return { name: null, matches };
}

function readCompound(source: Source): Named {
  let name: string | null = null;
  let matches: Selector | null = null;
  for (let next = consume(source, SIMPLE); next !== null; next = consume(source, SIMPLE)) {
    const simple = readSimple(next.groups!, source);
    if (next.groups!.name !== undefined && next.groups!.name !== '*') name = unescaped(next.groups!.name);
    matches = matches === null ? simple : both(matches, simple);
  }
  if (matches === null) throw unreadable(source);
  return { name, matches };
}

function readSimple(
  { name, id, word, attribute, operator, quoted, bare, flag, pseudo, opened }: Record<string, string | undefined>,
  source: Source,
): Selector {
  if (name === '*') return () => true;
  if (name !== undefined) return named(unescaped(name));
  if (id !== undefined) return compared('id', '=', unescaped(id), false);
  if (word !== undefined) return compared('class', '~=', unescaped(word), false);
  if (attribute !== undefined && operator === undefined) return ({ attribs }) => attribs[attribute] !== undefined;
  if (attribute !== undefined)
    return compared(attribute, operator!, quoted ?? unescaped(bare!), flag !== undefined || CASELESS.has(attribute));
  return readPseudo(pseudo!, opened !== undefined, source);
}

function readPseudo(name: string, opened: boolean, source: Source): Selector {
  if (!opened) {
    if (name === 'first-child') return (element) => siblings(element).find(isTag) === element;
    if (name === 'first-of-type') return (element) => siblings(element).find(sameType(element)) === element;
    if (name === 'last-of-type') return (element) => siblings(element).findLast(sameType(element)) === element;
    throw unreadable(source);
  }
  if (name !== 'not' && name !== 'has') throw unreadable(source);
  const inner = readList(source, name === 'not' ? readComplex : readRelative);
  if (consume(source, CLOSED) === null) throw unreadable(source);
  return name === 'has' ? inner : (element) => !inner(element);
}

/** Attributes whose values HTML compares without regard to case: https://html.spec.whatwg.org/#case-sensitivity-of-selectors */
const CASELESS = new Set(
  'charset checked dir disabled hreflang http-equiv lang language media method multiple readonly rel rev scope selected target type'.split(
    ' ',
  ),
);

function compared(name: string, operator: string, value: string, isCaseless: boolean): Selector {
  const fits = comparison(operator, isCaseless ? value.toLowerCase() : value);
  return ({ attribs }) => {
    const actual = attribs[name];
    return actual !== undefined && fits(isCaseless ? actual.toLowerCase() : actual);
  };
}

function comparison(operator: string, value: string): (actual: string) => boolean {
  if (operator === '=') return (actual) => actual === value;
  // An empty value is a part of nothing.
  if (value === '') return () => false;
  if (operator === '^=') return (actual) => actual.startsWith(value);
  if (operator === '$=') return (actual) => actual.endsWith(value);
  if (operator === '*=') return (actual) => actual.includes(value);
  if (/\s/.test(value)) return () => false;
  const word = new RegExp(`(?:^|\\s)${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:\\s|$)`);
  return (actual) => actual === value || (actual.includes(value) && word.test(actual));
}

/** Says whether some element that the combinator leads back to matches. */
function someBefore(combinator: string | undefined, matches: Selector): Selector {
  if (combinator === '>') {
    return (element) => {
      const parent = parentOf(element);
      return parent !== null && matches(parent);
    };
  }
  if (combinator === undefined) {
    return (element) => {
      for (let at = parentOf(element); at !== null; at = parentOf(at)) if (matches(at)) return true;
      return false;
    };
  }
  return (element) => someSibling(element, 'prev', combinator === '+', matches);
}

/** Says whether some element that the combinator leads on to matches. */
function someAfter(combinator: string | undefined, matches: Selector): Selector {
  if (combinator === '>') return ({ children }) => children.some((child) => isTag(child) && matches(child));
  if (combinator === '+' || combinator === '~')
    return (element) => someSibling(element, 'next', combinator === '+', matches);
  // Cached by element, so that asking every element of a page takes linear time.
  const cache = new WeakMap<Element, boolean>();
  const someInside: Selector = (element) => {
    let result = cache.get(element);
    if (result === undefined) {
      result = element.children.some(
        (child) => isTag(child) && (matches(child) || (child.name !== 'template' && someInside(child))),
      );
      cache.set(element, result);
    }
    return result;
  };
  return someInside;
}

function someSibling(element: Element, side: 'prev' | 'next', nearest: boolean, matches: Selector): boolean {
  for (let node = element[side]; node !== null; node = node[side]) {
    if (!isTag(node)) continue;
    if (matches(node)) return true;
    if (nearest) return false;
  }
  return false;
}

const unescaped = (name: string) => name.replaceAll('\\', '');
const named =
  (name: string): Selector =>
  (element) =>
    element.name === name;
const parentOf = ({ parent }: Element): Element | null => (parent !== null && isTag(parent) ? parent : null);
const siblings = (element: Element) => element.parent?.children ?? [element];
const sameType =
  ({ name }: Element) =>
  (node: Element['children'][number]) =>
    isTag(node) && node.name === name;
const either =
  (one: Selector, other: Selector): Selector =>
  (element) =>
    one(element) || other(element);
const both =
  (one: Selector, other: Selector): Selector =>
  (element) =>
    one(element) && other(element);

function consume(source: Source, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = source.at;
  const match = pattern.exec(source.css);
  if (match !== null) source.at = pattern.lastIndex;
  return match;
}

function unreadable({ css, at }: Source): SyntaxError {
  return new SyntaxError(`cannot read the selector ${JSON.stringify(css)} from ${JSON.stringify(css.slice(at))} on`);
}
