import * as z from 'zod/mini';
import { STANCE_LABELS } from './tasks.ts';

/** A share: 0 to 1. */
const probability = z.number().check(z.gte(0), z.lte(1));
/** A UTF-16 offset into a text, or how many, from 0. */
const count = z.int().check(z.nonnegative());

/** Something that one can be for or against, and that a thread suggests. */
export const Target = z.readonly(
  z.object({
    /** As a classifier is asked about it. */
    target: z.string(),
    /** The page itself, the dispute that its headline names, or somebody or something that readers mention. */
    kind: z.enum(['article', 'issue', 'entity']),
    /** How many comments touch it. */
    comments: count,
    /** Where they do: the comment's id, and UTF-16 offsets [start, end) into its text. */
    mentions: z.readonly(
      z.array(
        z.readonly(
          z.object({
            /** Id of the comment. */
            id: z.string(),
            /** Where it begins, a UTF-16 offset into the comment's text. */
            start: count,
            /** Where it ends, exclusive. */
            end: count,
          }),
        ),
      ),
    ),
    /** Why it was chosen, for people. */
    why: z.string(),
  }),
);

/** A share (0 to 1) with the bounds of its 95 per cent interval (Wilson 1927). */
export const Share = z.readonly(
  z.object({
    /** What was counted, 0 to 1. */
    share: probability,
    /** Lower bound of its 95 per cent interval (Wilson 1927). */
    low: probability,
    /** Upper bound of its 95 per cent interval (Wilson 1927). */
    high: probability,
  }),
);

/** Comments by stance. */
const byStance = z.readonly(z.record(z.enum(STANCE_LABELS), count));

/** For and against among those who take a side. */
const bySide = <T extends z.core.SomeType>(of: T) => z.readonly(z.object({ favor: of, against: of }));

/** A word that the comments of one side use more than those of the other. */
export const SideWord = z.readonly(
  z.object({
    /** As `tokenize` folds it. */
    word: z.string(),
    /** Comments of either side that use it. */
    favor: count,
    against: count,
    /** How many standard deviations its log-odds lie from those of the other side (Monroe et al. 2008), above 0. */
    z: z.number(),
  }),
);

/** Where the comments of a thread stand towards one target. */
export const StanceSummary = z.readonly(
  z.object({
    /** As it was asked for. */
    target: z.string(),
    /** Comments by their label, sure or not: `none` are those that are not about the target, or take no side. */
    counts: byStance,
    /** Comments that speak about the target: those that are for or against it, sure or not. */
    about: count,
    /** How many of the counted labels the model is unsure of. */
    abstained: count,
    /** The counted labels that it is sure of. */
    clear: byStance,
    /** Shares of those clearly for and clearly against among both; null where both are fewer than 30, too few to say. */
    shares: z.nullable(bySide(Share)),
    /** Words that tell those who are for it from those who are against it, strongest first, at most ten of a side. */
    words: bySide(z.readonly(z.array(SideWord))),
    /** How many comments of each stance carry a toxicity label. */
    toxic: byStance,
    /** Comments that are clearly against the target or disagree with the comment they answer, and those of them that are not toxic. */
    disagree: count,
    disagreeCivil: count,
  }),
);

/** A comment that others answer, by its id: its direct replies, and how many of them agree and disagree. */
export const Contested = z.readonly(
  z.object({
    /** The comment's id. */
    id: z.string(),
    /** Its direct replies. */
    replies: count,
    /** Those of them that agree with it. */
    agree: count,
    /** Those of them that disagree with it. */
    disagree: count,
  }),
);

/** Who takes a clear side on two targets. */
export const TargetPair = z.readonly(
  z.object({
    /** Indices of the two among the targets, the lower first. */
    first: count,
    second: count,
    /** Comments by their side on the first, and within it by their side on the second. */
    counts: bySide(bySide(count)),
    /** Share of those who stand on the same side of both; null where there are fewer than 30, too few to say. */
    same: z.nullable(Share),
  }),
);

/** What the results of a thread come to. */
export const Summary = z.readonly(
  z.object({
    /** How many comments the thread has. */
    comments: count,
    /** One summary per target, in the order of `targets`. */
    stances: z.readonly(z.array(StanceSummary)),
    /** Each two targets side by side: first with second, first with third, and so on. */
    pairs: z.readonly(z.array(TargetPair)),
    /** Comments with at least one toxicity label, and their share of all (0 to 1; null without comments). */
    toxic: count,
    toxicShare: z.nullable(probability),
    /** The comment whose direct replies disagree with it most often; null when no reply disagrees. */
    mostDisputed: z.nullable(Contested),
    /** The comment whose direct replies agree with it most often; null when no reply agrees. */
    mostAgreed: z.nullable(Contested),
  }),
);

export type Target = z.infer<typeof Target>;
export type Share = z.infer<typeof Share>;
export type Contested = z.infer<typeof Contested>;
export type SideWord = z.infer<typeof SideWord>;
export type TargetPair = z.infer<typeof TargetPair>;
export type StanceSummary = z.infer<typeof StanceSummary>;
export type Summary = z.infer<typeof Summary>;
