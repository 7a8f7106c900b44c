import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { Summary, Target } from './summary-schemas.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from './tasks.ts';

export * from './summary-schemas.ts';

// The small zod says nothing but "Invalid input" unless it is given a language; a consumer's own choice stays.
if (z.config().localeError === undefined) z.config(en());

/** One of the attributes of toxicity; `toxicity` itself is the first. */
export const ToxicityAttribute = z.enum(TOXICITY_ATTRIBUTES);
/** One of the labels of stance: where a comment stands towards a target. */
export const StanceLabel = z.enum(STANCE_LABELS);
/** One of the labels of a reply: where a comment stands towards the comment it answers. */
export const ReplyLabel = z.enum(REPLY_LABELS);

/** A calibrated probability, or a share: 0 to 1. */
const probability = z.number().check(z.gte(0), z.lte(1));
/** A UTF-16 offset into a text. */
const offset = z.int().check(z.nonnegative());
/** How many, from 0. */
const count = z.int().check(z.nonnegative());

/** Something that could not be read, or that should be known, about a page. */
export const Warning = z.readonly(
  z.object({
    /** For programs; the codes are stable. */
    code: z.enum([
      /** The page says that it has comments, and holds none. */
      'claimed-but-missing',
      /** The page holds fewer comments than it says. */
      'fewer-than-claimed',
      /** A service draws the comments by a script. */
      'drawn-by-script',
      /** More comments are behind a link or another request. */
      'comments-elsewhere',
      /** Comments without text were left out. */
      'empty-comment',
      /** Data that may hold comments are in no known form. */
      'unreadable-data',
      /** The page, or a comment on it, was cut short. */
      'truncated',
      /** Most comments are in a language that the model does not read. */
      'other-language',
    ]),
    /** For people: what was found, and where there is one, what to do about it. */
    message: z.string(),
  }),
);

/** A range of a comment's text that repeats somebody else: UTF-16 offsets [start, end). */
export const Quote = z.readonly(z.object({ start: offset, end: offset }));

/** One reader comment. Absolute dates are ISO 8601; relative and ambiguous ones stay as the page shows them. */
export const Comment = z.readonly(
  z.object({
    /** The page's own, made unique within the thread; a number by position where the page gives none. */
    id: z.string(),
    /** Id of the comment it answers; null for a comment on the article. */
    parentId: z.nullable(z.string()),
    /** Comments above it: 0 on the article, else the parent's plus one. */
    depth: count,
    /** Name as the page shows it; null where it shows none. */
    author: z.nullable(z.string()),
    /** Plain text with line feeds, never empty in an extracted thread. */
    text: z.string(),
    /** Ranges of `text` that repeat somebody else, in order and apart: they are not classified. */
    quotes: z._default(z.readonly(z.array(Quote)), []),
    /** Null where the page shows no date. */
    dateCreated: z.nullable(z.string()),
    /** Votes for it; null where the page does not say. A net score may be negative. */
    upvoteCount: z.nullable(z.int()),
    /** Votes against it; null where the page does not say. */
    downvoteCount: z.nullable(z.int()),
  }),
);

/** How a page was read: the form of the input and the platform whose markup was recognised. */
export const Source = z.readonly(
  z.object({
    /** The form of the input. */
    kind: z.enum(['html', 'text', 'json', 'xml', 'lines', 'table']),
    /** Name of the platform or form; null where none was recognised. */
    platform: z.nullable(z.string()),
  }),
);

/** The comments of one page. */
export const Thread = z.readonly(
  z.object({
    /** The article's headline; null where none was found. */
    headline: z.nullable(z.string()),
    /** The first paragraphs of the article, up to three and a blank line apart, cut at the end of a sentence within 600 UTF-16 units; null where none was found. */
    lead: z._default(z.nullable(z.string()), null),
    /** The page's address; null where it is not known. */
    url: z.nullable(z.string()),
    /** As the page declares it, a BCP 47 tag such as `en-GB`; null where it does not. */
    language: z._default(z.nullable(z.string()), null),
    source: Source,
    /** How many comments the page says it has; null when it does not say. */
    claimedCount: z.nullable(count),
    /** In reading order: a parent always stands before its replies. */
    comments: z.readonly(z.array(Comment)),
    warnings: z.readonly(z.array(Warning)),
  }),
);

