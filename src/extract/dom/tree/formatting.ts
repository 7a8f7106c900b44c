import type { Element } from '../nodes.ts';
import type { Tag } from './tags.ts';

/** An element of formatting that ends later than the block it stands in, and so is opened again in the next. */
export interface FormattingEntry {
  readonly element: Element;
  readonly tag: Tag;
}

/** Three alike are kept ("Noah's Ark" in the HTML standard). */
const MAX_ALIKE = 3;

/** The list of active formatting elements; null marks where an element starts that formatting stays outside of. */
export class ActiveFormatting {
  readonly entries: (FormattingEntry | null)[] = [];

  push(element: Element, tag: Tag): void {
    const { entries } = this;
    let [alike, earliest] = [0, 0];
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i]!;
      if (entry === null) break;
      if (entry.tag !== tag || !sameAttributes(entry.element, element)) continue;
      alike++;
      earliest = i;
    }
    if (alike >= MAX_ALIKE) entries.splice(earliest, 1);
    entries.push({ element, tag });
  }

  mark(): void {
    this.entries.push(null);
  }

  clearToMark(): void {
    while (this.entries.length > 0 && this.entries.pop() !== null);
  }

  /** The last entry of a tag behind the last mark; null where there is none. */
  last(tag: Tag): FormattingEntry | null {
    const { entries } = this;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i]!;
      if (entry === null) return null;
      if (entry.tag === tag) return entry;
    }
    return null;
  }

  indexOf(element: Element): number {
    const { entries } = this;
    for (let i = entries.length - 1; i >= 0; i--) if (entries[i]?.element === element) return i;
    return -1;
  }

  remove(element: Element): void {
    const index = this.indexOf(element);
    if (index !== -1) this.entries.splice(index, 1);
  }
}

function sameAttributes({ attribs: one }: Element, { attribs: other }: Element): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
