import { backwardBits, broken } from './bits.ts';
import { type FseTable, fseTable, readFseTable, singleSymbol } from './fse.ts';
import type { Output } from './output.ts';

/** Tables that later blocks may repeat, and the last three offsets. */
export interface SequenceState {
  readonly tables: (FseTable | null)[];
  readonly offsets: [number, number, number];
}

export function newSequenceState(): SequenceState {
  return { tables: [null, null, null], offsets: [1, 4, 8] };
}

interface Code {
  readonly maxAccuracy: number;
  readonly maxSymbols: number;
  readonly predefined: FseTable;
}

const repeat = (count: number, value: number) => Array.from({ length: count }, () => value);
/** Literal lengths, offsets and match lengths: the distributions of RFC 8878, 3.1.1.3.2.2. */
const CODES: readonly Code[] = [
  {
    maxAccuracy: 9,
    maxSymbols: 36,
    predefined: fseTable(
      [4, 3, ...repeat(11, 2), 1, 1, 1, ...repeat(9, 2), 3, 2, ...repeat(5, 1), ...repeat(4, -1)],
      6,
    ),
  },
  {
    maxAccuracy: 8,
    maxSymbols: 32,
    predefined: fseTable([...repeat(6, 1), 2, 2, 2, ...repeat(15, 1), ...repeat(5, -1)], 5),
  },
  {
    maxAccuracy: 9,
    maxSymbols: 53,
    predefined: fseTable([1, 4, 3, ...repeat(6, 2), ...repeat(37, 1), ...repeat(7, -1)], 6),
  },
];

const LITERAL_BITS = [...repeat(16, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...repeat(32, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const LITERAL_BASES = basesOf(LITERAL_BITS, 0);
const MATCH_BASES = basesOf(MATCH_BITS, 3);
/** Greater offsets lead back further than any output that is not too large. */
const MAX_OFFSET_CODE = 27;

function basesOf(bits: readonly number[], first: number): number[] {
  let base = first;
  return bits.map((count) => {
    const own = base;
    base += 1 << count;
    return own;
  });
}

/** Writes what the sequences of a block make of its literals (RFC 8878, 3.1.1.3.2). `section` is the block behind these. */
export function runSequences(section: Uint8Array, literals: Uint8Array, state: SequenceState, output: Output): void {
  const { count, end: start } = countOf(section);
  if (count === 0) {
    output.append(literals);
    return;
  }
  const modes = section[start] ?? 0;
  let at = start + 1;
  CODES.forEach((code, i) => {
    at = readTable(section, at, (modes >> (6 - 2 * i)) & 3, code, state, i);
  });
  const [literal, offset, match] = state.tables as FseTable[];
  const bits = backwardBits(section.subarray(at));
  let [l, o, m] = [bits.read(literal!.accuracy), bits.read(offset!.accuracy), bits.read(match!.accuracy)];
  let used = 0;
  for (let i = 0; i < count; i++) {
    const offsetCode = offset!.symbols[o]!;
    if (offsetCode > MAX_OFFSET_CODE) throw broken('a sequence leads back too far');
    const value = 2 ** offsetCode + bits.read(offsetCode);
    const matchCode = match!.symbols[m]!;
    const length = MATCH_BASES[matchCode]! + bits.read(MATCH_BITS[matchCode]!);
    const literalCode = literal!.symbols[l]!;
    const run = LITERAL_BASES[literalCode]! + bits.read(LITERAL_BITS[literalCode]!);
    if (used + run > literals.length || bits.left() < 0) throw broken('a sequence has more literals than there are');
    output.append(literals.subarray(used, used + run));
    used += run;
    output.repeat(offsetOf(value, run, state.offsets), length);
    if (i + 1 === count) break;
    l = literal!.bases[l]! + bits.read(literal!.bits[l]!);
    m = match!.bases[m]! + bits.read(match!.bits[m]!);
    o = offset!.bases[o]! + bits.read(offset!.bits[o]!);
  }
  if (bits.left() !== 0) throw broken('sequences have another length than they say');
  output.append(literals.subarray(used));
}

function countOf(section: Uint8Array): { readonly count: number; readonly end: number } {
  const [a = 0, b = 0, c = 0] = section;
  if (a < 128) return { count: a, end: 1 };
  return a < 255 ? { count: ((a - 128) << 8) + b, end: 2 } : { count: b + (c << 8) + 0x7f00, end: 3 };
}

function readTable(
  section: Uint8Array,
  at: number,
  mode: number,
  code: Code,
  { tables }: SequenceState,
  i: number,
): number {
  if (mode === 0) tables[i] = code.predefined;
  if (mode === 1) {
    const symbol = section[at] ?? 255;
    if (symbol >= code.maxSymbols) throw broken('a code is greater than it may be');
    tables[i] = singleSymbol(symbol);
    return at + 1;
  }
  if (mode === 2) {
    const { table, end } = readFseTable(section, at, code.maxAccuracy, code.maxSymbols);
    tables[i] = table;
    return end;
  }
  if (tables[i] === null) throw broken('a block repeats a table that no block before it has');
  return at;
}

/** Values up to 3 stand for offsets used before (RFC 8878, 3.1.1.5). */
function offsetOf(value: number, literals: number, offsets: [number, number, number]): number {
  if (value > 3) {
    offsets.unshift(value - 3);
    offsets.length = 3;
    return value - 3;
  }
  const index = value - (literals === 0 ? 0 : 1);
  if (index === 0) return offsets[0];
  const offset = index === 3 ? offsets[0] - 1 : offsets[index]!;
  offsets.splice(Math.min(index, 2), 1);
  offsets.unshift(offset);
  return offset;
}
