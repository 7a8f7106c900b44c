import type { TrainingRow } from '../rows/training-rows.ts';

/** A row that was converted, or the line of the source that could not be and why. */
export type Converted = { readonly row: TrainingRow } | { readonly line: number; readonly message: string };

/** A public corpus: how its published files become rows. Files are read as streams. */
export interface Corpus {
  /** What to call it on the command line and in `source`. */
  readonly name: string;
  /** Its published files, in the order in which they are to be given. */
  readonly files: string;
  readonly convert: (paths: readonly string[], options: ConvertOptions) => AsyncGenerator<Converted>;
}

export interface ConvertOptions {
  /** Generic tables only: our field → their column. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** A number of a table's cell, or undefined where the cell is empty or no number. */
export function numberOf(cell: string | undefined): number | undefined {
  if (cell === undefined || cell.trim() === '') return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** The labels that are known, without the others. */
export function known<T extends string>(labels: Readonly<Record<T, number | undefined>>): Partial<Record<T, number>> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as Partial<
    Record<T, number>
  >;
}

/** What a label of a corpus means here, or a sentence that lists the labels that are known. */
export function translate<T extends string>(
  label: string | undefined,
  meanings: Readonly<Record<string, T>>,
): T | { message: string } {
  const meaning = meanings[label ?? ''];
  return meaning ?? { message: `label ${JSON.stringify(label)}, expected one of ${Object.keys(meanings).join(', ')}` };
}
