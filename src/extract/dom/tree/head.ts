import type { RawText } from '../tokens.ts';
import type { StartTag, Tree } from './tree.ts';

/** How the content of an element is read, where it holds no markup. */
const RAW: Readonly<Record<string, RawText>> = {
  title: 'with entities',
  textarea: 'with entities',
  script: 'script',
  style: 'without entities',
  xmp: 'without entities',
  iframe: 'without entities',
  noembed: 'without entities',
  noframes: 'without entities',
  plaintext: 'to the end',
};

/** The name that declarative shadow roots get: what stands in them is shown. */
export const SHADOW_ROOT = 'shadow-root';

/** Says whether the content of an element holds no markup. */
export function isRawText(name: string): boolean {
  return Object.hasOwn(RAW, name);
}

/** Inserts an element whose content holds no markup. */
export function insertRaw(tree: Tree, token: StartTag): void {
  tree.insert(token);
  tree.raw = RAW[token.tag.name]!;
}

/** Inserts an element that may stand in `head`, wherever it stands. */
export function startInHead(tree: Tree, token: StartTag): void {
  const { name } = token.tag;
  if (name === 'template') openTemplate(tree, token);
  else if (isRawText(name)) insertRaw(tree, token);
  else tree.insertVoid(token);
}

/** Names of the attribute: the standard's, that of Chrome before 124, and that of the MHTML that Chrome writes. */
const SHADOW_MODES = ['shadowrootmode', 'shadowroot', 'shadowmode'];

/** A template that says so is the shadow root of the element it stands in, unless that is in a template itself. */
function openTemplate(tree: Tree, token: StartTag): void {
  const isShadow =
    SHADOW_MODES.some((name) => /^(?:open|closed)$/i.test(token.attribs[name] ?? '')) &&
    tree.open.elements.every(({ name }) => name !== 'template');
  tree.insert(token, 'in template', isShadow ? SHADOW_ROOT : token.tag.name);
  tree.formatting.mark();
}

/** Closes the innermost template, or `noscript`, with all that is open in it. */
export function endFragment(tree: Tree, { tag }: Pick<StartTag, 'tag'>): void {
  if (tag.open === 0) return;
  tree.open.popUntil(tag);
  tree.formatting.clearToMark();
}

/** `noscript` holds a fragment of its own: browsers with scripts read it as text, those without as markup. */
export function openNoscript(tree: Tree, token: StartTag): void {
  tree.insert(token, 'in body');
  tree.formatting.mark();
}
