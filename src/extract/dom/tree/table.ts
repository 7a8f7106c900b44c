import { endInBody, startInBody, textInBody } from './body.ts';
import { endFragment, startInHead } from './head.ts';
import type { Mode } from './open-elements.ts';
import { TABLE_CHILD, TABLE_PART, TABLE_SCOPE, type Tag } from './tags.ts';
import type { StartTag, Tree } from './tree.ts';

/** A mode of tables. */
export type TableMode = Extract<Mode, `in ${'table' | 'caption' | 'column group' | 'table body' | 'row' | 'cell'}`>;

/** Returns false where the tag closed something, and is to be read again. */
export function startInTable(tree: Tree, mode: TableMode, token: StartTag): boolean {
  switch (mode) {
    case 'in cell':
      if ((token.tag.is & TABLE_CHILD) === 0) break;
      if (!closeCell(tree)) return true;
      return false;
    case 'in caption':
      if ((token.tag.is & TABLE_CHILD) === 0) break;
      return !closeCaption(tree);
    case 'in column group':
      if (token.tag.name === 'col') tree.insertVoid(token);
      else if (token.tag.name === 'template') startInHead(tree, token);
      else return !closeColumnGroup(tree);
      return true;
    case 'in row':
      return startInRow(tree, token);
    case 'in table body':
      return startInTableBody(tree, token);
    case 'in table':
      return startInTableItself(tree, token);
  }
  startInBody(tree, token);
  return true;
}

function startInRow(tree: Tree, token: StartTag): boolean {
  const { open, tags } = tree;
  const { tag } = token;
  if (tag === tags.td || tag === tags.th) {
    clearTo(tree, tags.tr);
    tree.insert(token, 'in cell');
    tree.formatting.mark();
    return true;
  }
  if ((tag.is & TABLE_CHILD) === 0) return startInTableItself(tree, token);
  if (!open.has(tags.tr, TABLE_SCOPE)) return true;
  clearTo(tree, tags.tr);
  open.pop();
  return false;
}

function startInTableBody(tree: Tree, token: StartTag): boolean {
  const { tags } = tree;
  const { tag } = token;
  if (tag === tags.tr || tag === tags.td || tag === tags.th) {
    clearToBody(tree);
    if (tag === tags.tr) tree.insert(token, 'in row');
    else tree.imply(tags.tr, 'in row');
    return tag === tags.tr;
  }
  if ((tag.is & TABLE_CHILD) === 0) return startInTableItself(tree, token);
  return !closeBody(tree);
}

function startInTableItself(tree: Tree, token: StartTag): boolean {
  const { open, tags } = tree;
  const { tag, attribs } = token;
  if ((tag.is & TABLE_CHILD) !== 0) {
    clearTo(tree, tags.table);
    if (tag === tags.caption) {
      tree.insert(token, 'in caption');
      tree.formatting.mark();
    } else if (tag === tags.colgroup) tree.insert(token, 'in column group');
    else if (tag === tags.col) tree.imply(tags.colgroup, 'in column group');
    else if (isBody(tag)) tree.insert(token, 'in table body');
    else tree.imply(tags.tbody, 'in table body');
    return tag === tags.caption || tag === tags.colgroup || isBody(tag);
  }
  if (tag === tags.table) {
    if (!open.has(tag, TABLE_SCOPE)) return true;
    open.popUntil(tag);
    return false;
  }
  if (tag.name === 'style' || tag.name === 'script' || tag === tags.template) startInHead(tree, token);
  else if (tag.name === 'input' && attribs.type?.toLowerCase() === 'hidden') tree.insertVoid(token);
  else if (tag === tags.form) {
    if (tree.form !== null || tags.template.open > 0) return true;
    tree.form = tree.insert(token);
    open.pop();
  } else fostered(tree, () => startInBody(tree, token));
  return true;
}

