import type { PageIndex } from '../element-tree.ts';

/** One repeated element, taken for a comment. */
export interface Item {
  readonly place: number;
  /** The places of all that it holds, other items and what is in them excepted. */
  readonly own: readonly number[];
  /** Which item it stands in; null for none. */
  readonly above: number | null;
}

/** Returns the elements at `places`, in document order, as items. */
export function itemsAt(places: readonly number[], { ends }: PageIndex): Item[] {
  const items: { place: number; own: number[]; above: number | null }[] = [];
  const open: number[] = [];
  let next = 0;
  for (let place = places[0] ?? 0; next < places.length || open.length > 0; place++) {
    while (open.length > 0 && ends[items[open.at(-1)!]!.place]! <= place) open.pop();
    if (places[next] === place) {
      items.push({ place, own: [], above: open.at(-1) ?? null });
      open.push(next++);
    } else if (open.length > 0) items[open.at(-1)!]!.own.push(place);
    else if (next < places.length) place = places[next]! - 1;
  }
  return items;
}
