/**
 * Gives strings of UTF-16 units ids in the order that they come, from 0 on: as a Map from strings would, without making
 * a string of every token. The hash is the caller's, who has been through the units already: 32 bits, signed.
 */
export class Interner {
  size = 0;
  /**
   * An open hash table, (slots, 4), for each walk to memory counts: 1 + the id of a string or 0, its hash, where its
   * units start and how many they are.
   */
  readonly #slots: Int32Array;
  /** The units of all strings, end to end. */
  #units = new Uint16Array(4096);
  #used = 0;

  /** @param maxSize how many strings are added at most */
  constructor(maxSize: number) {
    this.#slots = new Int32Array(SLOT * 2 ** Math.ceil(Math.log2(2 * maxSize)));
  }

  /** Returns the id of the string of units `from` to `to` (exclusive), or -1. */
  find(units: Uint16Array, from: number, to: number, hash: number): number {
    return this.#slots[this.#slotOf(units, from, to, hash)]! - 1;
  }

  /** Adds a string that is not there, of units `from` to `to` (exclusive), and returns its id. */
  add(units: Uint16Array, from: number, to: number, hash: number): number {
    const start = this.#used;
    this.#used += to - from;
    if (this.#used > this.#units.length) {
      const larger = new Uint16Array(2 * this.#used);
      larger.set(this.#units);
      this.#units = larger;
    }
    this.#units.set(units.subarray(from, to), start);
    this.#slots.set([++this.size, hash, start, to - from], this.#slotOf(units, from, to, hash));
    return this.size - 1;
  }

  /** Returns the slot of a string, or the free one where it belongs. */
  #slotOf(units: Uint16Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = ((hash ^ (hash >>> 15)) * SLOT) & last;
    for (; slots[slot] !== 0; slot = (slot + SLOT) & last) {
      if (slots[slot + 1] !== hash || slots[slot + 3] !== to - from) continue;
      if (this.#holds(slots[slot + 2]!, units, from, to)) break;
    }
    return slot;
  }

  #holds(start: number, units: Uint16Array, from: number, to: number): boolean {
    const known = this.#units;
    for (let i = from, at = start; i < to; i++, at++) if (units[i] !== known[at]) return false;
    return true;
  }
}

const SLOT = 4;
