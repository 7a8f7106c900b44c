import { endInBody, startInBody, textInBody } from './body.ts';
import { endFragment, insertRaw, openNoscript, startInHead } from './head.ts';
import type { Mode } from './open-elements.ts';
import { endInTable, startInTable, textInTable } from './table.ts';
import { HEAD_CHILD, type Tag } from './tags.ts';
import type { StartTag, Tree } from './tree.ts';

/** Reads a start tag by the rules of the mode. Returns false where it implied another, and is to be read again. */
export function start(tree: Tree, token: StartTag): boolean {
  const { mode } = tree.open;
  switch (mode) {
    case 'in body':
      startInBody(tree, token);
      return true;
    case 'before head':
    case 'in head':
    case 'after head':
      return startAroundHead(tree, mode, token);
    case 'in template':
      return startInTemplate(tree, token);
    case 'in frameset':
      if (token.tag.name === 'frameset') tree.insert(token);
      else if (token.tag.name === 'frame') tree.insertVoid(token);
      else if (token.tag.name === 'noframes') startInHead(tree, token);
      // Our own containers write frames so, to have a place for what they show.
      else if (token.tag.name === 'iframe') insertRaw(tree, token);
      return true;
    default:
      return startInTable(tree, mode, token);
  }
}

function startAroundHead(tree: Tree, mode: Mode, token: StartTag): boolean {
  const { tags } = tree;
  const { tag } = token;
  if (tag === tags.html) startInBody(tree, token);
  else if (tag === tags.head) {
    if (mode === 'before head') openHead(tree, token);
  } else if ((tag.is & HEAD_CHILD) !== 0 || (tag === tags.noscript && mode !== 'after head')) {
    if (mode === 'before head') openHead(tree, { tag: tags.head, attribs: {} });
    if (mode === 'after head') startInClosedHead(tree, token);
    else if (tag === tags.noscript) openNoscript(tree, token);
    else startInHead(tree, token);
  } else if (mode === 'after head' && (tag === tags.body || tag === tags.frameset)) {
    if (tag === tags.frameset) tree.open.mode = 'in frameset';
    tree.insert(token, tag === tags.body ? 'in body' : 'in frameset');
  } else {
    if (mode === 'after head') tree.imply(tags.body, 'in body');
    else closeHead(tree);
    return false;
  }
  return true;
}

function openHead(tree: Tree, token: Pick<StartTag, 'tag' | 'attribs'>): void {
  tree.head = tree.insert(token, 'in head');
}

/** Closes `head`, which is implied where there is none. */
function closeHead(tree: Tree): void {
  if (tree.open.mode === 'before head') openHead(tree, { tag: tree.tags.head, attribs: {} });
  tree.open.pop();
  tree.open.mode = 'after head';
}

/** What stands between `head` and `body` and belongs into the first. */
function startInClosedHead(tree: Tree, token: StartTag): void {
  const { open } = tree;
  const at = open.depth;
  open.push(tree.head!, tree.tags.head, 'in head');
  startInHead(tree, token);
  open.removeAt(at);
}

function startInTemplate(tree: Tree, token: StartTag): boolean {
  const { name, is } = token.tag;
  if ((is & HEAD_CHILD) !== 0) {
    startInHead(tree, token);
    return true;
  }
  tree.open.mode = /^(?:caption|colgroup|tbody|tfoot|thead)$/.test(name)
    ? 'in table'
    : name === 'col'
      ? 'in column group'
      : name === 'tr'
        ? 'in table body'
        : name === 'td' || name === 'th'
          ? 'in row'
          : 'in body';
  return false;
}

/** Reads an end tag by the rules of the mode. Returns false where it implied another, and is to be read again. */
export function end(tree: Tree, tag: Tag): boolean {
  const { mode } = tree.open;
  const { tags } = tree;
  switch (mode) {
    case 'in body':
      endInBody(tree, tag);
      return true;
    case 'before head':
    case 'in head':
    case 'after head':
      if (tag.name === 'template') endFragment(tree, { tag });
      else if (mode === 'in head' && tag === tags.head) closeHead(tree);
      else if (
        tag === tags.body ||
        tag === tags.html ||
        tag.name === 'br' ||
        (tag === tags.head && mode === 'before head')
      ) {
        if (mode === 'after head') tree.imply(tags.body, 'in body');
        else closeHead(tree);
        return tag === tags.head;
      }
      return true;
    case 'in template':
      if (tag.name === 'template') endFragment(tree, { tag });
      return true;
    case 'in frameset':
      if (tag === tags.frameset && tree.open.topTag === tag) tree.open.pop();
      return true;
    default:
      return endInTable(tree, mode, tag);
  }
}

/** Reads text by the rules of the mode. */
export function readText(tree: Tree, data: string): void {
  const { mode } = tree.open;
  switch (mode) {
    case 'in body':
    case 'in template':
      textInBody(tree, data);
      return;
    case 'before head':
    case 'in head':
    case 'after head':
      if (data.trim() === '') return;
      openBody(tree);
      textInBody(tree, data.trimStart());
      return;
    case 'in frameset':
      return;
    default:
      textInTable(tree, mode, data);
  }
}

/** Opens `body`, and what has to stand before it, where none is open. */
export function openBody(tree: Tree): void {
  const { open, tags } = tree;
  if (open.mode === 'before head' || open.mode === 'in head') closeHead(tree);
  if (open.mode === 'after head') tree.imply(tags.body, 'in body');
}
