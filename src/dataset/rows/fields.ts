import * as z from 'zod/mini';

/** A text that is not empty. */
export const text = z.string().check(z.minLength(1));

/** A label as 0, 1 or the share of annotators who gave it. */
export const share = z.number().check(z.gte(0), z.lte(1));

const offset = z.int().check(z.nonnegative());

/** A range of a text in UTF-16 offsets [start, end). */
export const range = z.tuple([offset, offset]);

/** The parts that labelled data fall into: to learn from, to tune by, and to measure on. */
export const SPLITS = ['train', 'dev', 'test'] as const;
export type Split = (typeof SPLITS)[number];
