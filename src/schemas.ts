import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from './tasks.ts';

// The small zod says nothing but "Invalid input" unless it is given a language; a consumer's own choice stays.
if (z.config().localeError === undefined) z.config(en());

export const ToxicityAttribute = z.enum(TOXICITY_ATTRIBUTES);
export const StanceLabel = z.enum(STANCE_LABELS);
export const ReplyLabel = z.enum(REPLY_LABELS);

const probability = z.number().check(z.gte(0), z.lte(1));
const offset = z.int().check(z.nonnegative());

/** Something that could not be read or should be known, found while reading a page. */
export const Warning = z.readonly(
  z.object({
    code: z.enum([
      'claimed-but-missing',
      'fewer-than-claimed',
      'drawn-by-script',
      'comments-elsewhere',
      'empty-comment',
      'unreadable-data',
      'truncated',
    ]),
    message: z.string(),
  }),
);

/** A stretch of a text, in UTF-16 offsets with the end exclusive. */
export const Quote = z.readonly(z.object({ start: offset, end: offset }));

/** One reader comment. Absolute dates are ISO 8601; relative and ambiguous ones stay as the page shows them. */
export const Comment = z.readonly(
  z.object({
    id: z.string(),
    parentId: z.nullable(z.string()),
    depth: offset,
    author: z.nullable(z.string()),
    text: z.string(),
    /** Where the text repeats somebody else, in order and apart: not what its author says. */
    quotes: z._default(z.readonly(z.array(Quote)), []),
    dateCreated: z.nullable(z.string()),
    upvoteCount: z.nullable(z.int()),
    downvoteCount: z.nullable(z.int()),
  }),
);

/** How a page was read: the form of the input and the platform whose markup was recognised. */
export const Source = z.readonly(
  z.object({ kind: z.enum(['html', 'text', 'json']), platform: z.nullable(z.string()) }),
);

/** The comments of one page in reading order: a parent always stands before its replies. */
export const Thread = z.readonly(
  z.object({
    headline: z.nullable(z.string()),
    url: z.nullable(z.string()),
    /** As the page declares it, a BCP 47 tag such as `en-GB`; null where it does not. */
    language: z._default(z.nullable(z.string()), null),
    source: Source,
    /** How many comments the page says it has; null when it does not say. */
    claimedCount: z.nullable(offset),
    comments: z.readonly(z.array(Comment)),
    warnings: z.readonly(z.array(Warning)),
  }),
);

/** A stretch of the original text, in UTF-16 offsets with the end exclusive, that led to a label. */
export const Span = z.readonly(z.object({ start: offset, end: offset, attribute: z.string(), score: z.number() }));

export const ToxicityResult = z.readonly(
  z.object({
    /** Calibrated probability of each attribute. */
    scores: z.readonly(z.record(ToxicityAttribute, probability)),
    /** The attributes whose score reaches the model's threshold. */
    labels: z.readonly(z.array(ToxicityAttribute)),
    /** The attributes whose score lies where the held-out data say that a label is little better than a guess. */
    uncertain: z.readonly(z.array(ToxicityAttribute)),
    spans: z.readonly(z.array(Span)),
  }),
);

export const StanceResult = z.readonly(
  z.object({
    target: z.string(),
    /** Was the target read as refusing what it names (`Zoos should be closed`), so that praise of that speaks against it? */
    refusal: z.boolean(),
    label: StanceLabel,
    scores: z.readonly(z.record(StanceLabel, probability)),
    /** True when the model is so unsure that the label is little better than a guess. */
    abstained: z.boolean(),
    spans: z.readonly(z.array(Span)),
  }),
);

export const ReplyResult = z.readonly(
  z.object({
    label: ReplyLabel,
    scores: z.readonly(z.record(ReplyLabel, probability)),
    abstained: z.boolean(),
    spans: z.readonly(z.array(Span)),
  }),
);

/** What the classifier says of one text. `stance` is null without a target, `reply` without a parent. */
export const Classification = z.readonly(
  z.object({ toxicity: ToxicityResult, stance: z.nullable(StanceResult), reply: z.nullable(ReplyResult) }),
);

/** A comment to classify: its text, what to measure its stance towards, and the comment it answers. */
export const ClassifyInput = z.object({
  text: z.string(),
  target: z.optional(z.string()),
  parent: z.optional(z.string()),
});

