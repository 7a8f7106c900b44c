import type { Element } from '../nodes.ts';
import { IMPLIED_END, SCOPE, type Tag } from './tags.ts';

/** Which rules a tag is read by: the insertion modes of the HTML standard. */
export type Mode =
  | 'before head'
  | 'in head'
  | 'after head'
  | 'in body'
  | 'in table'
  | 'in caption'
  | 'in column group'
  | 'in table body'
  | 'in row'
  | 'in cell'
  | 'in template'
  | 'in frameset';

/** The stack of open elements, each with its tag and the mode in which its content is read. */
export class OpenElements {
  readonly elements: Element[] = [];
  readonly tags: Tag[] = [];
  readonly modes: Mode[] = [];

  get depth(): number {
    return this.elements.length;
  }

  get top(): Element {
    return this.elements[this.elements.length - 1]!;
  }

  get topTag(): Tag {
    return this.tags[this.tags.length - 1]!;
  }

  get mode(): Mode {
    return this.modes[this.modes.length - 1]!;
  }

  /** Changes how the rest of the innermost element is read. */
  set mode(mode: Mode) {
    this.modes[this.modes.length - 1] = mode;
  }

  push(element: Element, tag: Tag, mode: Mode): void {
    this.elements.push(element);
    this.tags.push(tag);
    this.modes.push(mode);
    tag.open++;
  }

  pop(): void {
    this.elements.pop();
    this.modes.pop();
    this.tags.pop()!.open--;
  }

  removeAt(index: number): void {
    this.elements.splice(index, 1);
    this.modes.splice(index, 1);
    this.tags.splice(index, 1)[0]!.open--;
  }

  insertAt(index: number, element: Element, tag: Tag): void {
    this.elements.splice(index, 0, element);
    this.tags.splice(index, 0, tag);
    this.modes.splice(index, 0, this.modes[index - 1]!);
    tag.open++;
  }

  /** Says whether an element of the tag is open, with no element that `bounds` is set for between it and the innermost. */
  has(tag: Tag, bounds: number = SCOPE): boolean {
    if (tag.open === 0) return false;
    const { tags } = this;
    for (let i = tags.length - 1; i >= 0; i--) {
      if (tags[i] === tag) return true;
      if ((tags[i]!.is & bounds) !== 0) return false;
    }
    return false;
  }

  /** Closes elements up to and with the innermost of a tag, which is open. */
  popUntil(tag: Tag): void {
    while (this.topTag !== tag) this.pop();
    this.pop();
  }

  /** Closes elements up to the innermost whose tag has one of the bits. */
  clearTo(bits: number): void {
    while ((this.topTag.is & bits) === 0) this.pop();
  }

  /** Closes elements whose end tags may be left out, but for those of `except`. */
  closeImplied(except: Tag | null = null): void {
    while ((this.topTag.is & IMPLIED_END) !== 0 && this.topTag !== except) this.pop();
  }
}
