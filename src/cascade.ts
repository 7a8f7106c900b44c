/** The classifier with its encoder: it reads sentences where the lexical scorer reads words. Needs ONNX Runtime and a model. */

import { hashOf } from './artifact/files.ts';
import { type Classifier, type LoadOptions, loadClassifier as loadLexical, parseInput } from './classifier.ts';
import { createSemaphore, mapConcurrently } from './encoder/concurrency.ts';
import { type EncoderModel, type EncoderOptions, loadEncoder } from './encoder/model.ts';
import { createEncoderScorer, type EncoderScorer } from './encoder/scorer.ts';
import type {
  Classification,
  ClassifiedComment,
  ClassifiedThread,
  ClassifyInput,
  ReplyResult,
  StanceResult,
  Thread,
} from './schemas.ts';
import { bareThread } from './scoring/bare-thread.ts';
import { type EncoderUse, isUnsure } from './scoring/encoder-use.ts';
import { contextOf, inherit } from './scoring/inheritance.ts';
import { pool } from './scoring/pool.ts';
import { likeliest } from './scoring/results.ts';
import { type PairTask, REPLY_LABELS, STANCE_LABELS, TASK_LABELS } from './tasks.ts';
import { tokenize } from './text/tokenize.ts';
import { withoutQuotes } from './text/without-quotes.ts';

export type { EncoderModel, EncoderOptions } from './encoder/model.ts';
export { loadEncoder } from './encoder/model.ts';
export type { OnnxRuntime, OnnxSession } from './encoder/runtime.ts';
export { createEncoderScorer, type EncoderScorer } from './encoder/scorer.ts';
export type { EncoderUse } from './scoring/encoder-use.ts';

/**
 * A classifier whose encoder answers later. Results are of the form that `Classifier` gives: stance and reply are those of
 * both scorers together, weighed as the encoder's model says; toxicity is the lexical scorer's. `spans` of a stance or a
 * reply are the lexical scorer's where it comes to the same label, and empty where it does not: the encoder names no words.
 * Inputs are never changed, and a text has the same scores whatever is classified beside it.
 */
export interface AsyncClassifier {
  /** Versions of both models, joined by `+encoder.`, and the hash of their hashes, for records. */
  readonly model: Classifier['model'];
  /** Name of the runtime that the encoder runs on. */
  readonly runtime: string;
  /**
   * Classifies one comment as `Classifier.classify` does. Any number may be asked for at once: they are worked on in order,
   * as many at a time as there are cores.
   * @throws BelowTheLineError `invalid-input` when the input is not of that form.
   */
  classify(input: ClassifyInput): Promise<Classification>;
  /** Classifies every comment of a thread as `Classifier.classifyThread` does. */
  classifyThread(thread: Thread, options?: { readonly targets?: readonly string[] }): Promise<ClassifiedThread>;
}

/** Options of loading a classifier with an encoder. */
export interface AsyncLoadOptions extends LoadOptions, EncoderOptions {
  /** When the encoder is asked: `auto` (the default) where the lexical scorer is unsure, `always` for every stance and reply. */
  readonly encoder?: Exclude<EncoderUse, 'never'>;
}

/**
 * Loads a classifier and the encoder beside it.
 * @throws BelowTheLineError `missing-package` when there is no encoder or no runtime, `file` when a file cannot be read,
 * `invalid-model` when one is not what its manifest says.
 */
export async function loadClassifier({
  encoder = 'auto',
  encoderModel,
  runtime,
  ...options
}: AsyncLoadOptions = {}): Promise<AsyncClassifier> {
  const [model, lexical] = await Promise.all([loadEncoder({ encoderModel, runtime }), loadLexical(options)]);
  return withEncoder(lexical, model, encoder);
}

/** Puts an encoder behind a classifier. */
export async function withEncoder(
  lexical: Classifier,
  model: EncoderModel,
  use: Exclude<EncoderUse, 'never'>,
): Promise<AsyncClassifier> {
  const scorer = createEncoderScorer(model);
  // A comment under way holds what was read of it: of many that are asked about at once most wait.
  const limited = createSemaphore(2 * model.encoder.concurrency);

  async function classify(input: ClassifyInput): Promise<Classification> {
    const { text, target, parent } = parseInput(input);
    // A comment alone is a thread of one, or with its parent of two.
    const targets = target === undefined ? [] : [target];
    const { comments } = await limited(() => classifyThread(bareThread([text], parent), { targets }));
    const { toxicity, stances, reply } = comments.at(-1)!;
    return { toxicity, stance: stances[0] ?? null, reply };
  }

  async function classifyThread(
    thread: Thread,
    options: { readonly targets?: readonly string[] } = {},
  ): Promise<ClassifiedThread> {
    return reread(lexical, scorer, use, lexical.classifyThread(thread, options));
  }

  return { model: await namesOf(lexical, model), runtime: model.encoder.runtime, classify, classifyThread };
}

