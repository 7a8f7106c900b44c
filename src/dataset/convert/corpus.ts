import type { Dialect } from '../../tables/index.ts';
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
  readonly convert: (paths: readonly string[]) => AsyncGenerator<Converted>;
}

/** Tab-separated corpora do not quote. */
export const UNQUOTED_TABS: Dialect = { delimiter: '\t', newline: '\n', quotes: 'none' };

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
