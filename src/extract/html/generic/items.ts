import type { ElementTree } from '../element-tree.ts';

/** One repeated element, taken for a comment. Elements are indices in the tree. */
export interface Item {
  readonly index: number;
  /** All elements that it holds, other items and theirs excepted. */
  readonly own: readonly number[];
  /** The position of the item that it stands in; null for none. */
  readonly outer: number | null;
}

/** Returns the elements at `indices`, in document order, as items. */
export function itemsAt(indices: readonly number[], { ends }: ElementTree): Item[] {
  const items: { index: number; own: number[]; outer: number | null }[] = [];
  const open: number[] = [];
  let next = 0;
  for (let i = indices[0] ?? 0; next < indices.length || open.length > 0; i++) {
    while (open.length > 0 && ends[items[open.at(-1)!]!.index]! <= i) open.pop();
    if (indices[next] === i) {
      items.push({ index: i, own: [], outer: open.at(-1) ?? null });
      open.push(next++);
    } else if (open.length > 0) items[open.at(-1)!]!.own.push(i);
    else if (next < indices.length) i = indices[next]! - 1;
  }
  return items;
}