async function namesOf({ model }: Classifier, { manifest, sha256 }: EncoderModel): Promise<Classifier['model']> {
  const hashes = new TextEncoder().encode(`${model.sha256} ${sha256}`);
  return { version: `${model.version}+encoder.${manifest.version}`, sha256: await hashOf(hashes) };
}

/** Pooled probabilities of one comment; null where the encoder was not asked. */
interface Reread {
  readonly reply: Float32Array | null;
  readonly stances: readonly (Float32Array | null)[];
}

/**
 * Puts both scorers' answers in the place of those that the encoder is asked about; all others stay as they are. As with
 * the lexical scorer alone a short reply inherits from the comment it answers, by the answers that count in the end.
 */
async function reread(
  lexical: Classifier,
  scorer: EncoderScorer,
  use: EncoderUse,
  { thread, targets, comments }: ClassifiedThread,
): Promise<ClassifiedThread> {
  const { encoder, manifest } = scorer.model;
  const texts = comments.map(({ comment }) => withoutQuotes(comment));
  const byId = new Map(comments.map(({ comment }, i) => [comment.id, texts[i]!]));
  const ask = async (task: PairTask, result: StanceResult | ReplyResult, text: string, target: string) => {
    if (use === 'auto' && !isUnsure(result, manifest.heads[task].askBelow)) return null;
    const { logits } = await scorer.score(task, scorer.read(text), scorer.read(target));
    return pool(lexicalProbabilities(lexical, task, text, target), logits, manifest.heads[task]);
  };
  const answers = await mapConcurrently(comments, 2 * encoder.concurrency, async (draft, i): Promise<Reread> => {
    const { comment, reply, stances } = draft;
    const parent = comment.parentId === null ? undefined : byId.get(comment.parentId);
    return {
      reply: reply === null || parent === undefined ? null : await ask('reply', reply, texts[i]!, parent),
      stances: await Promise.all(stances.map((stance) => ask('stance', stance, texts[i]!, stance.target))),
    };
  });

  // A parent stands before its replies.
  const settled = new Map<string, ClassifiedComment>();
  const results = comments.map((draft, i) => {
    const { id, parentId } = draft.comment;
    const parent = parentId === null ? undefined : settled.get(parentId);
    const result = settle(scorer.model, draft, answers[i]!, parent, texts[i]!);
    settled.set(id, result);
    return result;
  });
  return { thread, targets, comments: results };
}

function settle(
  { manifest: { heads } }: EncoderModel,
  draft: ClassifiedComment,
  answers: Reread,
  parent: ClassifiedComment | undefined,
  text: string,
): ClassifiedComment {
  const reply =
    draft.reply === null || answers.reply === null
      ? draft.reply
      : replaced(draft.reply, likeliest(REPLY_LABELS, answers.reply, heads.reply.abstainBelow));
  const stances = draft.stances.map((stance, t) => {
    const own = answers.stances[t] ?? null;
    if (own === null) return stance;
    const probabilities = inherit(own, contextOf(parent?.stances[t], reply), tokenize(text).length);
    return replaced(stance, likeliest(STANCE_LABELS, probabilities, heads.stance.abstainBelow));
  });
  return { ...draft, stances, reply };
}

/** The words of the lexical scorer stay where it came to the same label. */
const replaced = <R extends StanceResult | ReplyResult>(
  draft: R,
  answer: Pick<R, 'label' | 'scores' | 'abstained'>,
): R => ({
  ...draft,
  ...answer,
  spans: answer.label === draft.label ? draft.spans : [],
});

/** Returns the lexical scorer's probabilities of a pair by its own two texts, in label order. */
function lexicalProbabilities(lexical: Classifier, task: PairTask, text: string, target: string): number[] {
  const { stance, reply } = lexical.classify(task === 'stance' ? { text, target } : { text, parent: target });
  const scores = (stance ?? reply)?.scores as Readonly<Record<string, number>>;
  return TASK_LABELS[task].map((label) => scores[label]!);
}
