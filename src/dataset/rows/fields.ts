import * as z from 'zod/mini';

/** A text that is not empty. */
export const text = z.string().check(z.minLength(1));

/** A label as 0, 1, false, true or the share of annotators who gave it. */
export const share = z.pipe(
  z.union([z.boolean(), z.number().check(z.gte(0), z.lte(1))], {
    error: ({ input }) =>
      `expected a number from 0 to 1, or true or false, got ${String(JSON.stringify(input)).slice(0, 80)}`,
  }),
  z.transform(Number),
);

/** A name, which other tools may have written as a number. */
export const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/** Returns a schema of a record in which null is as good as nothing. */
export const withoutNulls = <Key extends string, Value>(record: z.ZodMiniType<Partial<Record<Key, Value | null>>>) =>
  z.pipe(
    record,
    z.transform(
      (values) =>
        Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<Record<Key, Value>>,
    ),
  );

const offset = z.int().check(z.nonnegative());

/** A range of a text in UTF-16 offsets [start, end). */
export const range = z.tuple([offset, offset]);

/** The parts that labelled data fall into: to learn from, to tune by, and to measure on. */
export const SPLITS = ['train', 'dev', 'test'] as const;
export type Split = (typeof SPLITS)[number];
