import * as z from 'zod/mini';
import { PageInput } from '../../extract/page-input.ts';
import { Classification, ClassifyInput, Target } from '../../schemas.ts';

const MAX_TARGETS = 20;
/** UTF-16 units of a target. */
const MAX_TARGET_LENGTH = 1000;

/** What to measure stances towards; what the page suggests where it is left out. */
export const Targets = z.optional(
  z.array(z.string().check(z.minLength(1), z.maxLength(MAX_TARGET_LENGTH))).check(z.maxLength(MAX_TARGETS)),
);

/** One comment, or several to classify in one go. */
export const ClassifyRequest = z.union([ClassifyInput, z.array(ClassifyInput)]);
export type ClassifyRequest = z.infer<typeof ClassifyRequest>;

/** The classification of the comment, or one of each comment in their order. */
export const ClassifyResponse = z.union([Classification, z.array(Classification)]);
export type ClassifyResponse = z.infer<typeof ClassifyResponse>;

/** What the readers of a page may be for or against, likeliest first. */
export const TargetsResponse = z.array(Target);

/** A page: `page` as it was found, whatever it is, or exactly one of `html`, `text` and `json`. */
export const AnalyzeRequest = z.object({
  page: z.optional(z.string()),
  ...PageInput.shape,
  targets: Targets,
});
