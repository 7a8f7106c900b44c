import { type Classifier, contextOf } from '../classifier.ts';
import { inContext } from '../model/context.ts';
import type { ClassifiedComment, ClassifiedThread, ReplyResult, StanceResult } from '../schemas.ts';
import type { PairTask } from '../tasks.ts';
import { ownWords } from '../text/own-words.ts';
import { tokenize } from '../text/tokenize.ts';
import { mapAtOnce } from './at-once.ts';
import { replaceReply, replaceStance } from './judge.ts';
import { answer, type ContextualModel } from './model.ts';
import type { Pair } from './pair.ts';

/** Says of an answer of the embedded model whether the encoder is asked instead. */
export type IsAsked = (head: PairTask, result: StanceResult | ReplyResult) => boolean;

/** What the encoder said of one comment; null where it was not asked. */
interface Asked {
  readonly reply: Float32Array | null;
  readonly stances: readonly (Float32Array | null)[];
}

/**
 * Puts the encoder's answers in the place of those that it is asked about; all others stay as they are. As with the
 * embedded model a short reply takes over from where the comment it answers stands, by the answers that count in the end.
 */
export async function judgeThread(
  model: ContextualModel,
  embedded: Classifier,
  { thread, targets, comments }: ClassifiedThread,
  isAsked: IsAsked,
): Promise<ClassifiedThread> {
  const texts = comments.map(({ comment }) => ownWords(comment));
  const said = new Map(comments.map(({ comment }, i) => [comment.id, texts[i]!]));
  const ask = (head: PairTask, result: StanceResult | ReplyResult, against: string, text: string) =>
    isAsked(head, result) ? answer(model, embedded, { head, against, text } satisfies Pair) : null;
  const asked = await mapAtOnce(
    comments,
    2 * model.encoder.atOnce,
    async ({ comment, reply, stances }, i): Promise<Asked> => {
      const text = texts[i]!;
      const parent = comment.parentId === null ? undefined : said.get(comment.parentId);
      return {
        reply: reply === null || parent === undefined ? null : await ask('reply', reply, parent, text),
        stances: await Promise.all(stances.map((stance) => ask('stance', stance, stance.target, text))),
      };
    },
  );

  // A parent stands before its replies.
  const byId = new Map<string, ClassifiedComment>();
  const judged = comments.map((before, i) => {
    const { id, parentId } = before.comment;
    const parent = parentId === null ? undefined : byId.get(parentId);
    const after = judgeComment(model, before, asked[i]!, parent, texts[i]!);
    byId.set(id, after);
    return after;
  });
  return { thread, targets, comments: judged };
}

function judgeComment(
  { manifest }: ContextualModel,
  before: ClassifiedComment,
  asked: Asked,
  parent: ClassifiedComment | undefined,
  text: string,
): ClassifiedComment {
  const reply =
    before.reply === null || asked.reply === null ? before.reply : replaceReply(before.reply, asked.reply, manifest);
  const stances = before.stances.map((stance, t) => {
    const own = asked.stances[t] ?? null;
    if (own === null) return stance;
    const context = contextOf(parent?.stances[t], reply);
    return replaceStance(stance, context === null ? own : inContext(own, context, tokenize(text).length), manifest);
  });
  return { ...before, stances, reply };
}