/** A comment of a thread with what the classifier says of it: one stance per target. */
export const ClassifiedComment = z.readonly(
  z.object({
    comment: Comment,
    toxicity: ToxicityResult,
    stances: z.readonly(z.array(StanceResult)),
    reply: z.nullable(ReplyResult),
  }),
);

/** A thread whose every comment is classified, in the order of `thread.comments`. */
export const ClassifiedThread = z.readonly(
  z.object({
    thread: Thread,
    targets: z.readonly(z.array(z.string())),
    comments: z.readonly(z.array(ClassifiedComment)),
  }),
);

/** A share with its 95 per cent interval (Wilson 1927). */
export const Share = z.readonly(z.object({ share: probability, low: probability, high: probability }));

const byStance = z.readonly(z.record(StanceLabel, offset));

export const StanceSummary = z.readonly(
  z.object({
    target: z.string(),
    counts: byStance,
    /** How many of the counted labels the model is unsure of. */
    abstained: offset,
    /** The counted labels that it is sure of. */
    clear: byStance,
    /** Shares of the clear labels; null where there are fewer than 30, too few to say. */
    shares: z.nullable(z.readonly(z.record(StanceLabel, Share))),
    /** How many comments of each stance carry a toxicity label. */
    toxic: byStance,
    /** Comments that are clearly against the target or disagree with the comment they answer, and those of them that are not toxic. */
    disagree: offset,
    disagreeCivil: offset,
  }),
);

/** A comment that others answer: its direct replies, and how many of them agree and disagree. */
export const Contested = z.readonly(z.object({ id: z.string(), replies: offset, agree: offset, disagree: offset }));

export const Summary = z.readonly(
  z.object({
    comments: offset,
    stances: z.readonly(z.array(StanceSummary)),
    /** Comments with at least one toxicity label, and their share of all (0 to 1; null without comments). */
    toxic: offset,
    toxicShare: z.nullable(probability),
    /** The comment whose direct replies disagree with it most often; null when no reply disagrees. */
    mostDisputed: z.nullable(Contested),
    /** The comment whose direct replies agree with it most often; null when no reply agrees. */
    mostAgreed: z.nullable(Contested),
  }),
);

/** Everything that is said of one page. */
export const Analysis = z.readonly(
  z.object({
    model: z.readonly(z.object({ version: z.string(), sha256: z.string() })),
    thread: Thread,
    targets: z.readonly(z.array(z.string())),
    comments: z.readonly(z.array(ClassifiedComment)),
    summary: Summary,
  }),
);

/** A page to read: exactly one of `html`, `text` (a plain-text scrape) and `json`. `url` is the page's address where it is known. */
export const PageInput = z.object({
  html: z.optional(z.string()),
  text: z.optional(z.string()),
  json: z.optional(z.unknown()),
  url: z.optional(z.string()),
});

export type ToxicityAttribute = z.infer<typeof ToxicityAttribute>;
export type StanceLabel = z.infer<typeof StanceLabel>;
export type ReplyLabel = z.infer<typeof ReplyLabel>;
export type Warning = z.infer<typeof Warning>;
export type Quote = z.infer<typeof Quote>;
export type Comment = z.infer<typeof Comment>;
export type Source = z.infer<typeof Source>;
export type Thread = z.infer<typeof Thread>;
export type Span = z.infer<typeof Span>;
export type ToxicityResult = z.infer<typeof ToxicityResult>;
export type StanceResult = z.infer<typeof StanceResult>;
export type ReplyResult = z.infer<typeof ReplyResult>;
export type Classification = z.infer<typeof Classification>;
export type ClassifyInput = z.infer<typeof ClassifyInput>;
export type ClassifiedComment = z.infer<typeof ClassifiedComment>;
export type ClassifiedThread = z.infer<typeof ClassifiedThread>;
export type Share = z.infer<typeof Share>;
export type Contested = z.infer<typeof Contested>;
export type StanceSummary = z.infer<typeof StanceSummary>;
export type Summary = z.infer<typeof Summary>;
export type Analysis = z.infer<typeof Analysis>;
export type PageInput = z.infer<typeof PageInput>;
