import type { RecordOptions } from '../rows/record-files.ts';
import type { Converted } from './corpus.ts';

/** How often a value stands in a column, and what it is read as. */
export interface ReadValue {
  readonly value: string;
  readonly count: number;
  readonly reads: string;
}

/** What a file is read as, before any of it is written. */
export interface Preview {
  /** The form of the file. */
  readonly form: string;
  readonly rows: number;
  /** The column of each field. */
  readonly columns: readonly { readonly field: string; readonly column: string }[];
  /** By field with labels, the values that occur, the most frequent first. */
  readonly values: readonly { readonly field: string; readonly values: readonly ReadValue[] }[];
}

/** A file whose labels are known. */
export interface OpenedSource {
  /** Null for a corpus whose form is fixed. */
  readonly preview: Preview | null;
  readonly rows: AsyncGenerator<Converted>;
}

/** What is known of a file beyond what stands in it. */
export interface SourceOptions extends RecordOptions {
  /** The column of each field of a row. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** What values mean: `toxicity:bad=1`, `toxicity:0..5`. */
  readonly values?: readonly string[] | undefined;
  /** What every row has: `target=the ferry`. */
  readonly fixed?: Readonly<Record<string, string>> | undefined;
}

/** A form in which people keep labelled comments. */
export interface Form {
  readonly name: string;
  /** Its files, for people. */
  readonly files: string;
  /** Opens files of the form; reads them once to see their labels. Throws as `Corpus.convert` does. */
  readonly open: (paths: readonly string[], options: SourceOptions) => Promise<OpenedSource>;
}

/** Counts values, as many different ones as a person would look at. */
export function counter(): { readonly add: (value: string) => void; readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  const add = (value: string) => {
    if (counts.size < MAX_VALUES || counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  return { add, counts };
}

/** Different values of a column; more are no labels. */
const MAX_VALUES = 100_000;

/** Returns counted values with what each is read as, the most frequent first. */
export function readValues(counts: ReadonlyMap<string, number>, reads: (value: string) => string): ReadValue[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([value, count]) => ({ value, count, reads: reads(value) }));
}
