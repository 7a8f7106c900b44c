import { detach, Element, moveChildren } from '../nodes.ts';
import type { FormattingEntry } from './formatting.ts';
import { SPECIAL, type Tag } from './tags.ts';
import { put, type Tree } from './tree.ts';

const MAX_OUTER = 8;
const MAX_INNER = 3;

/**
 * Ends an element of formatting that may end in another block than it started in: the "adoption agency algorithm" of the
 * HTML standard, 13.2.6.4.7. Returns false where none is open, and any other end tag is to be read.
 */
export function endFormatting(tree: Tree, tag: Tag): boolean {
  const { open, formatting } = tree;
  if (open.topTag === tag && formatting.indexOf(open.top) === -1) {
    open.pop();
    return true;
  }
  for (let outer = 0; outer < MAX_OUTER; outer++) {
    const entry = formatting.last(tag);
    if (entry === null) return false;
    const at = open.elements.lastIndexOf(entry.element);
    if (at === -1) {
      formatting.remove(entry.element);
      return true;
    }
    if (!open.has(tag)) return true;
    const block = open.tags.findIndex(({ is }, i) => i > at && (is & SPECIAL) !== 0);
    if (block === -1) {
      while (open.depth > at) open.pop();
      formatting.remove(entry.element);
      return true;
    }
    adopt(tree, entry, at, block);
  }
  return true;
}

/** Ends the formatting before a block that started inside it, and starts it again inside the block. */
function adopt(tree: Tree, entry: FormattingEntry, at: number, blockAt: number): void {
  const { open, formatting } = tree;
  const block = open.elements[blockAt]!;
  let bookmark = formatting.indexOf(entry.element);
  let last = block;
  let index = blockAt;
  for (let inner = 1; ; inner++) {
    index--;
    if (index === at) break;
    const listed = formatting.indexOf(open.elements[index]!);
    if (listed === -1 || inner > MAX_INNER) {
      open.removeAt(index);
      if (listed !== -1) {
        formatting.entries.splice(listed, 1);
        if (listed < bookmark) bookmark--;
      }
      continue;
    }
    const copy = copyOf(tree, open.elements[index]!);
    open.elements[index] = copy;
    formatting.entries[listed] = { element: copy, tag: open.tags[index]! };
    if (last === block) bookmark = listed + 1;
    detach(last);
    put(last, copy, null);
    last = copy;
  }
  detach(last);
  const fostering = tree.fostering;
  tree.fostering = true;
  const { parent, before } = tree.placeFor(at - 1);
  tree.fostering = fostering;
  put(last, parent, before);

  const copy = copyOf(tree, entry.element);
  moveChildren(block, copy);
  put(copy, block, null);
  const listed = formatting.indexOf(entry.element);
  formatting.entries.splice(listed, 1);
  formatting.entries.splice(listed < bookmark ? bookmark - 1 : bookmark, 0, { element: copy, tag: entry.tag });
  open.removeAt(at);
  open.insertAt(open.elements.lastIndexOf(block) + 1, copy, entry.tag);
}

function copyOf(tree: Tree, { name, attribs }: Element): Element {
  tree.count(1);
  return new Element(name, { ...attribs });
}