/** Returns false where the tag closed something else, and is to be read again. */
export function endInTable(tree: Tree, mode: TableMode, tag: Tag): boolean {
  const { open, tags } = tree;
  if (tag === tags.template) {
    endFragment(tree, { tag });
    return true;
  }
  switch (mode) {
    case 'in cell':
      if (tag === tags.td || tag === tags.th) {
        if (open.has(tag, TABLE_SCOPE)) endCell(tree, tag);
      } else if ((tag.is & TABLE_PART) !== 0) {
        return !(open.has(tag, TABLE_SCOPE) && closeCell(tree));
      } else if ((tag.is & TABLE_CHILD) === 0) endInBody(tree, tag);
      return true;
    case 'in caption':
      if (tag === tags.caption) closeCaption(tree);
      else if (tag === tags.table) return !closeCaption(tree);
      else if ((tag.is & TABLE_CHILD) === 0) endInBody(tree, tag);
      return true;
    case 'in column group':
      if (tag === tags.colgroup) closeColumnGroup(tree);
      else if (tag !== tags.col) return !closeColumnGroup(tree);
      return true;
    case 'in row':
      return endInRow(tree, tag);
    case 'in table body':
      return endInTableBody(tree, tag);
    case 'in table':
      return endInTableItself(tree, tag);
  }
}

function endInRow(tree: Tree, tag: Tag): boolean {
  const { open, tags } = tree;
  if ((tag.is & TABLE_PART) === 0) return endInTableItself(tree, tag);
  if (!open.has(tags.tr, TABLE_SCOPE) || (isBody(tag) && !open.has(tag, TABLE_SCOPE))) return true;
  clearTo(tree, tags.tr);
  open.pop();
  return tag === tags.tr;
}

function endInTableBody(tree: Tree, tag: Tag): boolean {
  if (isBody(tag)) {
    if (!tree.open.has(tag, TABLE_SCOPE)) return true;
    clearToBody(tree);
    tree.open.pop();
    return true;
  }
  return tag === tree.tags.table ? !closeBody(tree) : endInTableItself(tree, tag);
}

function endInTableItself(tree: Tree, tag: Tag): boolean {
  if (tag === tree.tags.table) {
    if (tree.open.has(tag, TABLE_SCOPE)) tree.open.popUntil(tag);
  } else if ((tag.is & TABLE_CHILD) === 0) fostered(tree, () => endInBody(tree, tag));
  return true;
}

/** Text anywhere in a table. */
export function textInTable(tree: Tree, mode: TableMode, data: string): void {
  if (mode === 'in column group') {
    const rest = data.trimStart();
    if (rest !== data) tree.insertText(data.slice(0, data.length - rest.length));
    if (rest !== '' && closeColumnGroup(tree)) textInTable(tree, 'in table', rest);
  } else if (mode === 'in cell' || mode === 'in caption' || (tree.open.topTag.is & TABLE_PART) === 0)
    textInBody(tree, data);
  else if (data.trim() === '') tree.insertText(data);
  else fostered(tree, () => textInBody(tree, data));
}

function fostered(tree: Tree, read: () => void): void {
  tree.fostering = true;
  read();
  tree.fostering = false;
}

const isBody = ({ name }: Tag): boolean => name === 'tbody' || name === 'thead' || name === 'tfoot';

/** Closes elements up to the innermost of a tag, but none around the table. */
function clearTo({ open, tags }: Tree, tag: Tag): void {
  while (open.topTag !== tag && open.topTag !== tags.template && open.topTag !== tags.html) open.pop();
}

function clearToBody({ open, tags }: Tree): void {
  while (!isBody(open.topTag) && open.topTag !== tags.template && open.topTag !== tags.html) open.pop();
}

/** Each says whether there was one to close. */
function closeCell(tree: Tree): boolean {
  const { open, tags } = tree;
  const tag = [tags.td, tags.th].find((cell) => open.has(cell, TABLE_SCOPE));
  if (tag === undefined) return false;
  open.closeImplied();
  while (open.topTag !== tags.td && open.topTag !== tags.th) open.pop();
  open.pop();
  tree.formatting.clearToMark();
  return true;
}

function endCell(tree: Tree, tag: Tag): void {
  tree.open.closeImplied();
  tree.open.popUntil(tag);
  tree.formatting.clearToMark();
}

function closeCaption(tree: Tree): boolean {
  const { open, tags } = tree;
  if (!open.has(tags.caption, TABLE_SCOPE)) return false;
  open.closeImplied();
  open.popUntil(tags.caption);
  tree.formatting.clearToMark();
  return true;
}

function closeColumnGroup({ open, tags }: Tree): boolean {
  if (open.topTag !== tags.colgroup) return false;
  open.pop();
  return true;
}

function closeBody(tree: Tree): boolean {
  const { open, tags } = tree;
  if (![tags.tbody, tree.tagOf.html('thead'), tree.tagOf.html('tfoot')].some((tag) => open.has(tag, TABLE_SCOPE)))
    return false;
  clearToBody(tree);
  open.pop();
  return true;
}
