import { openForeign } from './body.ts';
import { BREAKOUT, FOREIGN, INTEGRATION, type Tag } from './tags.ts';
import type { StartTag, Tree } from './tree.ts';

/**
 * Reads a start tag inside SVG or MathML. Returns false where it is HTML: because HTML may stand there, or because it ends
 * what it stands in.
 */
export function startInForeign(tree: Tree, token: StartTag): boolean {
  const { open, tagOf } = tree;
  const { name } = open.topTag;
  const isSvg = tagOf.svg(name) === open.topTag;
  const isGlyph = !isSvg && (token.tag.name === 'mglyph' || token.tag.name === 'malignmark');
  if (holdsHtml(tree) && !isGlyph) return false;
  const isFont = name === 'font' && ['color', 'face', 'size'].some((key) => token.attribs[key] !== undefined);
  if ((token.tag.is & BREAKOUT) !== 0 || isFont) {
    leaveForeign(tree);
    return false;
  }
  openForeign(tree, token, isSvg || (name === 'annotation-xml' && token.tag.name === 'svg') ? 'svg' : 'mathml');
  return true;
}

/** Reads an end tag inside SVG or MathML. Returns false where it is one of HTML. */
export function endInForeign(tree: Tree, tag: Tag): boolean {
  const { open } = tree;
  if (tag.name === 'p' || tag.name === 'br') {
    leaveForeign(tree);
    return false;
  }
  for (let i = open.depth - 1; i > 0; i--) {
    const other = open.tags[i]!;
    if ((other.is & FOREIGN) === 0) return false;
    if (other.name !== tag.name) continue;
    while (open.depth > i) open.pop();
    return true;
  }
  return true;
}

/** Says whether HTML stands in the innermost element, which is one of SVG or MathML. */
export function holdsHtml({ open }: Tree): boolean {
  const { is, name } = open.topTag;
  if (name !== 'annotation-xml') return (is & INTEGRATION) !== 0;
  const encoding = open.top.attribs.encoding?.toLowerCase();
  return encoding === 'text/html' || encoding === 'application/xhtml+xml';
}

function leaveForeign(tree: Tree): void {
  while ((tree.open.topTag.is & FOREIGN) !== 0 && !holdsHtml(tree)) tree.open.pop();
}
