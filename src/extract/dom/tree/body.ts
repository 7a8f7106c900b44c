import { endFormatting } from './adoption.ts';
import { endFragment, insertRaw, openNoscript, startInHead } from './head.ts';
import {
  BLOCK,
  FORMATTING,
  HEAD_CHILD,
  HEADING,
  LIST_SCOPE,
  MARKER,
  SCOPE,
  SPECIAL,
  TABLE_CHILD,
  type Tag,
  VOID,
} from './tags.ts';
import type { StartTag, Tree } from './tree.ts';

/** A start tag "in body": https://html.spec.whatwg.org/#parsing-main-inbody */
export function startInBody(tree: Tree, token: StartTag): void {
  const { is, name } = token.tag;
  if ((is & BLOCK) !== 0) openBlock(tree, token);
  else if ((is & FORMATTING) !== 0) openFormatting(tree, token);
  else if ((is & (SPECIAL | VOID)) === 0) openOther(tree, token);
  else if ((is & HEAD_CHILD) !== 0) startInHead(tree, token);
  else if ((is & HEADING) !== 0) {
    tree.closeParagraph();
    if ((tree.open.topTag.is & HEADING) !== 0) tree.open.pop();
    tree.insert(token);
  } else if ((is & VOID) !== 0) insertEmpty(tree, token);
  else if (isIgnored(name)) mergeAttributes(tree, token);
  else if ((is & TABLE_CHILD) === 0) openSpecial(tree, token);
}

function openBlock(tree: Tree, token: StartTag): void {
  tree.closeParagraph();
  tree.insert(token);
}

function openFormatting(tree: Tree, token: StartTag): void {
  const { tag } = token;
  if (tag === tree.tags.a) {
    const entry = tree.formatting.last(tag);
    if (entry !== null) {
      endFormatting(tree, tag);
      tree.formatting.remove(entry.element);
      const index = tree.open.elements.lastIndexOf(entry.element);
      if (index !== -1) tree.open.removeAt(index);
    }
  }
  tree.reopenFormatting();
  if (tag === tree.tags.nobr && tree.open.has(tag)) {
    endFormatting(tree, tag);
    tree.reopenFormatting();
  }
  tree.formatting.push(tree.insert(token), tag);
}

/** Elements of which the standard says nothing, and those that only close what may be left open. */
function openOther(tree: Tree, token: StartTag): void {
  const { tag } = token;
  const { open, tags } = tree;
  switch (tag.name) {
    case 'option':
    case 'optgroup':
      if (open.has(tags.select)) open.closeImplied(tag === tags.option ? tags.optgroup : null);
      else if (open.topTag === tags.option) open.pop();
      break;
    case 'image':
      tree.reopenFormatting();
      tree.insertVoid({ ...token, tag: tree.tagOf.html('img') });
      return;
    case 'rb':
    case 'rtc':
      if (open.has(tags.ruby)) open.closeImplied();
      tree.insert(token);
      return;
    case 'rp':
    case 'rt':
      if (open.has(tags.ruby)) open.closeImplied(tags.rtc);
      tree.insert(token);
      return;
    case 'svg':
    case 'math':
      tree.reopenFormatting();
      openForeign(tree, token, tag.name === 'svg' ? 'svg' : 'mathml');
      return;
  }
  tree.reopenFormatting();
  tree.insert(token);
}

/** Inserts an element of SVG or MathML. */
export function openForeign(tree: Tree, { tag, attribs, selfClosing }: StartTag, namespace: 'svg' | 'mathml'): void {
  const foreign = { tag: tree.tagOf[namespace](tag.name), attribs };
  if (selfClosing) tree.insertVoid(foreign);
  else tree.insert(foreign);
}

function insertEmpty(tree: Tree, token: StartTag): void {
  const { name } = token.tag;
  if (name === 'col' || name === 'frame') return;
  if (name === 'hr') {
    tree.closeParagraph();
    if (tree.open.has(tree.tags.select)) tree.open.closeImplied();
  } else if (name === 'input' && tree.open.has(tree.tags.select)) tree.open.popUntil(tree.tags.select);
  if (!/^(?:hr|param|source|track)$/.test(name)) tree.reopenFormatting();
  tree.insertVoid(token);
}

const isIgnored = (name: string): boolean =>
  name === 'html' || name === 'body' || name === 'head' || name === 'frameset';

/** A second `html` or `body` adds the attributes that the first has not. */
function mergeAttributes(tree: Tree, { tag, attribs }: StartTag): void {
  const { open, tags } = tree;
  if (tags.template.open > 0) return;
  const first = tag === tags.html ? open.elements[0] : tag === tags.body ? open.elements[1] : undefined;
  if (first?.name !== tag.name) return;
  for (const name of Object.keys(attribs)) {
    if (!Object.hasOwn(first.attribs, name)) first.attribs[name] = attribs[name]!;
  }
}

