/** What a card says of one scorer of a model. */
export interface CardSections {
  /** Rows of the table of facts: what, and what it is. */
  readonly facts: readonly (readonly [string, string])[];
  /** How the figures were measured, then a section a head, and what else was measured. */
  readonly figures: readonly string[];
  readonly data: readonly string[];
  /** What follows the limits. */
  readonly closing: readonly string[];
}

/** What a card says of the model as a whole. */
export interface CardFrame extends CardSections {
  readonly title: string;
  readonly opening: readonly string[];
  readonly intendedUse: string;
}
