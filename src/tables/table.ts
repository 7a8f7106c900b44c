import { type SniffedDialect, sniffDialect } from './dialect.ts';
import { recordReader, type TableRecord } from './records.ts';
import type { Dialect } from './scan.ts';

/** A record by the names of its columns, or the line that is none and why. Lines count from 1. */
export type Row = GoodRow | BadRow;
export interface GoodRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}
export interface BadRow {
  readonly line: number;
  readonly message: string;
}

/** A table whose header is read. */
export interface Table {
  /** Every one once, in order. */
  readonly columns: readonly string[];
  readonly dialect: Dialect;
  /** Returns the records that are whole once `text` has come in; all that are left where `last`. */
  readonly take: (text: string, last: boolean) => TableRecord[];
}

/**
 * Opens a table by its beginning, which is the header and as much more as is there. The rest goes to `take`, which returns
 * the records of the beginning too.
 *
 * @param sample the beginning; empty lines before the header are passed over
 * @param last whether it is all
 * @param dialect how it is written, where that is known
 */
export function openTable(sample: string, last: boolean, dialect?: Dialect): Table {
  const sniffed: SniffedDialect = dialect === undefined ? sniffDialect(sample) : { ...dialect, skip: 0, agreement: 1 };
  const reader = recordReader(sniffed, sniffed.skip === 0 ? 1 : 2);
  const [header, ...records] = reader.take(sample.slice(sniffed.skip), last);
  let first: readonly TableRecord[] = records;
  return {
    columns: header !== undefined && 'cells' in header ? columnNames(header.cells) : [],
    dialect: sniffed,
    take: (text, isLast) => {
      const taken = [...first, ...reader.take(text, isLast)];
      first = [];
      return taken;
    },
  };
}

/** Returns a record by the names of its columns. */
export function rowOf(columns: readonly string[], record: TableRecord): Row {
  if (!('cells' in record)) return record;
  return { line: record.line, fields: Object.fromEntries(columns.map((name, i) => [name, record.cells[i]!])) };
}

/** Names without the space around them; one that is missing or there before is told apart by its number. */
function columnNames(cells: readonly string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, i) => {
    const name = cell.replace(/^\ufeff/, '').trim() || `column ${i + 1}`;
    const unique = used.has(name) ? `${name} (${i + 1})` : name;
    used.add(unique);
    return unique;
  });
}
