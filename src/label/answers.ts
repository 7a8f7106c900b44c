import * as z from 'zod/mini';
import { range } from '../dataset/rows/fields.ts';
import { ToxicityFlags } from '../dataset/rows/labelled-comments.ts';
import { BelowTheLineError } from '../errors.ts';
import { ReplyLabel, StanceLabel } from '../schemas.ts';
import type { Task } from '../tasks.ts';
import type { Item } from './items.ts';

/** What somebody says of a comment; null for a question that was not asked. */
export const Answer = z.strictObject({
  toxicity: z.nullable(ToxicityFlags),
  /** What makes it toxic, UTF-16 ranges [start, end), in order and apart; empty where it is clean. */
  spans: z.array(range),
  /** One label for each target, in their order; empty where none was asked for. */
  stances: z.array(z.strictObject({ target: z.string(), label: StanceLabel })),
  /** Null where it answers no comment, too. */
  reply: z.nullable(ReplyLabel),
});
export type Answer = z.infer<typeof Answer>;

/** Longest name of a labeller, and longest reason, in UTF-16 units. */
export const MAX_NAME = 60;
const MAX_REASON = 300;

const name = z.string().check(z.minLength(1), z.maxLength(MAX_NAME));

/** A comment as it is kept beside an answer: rows are made from answers alone. */
const Asked = z.object({
  text: z.string(),
  parent: z.nullable(z.string()),
  headline: z.nullable(z.string()),
  group: z.string(),
  source: z.string(),
  /** Whether it belongs to the random tenth for measuring. */
  measure: z.boolean(),
});

const common = { time: z.string(), by: name, item: z.string() };

/** What somebody did: one line of the journal. */
export const Event = z.discriminatedUnion('did', [
  z.object({
    ...common,
    did: z.enum(['answer', 'settle']),
    answer: Answer,
    comment: Asked,
    /** From when the comment was shown. */
    seconds: z.number().check(z.gte(0)),
    /** Whether the model's answer was shown before. */
    hinted: z.boolean(),
  }),
  z.object({ ...common, did: z.literal('skip'), reason: z.string().check(z.minLength(1), z.maxLength(MAX_REASON)) }),
  z.object({ ...common, did: z.literal('undo'), of: z.enum(['answer', 'settle']) }),
]);
export type Event = z.infer<typeof Event>;
export type AnswerEvent = Extract<Event, { did: 'answer' | 'settle' }>;
export type SkipEvent = Extract<Event, { did: 'skip' }>;

/**
 * Checks an answer against the comment that it is about, and returns it.
 * @param ask the questions that are asked
 * @throws BelowTheLineError `invalid-input` where it leaves a question open, answers another, or marks what is not there
 */
export function checkAnswer(input: unknown, item: Item, ask: readonly Task[]): Answer {
  const parsed = Answer.safeParse(input);
  if (!parsed.success) throw wrong(z.prettifyError(parsed.error));
  const { toxicity, spans, stances, reply } = parsed.data;
  const targets = ask.includes('stance') ? item.targets : [];
  if ((toxicity !== null) !== ask.includes('toxicity'))
    throw wrong(toxicity === null ? 'toxicity is open' : 'toxicity was not asked');
  if (JSON.stringify(stances.map(({ target }) => target)) !== JSON.stringify(targets))
    throw wrong(`expected a stance towards each of ${JSON.stringify(targets)}`);
  const hasReply = ask.includes('reply') && item.above.length > 0;
  if ((reply !== null) !== hasReply) throw wrong(hasReply ? 'the reply is open' : 'there is no reply to label');
  if (spans.length > 0 && toxicity?.toxicity !== 1) throw wrong('spans are marked in a comment that is not toxic');
  let last = 0;
  for (const [start, end] of spans) {
    if (start < last || end <= start || end > item.text.length)
      throw wrong(`expected ranges in order within ${item.text.length} units, got [${start}, ${end}]`);
    last = end;
  }
  return parsed.data;
}

const wrong = (message: string) => new BelowTheLineError('invalid-input', `not an answer: ${message}`);
