import type { TrainingRow } from '../rows/training-rows.ts';

/** A row that was converted, or the line of the source (from 1) that could not be and why. */
export type Converted = { readonly row: TrainingRow } | { readonly line: number; readonly message: string };

/** A public corpus: how its published files become rows. */
export interface Corpus {
  /** Its name on the command line and in `source`. */
  readonly name: string;
  /** Its published files, in the order in which they are to be given. */
  readonly files: string;
  /**
   * Streams the rows of its files, unchecked.
   * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when it lacks a column.
   */
  readonly convert: (paths: readonly string[], options: ConvertOptions) => AsyncGenerator<Converted>;
}

/** Options of converting a corpus. */
export interface ConvertOptions {
  /** Tables without a known form (`csv`) only: the column of each field of a row. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Returns the number in a table's cell, or undefined where the cell is empty or no number. */
export function parseNumber(cell: string | undefined): number | undefined {
  if (cell === undefined || cell.trim() === '') return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** Returns the labels that are known, without the others. */
export function knownLabels<T extends string>(
  labels: Readonly<Record<T, number | undefined>>,
): Partial<Record<T, number>> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as Partial<
    Record<T, number>
  >;
}

/** Returns the label that stands for a corpus's own, or a message with those that are expected. */
export function translateLabel<T extends string>(
  label: string | undefined,
  translations: Readonly<Record<string, T>>,
): T | { message: string } {
  const translation = translations[label ?? ''];
  const expected = Object.keys(translations).join(', ');
  return translation ?? { message: `label ${JSON.stringify(label)}, expected one of ${expected}` };
}
