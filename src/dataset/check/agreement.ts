import * as z from 'zod/mini';
import { BelowTheLineError } from '../../errors.ts';
import { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { share } from '../rows/fields.ts';
import { ToxicityFlags } from '../rows/labelled-comments.ts';
import { readLines } from '../rows/lines.ts';

/** A label, or a label and whether it is sure. */
const labelOf = <const Labels extends Readonly<Record<string, string>>>(labels: z.ZodMiniEnum<Labels>) =>
  z.pipe(
    z.union([labels, z.object({ label: labels })]),
    z.transform((read) => (typeof read === 'object' ? read.label : read) as Labels[keyof Labels]),
  );

/** The labels of a comment, of a reading or of a template's row, by its id; they carry more than that. */
const SecondLabels = z.object({
  id: z.string(),
  /** The target as labelled, or where a published one stands. */
  stances: z._default(z.array(z.object({ target: z.unknown(), label: StanceLabel })), []),
  reply: z._default(z.nullable(labelOf(ReplyLabel)), null),
  toxicity: z.optional(z.nullable(ToxicityFlags)),
  labels: z.optional(z.partialRecord(ToxicityAttribute, share)),
});
type SecondLabels = z.infer<typeof SecondLabels>;

/** Agreement of two labellings on one question. */
export interface Agreement {
  /** Comments, or pairs of a comment and a target, that at least two labelled. */
  readonly units: number;
  /** Share of the other labels of a unit that are the same, the mean over all labels: 0 to 1. */
  readonly observed: number;
  /** Krippendorff's alpha for nominal labels: 1 is perfect, 0 what chance gives. NaN where only one label occurs. */
  readonly alpha: number;
}

/**
 * Compares two labellings of the same comments; returns the agreement on stance, reply and each toxicity attribute that
 * both labelled, by name.
 * @param first files of labelled comments, readings or toxicity rows
 * @param second a file of labels by comment id
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-input` when a line is no labelling or when the
 * two share no comment.
 */
export async function measureAgreement(
  first: readonly string[],
  second: string,
): Promise<Readonly<Record<string, Agreement>>> {
  const labels = new Map<string, SecondLabels>();
  for (const path of first) for (const row of await readLabels(path)) labels.set(row.id, row);
  const pairs: Record<string, [string, string][]> = {};
  const addPair = (name: string, a: string | number, b: string | number) => {
    pairs[name] ??= [];
    pairs[name].push([String(a), String(b)]);
  };
  for (const b of await readLabels(second)) {
    const a = labels.get(b.id);
    if (a === undefined) continue;
    for (const { target, label } of b.stances) {
      const other = a.stances.find((stance) => JSON.stringify(stance.target) === JSON.stringify(target));
      if (other !== undefined) addPair('stance', other.label, label);
    }
    if (a.reply !== null && b.reply !== null) addPair('reply', a.reply, b.reply);
    for (const attribute of TOXICITY_ATTRIBUTES) {
      const [first, second] = [attributesOf(a)[attribute], attributesOf(b)[attribute]];
      if (first !== undefined && second !== undefined) addPair(attribute, first, second);
    }
  }
  if (Object.keys(pairs).length === 0) {
    throw new BelowTheLineError('invalid-input', `${second} labels none of the comments of ${first.join(', ')}`);
  }
  return Object.fromEntries(Object.entries(pairs).map(([name, labelPairs]) => [name, agreementOf(labelPairs)]));
}

/**
 * Returns the agreement on units, each with the labels that it was given; those with one label say nothing. Alpha is 1 -
 * observed / expected disagreement (Krippendorff 2011, nominal): of m labels each counts as one, compared with m - 1 others.
 */
export function agreementOf(units: readonly (readonly string[])[]): Agreement {
  const compared = units.filter((labels) => labels.length > 1);
  const counts = countsOf(compared.flat());
  const values = compared.reduce((sum, labels) => sum + labels.length, 0);
  const alike = compared.reduce((sum, labels) => sum + samePairs(countsOf(labels)) / (labels.length - 1), 0);
  const expected = 1 - samePairs(counts) / (values * (values - 1));
  const observed = alike / values;
  return { units: compared.length, observed, alpha: expected === 0 ? Number.NaN : 1 - (1 - observed) / expected };
}

function countsOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Ordered pairs of two labels that are the same. */
const samePairs = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n * (n - 1), 0);

const attributesOf = ({ toxicity, labels = {} }: SecondLabels): Partial<Record<ToxicityAttribute, number>> =>
  toxicity ?? labels;

async function readLabels(path: string): Promise<SecondLabels[]> {
  const rows: SecondLabels[] = [];
  for await (const { text, number } of readLines(path)) {
    try {
      rows.push(SecondLabels.parse(JSON.parse(text)));
    } catch (error) {
      const reason = error instanceof z.core.$ZodError ? z.prettifyError(error) : (error as Error).message;
      throw new BelowTheLineError('invalid-input', `${path} line ${number}: ${reason}`, { cause: error });
    }
  }
  return rows;
}
