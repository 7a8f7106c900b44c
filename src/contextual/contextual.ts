import { type Classifier, loadClassifier, parseInput } from '../classifier.ts';
import type { Classification, ClassifiedThread, ClassifyInput, Comment, Thread } from '../schemas.ts';
import { mapAtOnce } from './at-once.ts';
import { isUnsure } from './judge.ts';
import { type ContextualModel, type ContextualModelOptions, loadContextualModel } from './model.ts';
import { judgeThread } from './thread.ts';

/**
 * A classifier that reads sentences, where the embedded one reads words. Results are of the same form: stance and reply
 * are those of both together, weighed as the model says; toxicity is the embedded classifier's. `spans` of a stance or a reply are the embedded classifier's
 * where it comes to the same label, and empty where it does not: the encoder names no words. Inputs are never changed,
 * and a text has the same scores whatever is classified beside it.
 */
export interface ContextualClassifier {
  /** Version and hash of the contextual model, for records. */
  readonly model: Classifier['model'];
  /** The embedded classifier: toxicity, and what `reconsider` is a second opinion to. */
  readonly embedded: Classifier;
  /**
   * Judges one comment as `Classifier.classify` does.
   * @throws BelowTheLineError `invalid-input` when the input is not of that form.
   */
  classify(input: ClassifyInput): Promise<Classification>;
  /** Judges many comments, as many at a time as there are cores, and gives their results in order. */
  classifyAll(inputs: readonly ClassifyInput[]): Promise<Classification[]>;
  /** Judges every comment of a thread as `Classifier.classifyThread` does. */
  classifyThread(thread: Thread, options?: { readonly targets?: readonly string[] }): Promise<ClassifiedThread>;
  /**
   * A second opinion on a thread that the embedded classifier judged: the encoder is asked only about answers that are
   * abstained, or whose highest probability is below the model's `askBelow`. All others stay as they are.
   */
  reconsider(classified: ClassifiedThread): Promise<ClassifiedThread>;
}

export interface ContextualOptions extends ContextualModelOptions {
  /** Default: the embedded classifier with the model in the package. */
  readonly classifier?: Classifier | undefined;
}

/**
 * Loads the contextual model and the embedded classifier beside it.
 * @throws BelowTheLineError `missing-package` when there is no model or no runtime, `file` when a file cannot be read,
 * `invalid-model` when one is not what the manifest says.
 */
export async function loadContextual({
  classifier,
  ...options
}: ContextualOptions = {}): Promise<ContextualClassifier> {
  const [model, embedded] = await Promise.all([loadContextualModel(options), classifier ?? loadClassifier()]);
  return createContextual(model, embedded);
}

export function createContextual(model: ContextualModel, embedded: Classifier): ContextualClassifier {
  const always = () => true;

  /** A comment alone is a thread of one, or with its parent of two. */
  async function judge({ text, target, parent }: ClassifyInput): Promise<Classification> {
    const targets = target === undefined ? [] : [target];
    const thread = embedded.classifyThread(threadOf(text, parent), { targets });
    const { comments } = await judgeThread(model, embedded, thread, always);
    const { toxicity, stances, reply } = comments.at(-1)!;
    return { toxicity, stance: stances[0] ?? null, reply };
  }

  return {
    model: { version: model.manifest.version, sha256: model.sha256 },
    embedded,
    classify: async (input) => judge(parseInput(input)),
    classifyAll: async (inputs) => mapAtOnce(inputs.map(parseInput), 2 * model.encoder.atOnce, judge),
    classifyThread: async (thread, options = {}) =>
      judgeThread(model, embedded, embedded.classifyThread(thread, options), always),
    reconsider: (classified) =>
      judgeThread(model, embedded, classified, (head, result) => isUnsure(head, result, model.manifest)),
  };
}

function threadOf(text: string, parent: string | undefined): Thread {
  const comment = (id: string, parentId: string | null, said: string): Comment => ({
    id,
    parentId,
    depth: parentId === null ? 0 : 1,
    author: null,
    text: said,
    quotes: [],
    dateCreated: null,
    upvoteCount: null,
    downvoteCount: null,
  });
  return {
    headline: null,
    url: null,
    language: null,
    source: { kind: 'json', platform: null },
    claimedCount: null,
    comments: parent === undefined ? [comment('1', null, text)] : [comment('1', null, parent), comment('2', '1', text)],
    warnings: [],
  };
}
