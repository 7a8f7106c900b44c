/** Fields by name: of a record, what a comment to classify has. */
export interface Columns {
  readonly text?: string | undefined;
  readonly target?: string | undefined;
  readonly parent?: string | undefined;
}

/** Which fields of a record are what, and the form of the records, which is that of the answers too. */
export type Reading =
  | { readonly form: 'lines' | 'json'; readonly fields: Columns }
  | {
      readonly form: 'table';
      readonly fields: Columns;
      readonly columns: readonly string[];
      readonly delimiter: string;
    };