/** A range of a comment's text that speaks for a label: UTF-16 offsets [start, end). */
export const Span = z.readonly(
  z.object({
    start: offset,
    end: offset,
    /** The label that it speaks for: a toxicity attribute, or the label of the stance or the reply. */
    attribute: z.string(),
    /** What its tokens add to the label's logit: above 0, and comparable only within one result. */
    score: z.number(),
  }),
);

/** How toxic a comment is. */
export const ToxicityResult = z.readonly(
  z.object({
    /** Calibrated probability of each attribute. */
    scores: z.readonly(z.record(ToxicityAttribute, probability)),
    /** The attributes whose score reaches the model's threshold. */
    labels: z.readonly(z.array(ToxicityAttribute)),
    /** The attributes whose score lies where the held-out data say that a label is little better than a guess. */
    uncertain: z.readonly(z.array(ToxicityAttribute)),
    /** What speaks for each label, and for `toxicity` from a low score on. */
    spans: z.readonly(z.array(Span)),
  }),
);

/** Where a comment stands towards one target. */
export const StanceResult = z.readonly(
  z.object({
    /** As it was asked about. */
    target: z.string(),
    /** True where the target was read as rejecting what it names (`We should ban zoos`), so that praise of zoos speaks against it. */
    targetNegated: z.boolean(),
    /** The likeliest label. */
    label: StanceLabel,
    /** Calibrated probability of each label, adding up to 1. */
    scores: z.readonly(z.record(StanceLabel, probability)),
    /** True when the model is so unsure that the label is little better than a guess. */
    abstained: z.boolean(),
    /** What speaks for `label`. */
    spans: z.readonly(z.array(Span)),
  }),
);

/** Where a comment stands towards the comment it answers. */
export const ReplyResult = z.readonly(
  z.object({
    /** The likeliest label. */
    label: ReplyLabel,
    /** Calibrated probability of each label, adding up to 1. */
    scores: z.readonly(z.record(ReplyLabel, probability)),
    /** True when the model is so unsure that the label is little better than a guess. */
    abstained: z.boolean(),
    /** What speaks for `label`. */
    spans: z.readonly(z.array(Span)),
  }),
);

/** What every classified comment has. */
const told = {
  /** The comment's language, a BCP 47 code (`und`: a script that is of none we know); null where the text does not tell. What is not English is answered by guess: stance and reply abstain, and toxicity has no labels. */
  language: z.nullable(z.string()),
  toxicity: ToxicityResult,
};

/** The results for one comment. */
export const Classification = z.readonly(
  z.object({
    ...told,
    /** Null without a target. */
    stance: z.nullable(StanceResult),
    /** Null without a parent. */
    reply: z.nullable(ReplyResult),
  }),
);

/** A comment to classify. */
export const ClassifyInput = z.object({
  text: z.string(),
  /** What to measure its stance towards: a topic, a name or a claim. */
  target: z.optional(z.string()),
  /** Text of the comment that it answers. */
  parent: z.optional(z.string()),
  /** Headline of the article, and what else of it says what the comment is about. */
  article: z.optional(z.string()),
});

/** A comment of a thread with its results. */
export const ClassifiedComment = z.readonly(
  z.object({
    comment: Comment,
    ...told,
    /** One result per target, in the order of `targets`. */
    stances: z.readonly(z.array(StanceResult)),
    /** Null for a comment on the article. */
    reply: z.nullable(ReplyResult),
  }),
);

/** A thread with the results of all its comments. */
export const ClassifiedThread = z.readonly(
  z.object({
    thread: Thread,
    /** What stances were measured towards; empty where there was nothing to measure them towards. */
    targets: z.readonly(z.array(z.string())),
    /** In the order of `thread.comments`. */
    comments: z.readonly(z.array(ClassifiedComment)),
  }),
);

/** The thread of one page with all results. */
export const Analysis = z.readonly(
  z.object({
    /** The model that gave the results. */
    model: z.readonly(
      z.object({
        /** Its version: scores of one version are equal everywhere. */
        version: z.string(),
        /** SHA-256 of its weights, in lower-case hexadecimal. */
        sha256: z.string(),
      }),
    ),
    thread: Thread,
    /** What stances were measured towards. */
    targets: z.readonly(z.array(z.string())),
    /** What the thread suggests to measure them towards, likeliest first. */
    suggestions: z.readonly(z.array(Target)),
    /** In the order of `thread.comments`. */
    comments: z.readonly(z.array(ClassifiedComment)),
    summary: Summary,
  }),
);

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
export type Analysis = z.infer<typeof Analysis>;