/** Elements with a rule of their own. */
function openSpecial(tree: Tree, token: StartTag): void {
  const { tag } = token;
  const { open, tags } = tree;
  switch (tag.name) {
    case 'li':
      closeItem(tree, (other) => other === tag);
      openBlock(tree, token);
      return;
    case 'dd':
    case 'dt':
      closeItem(tree, (other) => other === tags.dd || other === tags.dt);
      openBlock(tree, token);
      return;
    case 'form': {
      const inTemplate = tags.template.open > 0;
      if (tree.form !== null && !inTemplate) return;
      tree.closeParagraph();
      const form = tree.insert(token);
      if (!inTemplate) tree.form = form;
      return;
    }
    case 'button':
      if (open.has(tag)) {
        open.closeImplied();
        open.popUntil(tag);
      }
      break;
    case 'table':
      if (!tree.quirks) tree.closeParagraph();
      tree.insert(token, 'in table');
      return;
    case 'select':
      if (open.has(tag)) {
        open.popUntil(tag);
        return;
      }
      break;
    case 'textarea':
    case 'noembed':
    case 'iframe':
      insertRaw(tree, token);
      return;
    case 'plaintext':
    case 'xmp':
      tree.closeParagraph();
      if (tag.name === 'xmp') tree.reopenFormatting();
      insertRaw(tree, token);
      return;
    case 'noscript':
      openNoscript(tree, token);
      return;
  }
  tree.reopenFormatting();
  tree.insert(token);
  if ((tag.is & MARKER) !== 0) tree.formatting.mark();
}

/** Ends the item of a list that the next one starts after. */
function closeItem({ open, tags }: Tree, isItem: (tag: Tag) => boolean): void {
  for (let i = open.depth - 1; i >= 0; i--) {
    const tag = open.tags[i]!;
    if (isItem(tag)) {
      open.closeImplied(tag);
      open.popUntil(tag);
      return;
    }
    if ((tag.is & SPECIAL) !== 0 && tag.name !== 'address' && tag !== tags.div && tag !== tags.p) return;
  }
}

const BLOCK_ENDS = new Set(['button', 'select', 'applet', 'marquee', 'object']);

/** An end tag "in body". */
export function endInBody(tree: Tree, tag: Tag): void {
  const { open, tags } = tree;
  const { is, name } = tag;
  if (tag === tags.p) {
    if (tree.closeParagraph()) return;
    tree.imply(tag);
    open.pop();
  } else if ((is & BLOCK) !== 0 || BLOCK_ENDS.has(name)) {
    if (!open.has(tag)) return;
    open.closeImplied();
    open.popUntil(tag);
    if ((is & MARKER) !== 0) tree.formatting.clearToMark();
  } else if ((is & FORMATTING) !== 0) {
    if (!endFormatting(tree, tag)) endOther(tree, tag);
  } else if ((is & HEADING) !== 0) endHeading(tree);
  else if (name === 'template' || name === 'noscript') endFragment(tree, { tag });
  else if (tag === tags.li || tag === tags.dd || tag === tags.dt) {
    if (!open.has(tag, tag === tags.li ? SCOPE | LIST_SCOPE : SCOPE)) return;
    open.closeImplied(tag);
    open.popUntil(tag);
  } else if (tag === tags.form) endForm(tree);
  else if (name === 'br') {
    tree.reopenFormatting();
    tree.insertVoid({ tag, attribs: {} });
  } else if (!isIgnored(name)) endOther(tree, tag);
}

function endHeading({ open }: Tree): void {
  for (let i = open.depth - 1; i >= 0; i--) {
    const { is } = open.tags[i]!;
    if ((is & HEADING) !== 0) {
      open.closeImplied();
      open.clearTo(HEADING);
      open.pop();
      return;
    }
    if ((is & SCOPE) !== 0) return;
  }
}

function endForm(tree: Tree): void {
  const { open, tags } = tree;
  if (tags.template.open > 0) {
    if (!open.has(tags.form)) return;
    open.closeImplied();
    open.popUntil(tags.form);
    return;
  }
  const { form } = tree;
  tree.form = null;
  if (form === null || !open.has(tags.form)) return;
  const index = open.elements.lastIndexOf(form);
  if (index === -1) return;
  open.closeImplied();
  open.removeAt(open.elements.lastIndexOf(form));
}

function endOther({ open }: Tree, tag: Tag): void {
  if (tag.open === 0) return;
  for (let i = open.depth - 1; i >= 0; i--) {
    const other = open.tags[i]!;
    if (other === tag) {
      open.closeImplied(tag);
      while (open.depth > i) open.pop();
      return;
    }
    if ((other.is & SPECIAL) !== 0) return;
  }
}

/** Text "in body". */
export function textInBody(tree: Tree, data: string): void {
  tree.reopenFormatting();
  tree.insertText(data);
}
