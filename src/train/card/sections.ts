/** What a card says of one kind of model; the rest is the same for all. */
export interface CardSections {
  readonly title: string;
  readonly opening: readonly string[];
  /** Rows of the table of facts: what, and what it is. */
  readonly facts: readonly (readonly [string, string])[];
  readonly intendedUse: string;
  /** How the figures were measured, then a section a head, and what else was measured. */
  readonly figures: readonly string[];
  readonly data: readonly string[];
  /** What follows the limits. */
  readonly closing: readonly string[];
}
