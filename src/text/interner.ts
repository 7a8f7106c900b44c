/**
 * Numbers strings of UTF-16 units in the order that they come: what a Map from strings would do, without making a string
 * of every token. The hash is the caller's, who has been through the units already.
 */
export class Interner {
  size = 0;
  /** An open hash table: 1 + the number of a string, or 0. */
  readonly #slots: Int32Array;
  /** By number: the hash of a string, and where it ends in all of them, end to end. */
  readonly #hashes: Int32Array;
  readonly #ends: Int32Array;
  #units = new Uint16Array(4096);

  /** @param most strings that it is given at most. */
  constructor(most: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most)));
    this.#hashes = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  /** The number of the string of units `from` to `to` (exclusive), or -1. */
  find(units: Uint16Array, from: number, to: number, hash: number): number {
    return (this.#slots[this.#slotOf(units, from, to, hash)] as number) - 1;
  }

  /** Numbers a string that is not there. */
  add(units: Uint16Array, from: number, to: number, hash: number): number {
    const number = this.size++;
    const start = this.#startOf(number);
    const end = start + to - from;
    if (end > this.#units.length) {
      const larger = new Uint16Array(2 * end);
      larger.set(this.#units);
      this.#units = larger;
    }
    this.#slots[this.#slotOf(units, from, to, hash)] = this.size;
    this.#units.set(units.subarray(from, to), start);
    this.#hashes[number] = hash;
    this.#ends[number] = end;
    return number;
  }

  /** The slot of a string, or the free one where it belongs. */
  #slotOf(units: Uint16Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (; slots[slot] !== 0; slot = (slot + 1) & last) {
      const number = (slots[slot] as number) - 1;
      if (this.#hashes[number] === hash && this.#holds(number, units, from, to)) break;
    }
    return slot;
  }

  #holds(number: number, units: Uint16Array, from: number, to: number): boolean {
    const start = this.#startOf(number);
    if ((this.#ends[number] as number) - start !== to - from) return false;
    for (let i = from, at = start; i < to; i++, at++) if (units[i] !== this.#units[at]) return false;
    return true;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] as number);
  }
}
