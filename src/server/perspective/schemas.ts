import * as z from 'zod';

// Fields that the server does not use are allowed and left out: clients send what their version knew.

const text = z.string();
const share = z.number().min(0).max(1);
const token = z.string().max(1000).nullish();
const tokens = z.array(z.string().max(100)).max(100).nullish();

export const TextEntry = z.object({
  text,
  type: z.enum(['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML']).nullish(),
});

export const CommentContext = z.object({
  entries: z.array(TextEntry.partial()).max(100).nullish(),
  articleAndParentComment: z.object({ article: TextEntry.nullish(), parentComment: TextEntry.nullish() }).nullish(),
});

const ScoreType = z.enum(['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW']);

const Score = z.object({ value: share, type: z.literal('PROBABILITY') });

export const AttributeScores = z.object({
  summaryScore: Score,
  /** UTF-16 offsets into the comment's text, the end exclusive: one a sentence with spanAnnotations, else one over all. */
  spanScores: z.array(z.object({ begin: z.int(), end: z.int(), score: Score })),
});

export const AnalyzeCommentRequest = z.object({
  comment: TextEntry,
  context: CommentContext.nullish(),
  requestedAttributes: z.record(
    z.string(),
    z.object({ scoreType: ScoreType.nullish(), scoreThreshold: z.number().nullish() }).nullish(),
  ),
  languages: tokens,
  doNotStore: z.boolean().nullish(),
  dropUnsupportedAttributes: z.boolean().nullish(),
  spanAnnotations: z.boolean().nullish(),
  clientToken: token,
  sessionId: token,
  communityId: token,
});

export const AnalyzeCommentResponse = z.object({
  attributeScores: z.record(z.string(), AttributeScores),
  /** The language that the model reads. */
  languages: z.array(z.string()),
  /** `en`, or `und` for a text that is mostly written in other letters. */
  detectedLanguages: z.array(z.string()),
  clientToken: z.string().optional(),
});

export const SuggestCommentScoreRequest = z.object({
  comment: TextEntry,
  context: CommentContext.nullish(),
  attributeScores: z.record(z.string(), z.object({ summaryScore: z.object({ value: share }).nullish() })),
  languages: tokens,
  clientToken: token,
  sessionId: token,
  communityId: token,
});

export const SuggestCommentScoreResponse = z.object({
  clientToken: z.string().optional(),
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
