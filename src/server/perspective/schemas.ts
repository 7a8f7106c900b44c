import * as z from 'zod/mini';

// Perspective's own names. Fields that the server does not use are allowed and left out: clients send what their
// version knew.

const text = z.string();
const share = z.number().check(z.gte(0), z.lte(1));
const token = z.nullish(z.string().check(z.maxLength(1000)));
const language = z.string().check(z.maxLength(100));
/** Google's servers took a single value for a list of one, and R writes a vector of one so (jsonlite's `auto_unbox`). */
const languages = z.nullish(
  z.union([
    z.array(language).check(z.maxLength(100)),
    z.pipe(
      language,
      z.transform((one) => [one]),
    ),
  ]),
);

/** A text, and what kind it is; plain where that is left out. */
export const TextEntry = z.object({
  text,
  type: z.nullish(z.enum(['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'])),
});

/** What surrounds a comment: entries of the client's own form, or the article and the parent comment. */
export const CommentContext = z.object({
  entries: z.nullish(z.array(z.partial(TextEntry)).check(z.maxLength(100))),
  articleAndParentComment: z.nullish(z.object({ article: z.nullish(TextEntry), parentComment: z.nullish(TextEntry) })),
});

const ScoreType = z.enum(['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW']);

const Score = z.object({ value: share, type: z.literal('PROBABILITY') });

/** The scores of one attribute: of the comment, and of its parts. */
export const AttributeScores = z.object({
  summaryScore: Score,
  /**
   * UTF-16 offsets into the comment's text, the end exclusive: one a sentence with spanAnnotations, else one over all.
   */
  spanScores: z.array(z.object({ begin: z.int(), end: z.int(), score: Score })),
});

/** Body of comments:analyze. */
export const AnalyzeCommentRequest = z.object({
  comment: TextEntry,
  context: z.nullish(CommentContext),
  requestedAttributes: z.record(
    z.string(),
    z.nullish(z.object({ scoreType: z.nullish(ScoreType), scoreThreshold: z.nullish(z.number()) })),
  ),
  languages,
  doNotStore: z.nullish(z.boolean()),
  dropUnsupportedAttributes: z.nullish(z.boolean()),
  spanAnnotations: z.nullish(z.boolean()),
  clientToken: token,
  sessionId: token,
  communityId: token,
});

/** Response of comments:analyze. */
export const AnalyzeCommentResponse = z.object({
  attributeScores: z.record(z.string(), AttributeScores),
  /** The language that the model reads. */
  languages: z.array(z.string()),
  /** `en`, or `und` for a text that is mostly written in other letters. */
  detectedLanguages: z.array(z.string()),
  clientToken: z.optional(z.string()),
});

/** Body of comments:suggestscore: a moderator's decision, a score of 0 to 1 an attribute. */
export const SuggestCommentScoreRequest = z.object({
  comment: TextEntry,
  context: z.nullish(CommentContext),
  attributeScores: z.record(z.string(), z.object({ summaryScore: z.nullish(z.object({ value: share })) })),
  languages,
  clientToken: token,
  sessionId: token,
  communityId: token,
});

/** Response of comments:suggestscore, which means that the decision is kept. */
export const SuggestCommentScoreResponse = z.object({
  clientToken: z.optional(z.string()),
  detectedLanguages: z.array(z.string()),
  requestedLanguages: z.array(z.string()),
});

export type TextEntry = z.infer<typeof TextEntry>;
export type CommentContext = z.infer<typeof CommentContext>;
export type AttributeScores = z.infer<typeof AttributeScores>;
export type AnalyzeCommentRequest = z.infer<typeof AnalyzeCommentRequest>;
export type AnalyzeCommentResponse = z.infer<typeof AnalyzeCommentResponse>;
export type SuggestCommentScoreRequest = z.infer<typeof SuggestCommentScoreRequest>;
export type SuggestCommentScoreResponse = z.infer<typeof SuggestCommentScoreResponse>;
