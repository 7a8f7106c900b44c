import * as z from 'zod/mini';
import {
  type Answer,
  type Answers,
  createAnswers,
  type Encoding,
  type ReadPair,
  type StanceContext,
} from './answers.ts';
import { inOrder } from './artifact/in-order.ts';
import {
  type ModelLocation,
  type ModelPart,
  type ModelReader,
  openModel,
  type ReadOptions,
} from './artifact/model-reader.ts';
import { takeOrNext } from './artifact/next.ts';
import type { EncoderFile, EncoderSource } from './encoder/source.ts';
import { BelowTheLineError } from './errors.ts';
import { checkModelManifest, type ModelManifest, WEIGHTS_FILE } from './lexical/manifest.ts';
import { type Model, verifyModel } from './lexical/model.ts';
import { createLexicalScorer } from './lexical/scorer.ts';
import { ADVICE, ownModel } from './own-model.ts';
import {
  type Classification,
  type ClassifiedComment,
  type ClassifiedThread,
  ClassifyInput,
  type ReplyResult,
  type StanceResult,
  type Thread,
} from './schemas.ts';
import { ENCODER_USES, type EncoderUse } from './scoring/encoder-use.ts';
import { contextOf } from './scoring/inheritance.ts';
import { inItsLanguage } from './scoring/language.ts';
import { likeliest } from './scoring/results.ts';
import type { Surroundings } from './scoring/scorer.ts';
import { REPLY_LABELS, STANCE_LABELS, TASKS } from './tasks.ts';
import { withoutQuotes } from './text/without-quotes.ts';

/**
 * A loaded model. Its methods change none of their inputs and keep no comment; some thousands of words are remembered, and
 * the last short targets.
 */
export interface Classifier {
  /** Version and hash of the model, for records. */
  readonly model: { readonly version: string; readonly sha256: string };
  /**
   * Classifies one comment: its toxicity always, its stance where there is a target, its reply where there is a parent. With
   * both, a short reply inherits part of where its parent stands: who agrees stands there too, who disagrees on the other
   * side.
   * @throws BelowTheLineError `invalid-input` when the input is not of that form.
   */
  classify(input: ClassifyInput): Classification;
  /**
   * Classifies every comment of a thread towards every target and towards its parent. Without `targets` the headline is the
   * target; a thread without one has none. What a comment quotes is left out of what it says; a short reply inherits
   * from where its parent stands.
   */
  classifyThread(thread: Thread, options?: ThreadOptions): ClassifiedThread;
}

/** Options of classifying a thread. */
export interface ThreadOptions {
  /** What to measure stances towards. Default: the headline. */
  readonly targets?: readonly string[] | undefined;
  /** Is told of every comment that was classified: a long thread takes seconds where the encoder is asked. */
  readonly onComment?: (() => void) | undefined;
}

/** Options of loading a classifier. */
export interface LoadOptions extends ReadOptions {
  /** A folder (path or URL) that holds the files of a model, or these: bytes, paths or URLs. Default: the model in the package. */
  readonly model?: ModelLocation | undefined;
  /**
   * When the encoder is asked: `auto` (the default) where the lexical scorer is unsure, `always`, or
   * `never`. From a local folder it is read when it is first asked.
   */
  readonly encoder?: EncoderUse | undefined;
  /** Read the encoder now, so that what is wrong with it shows now, and no answer waits for it. */
  readonly eager?: boolean | undefined;
}

/** Options of loading a classifier that are plain data, and pass between threads. */
export interface ScorerOptions extends Omit<LoadOptions, 'onProgress'> {
  readonly model?: string | undefined;
}

/**
 * Loads and verifies a model.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is, or has no
 * encoder that is `always` to be asked, `invalid-input` when an option is not of its form.
 */
export async function loadClassifier(options: LoadOptions = {}): Promise<Classifier> {
  const { model, encoder = 'auto' } = options;
  const reader = openGiven(model, encoder === 'never' ? ['weights'] : ['weights', 'encoder'], options);
  const [lexical, encoding] = await inOrder([readModel(reader), readEncoding(reader, options)]);
  return createClassifier(lexical, encoding);
}

/**
 * Loads the encoder that stands behind a model's lexical scorer; null where none is to be asked.
 * @throws BelowTheLineError as `loadClassifier` does.
 */
export const loadEncoding = async ({ model, ...options }: LoadOptions): Promise<Encoding | null> =>
  readEncoding(openGiven(model, ['encoder'], options), options);

async function readEncoding(
  model: ModelReader,
  { encoder: use = 'auto', eager }: LoadOptions,
): Promise<Encoding | null> {
  if (!ENCODER_USES.includes(use)) {
    const expected = ENCODER_USES.join(', ');
    throw new BelowTheLineError('invalid-input', `encoder: expected one of ${expected}, got ${JSON.stringify(use)}`);
  }
  if (use === 'never') return null;
  const source = await readEncoder(model);
  if (source === null && use === 'always')
    throw new BelowTheLineError('invalid-model', 'the model has no encoder to ask');
  if (source === null) return null;
  if (eager === true) source.open();
  return { source, use };
}

/** Begins to read a model, the package's own where none is given. */
const openGiven = (
  model: ModelLocation | undefined,
  parts: readonly ModelPart[],
  options?: ReadOptions,
): ModelReader =>
  model === undefined ? openModel(ownModel(), parts, options, ADVICE) : openModel(model, parts, options);

/**
 * Loads and verifies the lexical part of a model, whatever heads it has.
 * @throws BelowTheLineError as `loadClassifier` does.
 */
export const loadModel = async (model?: ModelLocation, options?: ReadOptions): Promise<Model> =>
  readModel(openGiven(model, ['weights'], options));

/**
 * Loads the weights of a folder's model as their file.
 * @throws BelowTheLineError as `loadClassifier` does.
 */
export const loadWeightsFile = (folder: string | URL): Promise<Uint8Array> =>
  takeWeights(openModel(folder, ['weights']), async (manifest, bytes) => {
    await verifyModel(manifest, bytes);
    return bytes;
  });

const readModel = (model: ModelReader): Promise<Model> => takeWeights(model, verifyModel);

async function takeWeights<T>(
  { manifest, read, readNext }: ModelReader,
  take: (manifest: ModelManifest, bytes: Uint8Array) => Promise<T>,
): Promise<T> {
  const [json, weights] = await inOrder([manifest, read('weights', WEIGHTS_FILE)]);
  const checked = checkModelManifest(json);
  return takeOrNext(
    weights!,
    () => readNext('weights', WEIGHTS_FILE),
    (bytes) => take(checked, bytes),
  );
}

/**
 * Loads the encoder of a model; null where it has none. Its code is loaded with the first one.
 * @throws BelowTheLineError as `loadClassifier` does.
 */
export const loadEncoder = async (model?: ModelLocation, options?: ReadOptions): Promise<EncoderSource | null> =>
  readEncoder(openGiven(model, ['encoder'], options));

async function readEncoder(model: ModelReader): Promise<EncoderSource | null> {
  const { openEncoder } = await import('./encoder/load.ts');
  return openEncoder(model);
}

/**
 * Loads the encoder of a folder as its file; null where the model has none.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function loadEncoderFile(folder?: string | URL): Promise<EncoderFile | null> {
  const { readEncoderFile } = await import('./encoder/load.ts');
  return readEncoderFile(openGiven(folder, ['encoder']));
}

/** Targets that are kept read, and UTF-16 units of the longest: many comments are asked about one. */
const MAX_TARGETS = 32;
const MAX_TARGET_LENGTH = 1000;

/**
 * Makes a classifier of a model that has all three heads.
 * @param encoding the encoder that stands behind it; without one the lexical scorer answers alone
 * @throws BelowTheLineError `invalid-model` when it lacks a head, or a tensor of one has the wrong size.
 */
export function createClassifier(model: Model, encoding: Encoding | null = null): Classifier {
  const lexical = createLexicalScorer(model);
  for (const task of TASKS) lexical.head(task);
  const answers = createAnswers(lexical, encoding);
  const targets = new Map<string, ReadPair>();

  function classify(input: ClassifyInput): Classification {
    const { text, target, parent, article } = parseInput(input);
    const read = answers.read(text);
    const readParent = parent === undefined ? null : answers.read(parent);
    const readArticle = article === undefined ? null : answers.read(article);
    const reply = readParent === null ? null : replyOf(answers, read, readParent);
    const beside = { parent: readParent, article: readArticle };
    const stance = target === undefined ? null : towards(read, target, beside, reply);
    const told = { toxicity: answers.toxicity(read), stances: stance === null ? [] : [stance], reply };
    const all = inItsLanguage(text, read.lexical.terms, told);
    return { language: all.language, toxicity: all.toxicity, reply: all.reply, stance: all.stances[0] ?? null };
  }

  /** Reads a target, or gives what was read of it before by the same lexicon; many are forgotten at once. */
  function readTarget(target: string, { lexical: { terms } }: ReadPair): ReadPair {
    const known = targets.get(target);
    if (known?.lexical.terms.lexicon === terms.lexicon) return known;
    const read = answers.read(target);
    // A target that was read by an older lexicon would keep all of that.
    if (known !== undefined || targets.size >= MAX_TARGETS) targets.clear();
    if (target.length <= MAX_TARGET_LENGTH) targets.set(target, read);
    return read;
  }

  function towards(
    read: ReadPair,
    target: string,
    beside: Surroundings<ReadPair>,
    reply: ReplyResult | null,
  ): StanceResult {
    const named = readTarget(target, read);
    const { parent, article } = beside;
    if (parent == null) return stanceOf(answers, read, named, { beside });
    const above = stanceOf(answers, parent, named, { beside: { article } });
    return stanceOf(answers, read, named, { inherited: contextOf(above, reply), beside });
  }

  function classifyThread(thread: Thread, options: ThreadOptions = {}): ClassifiedThread {
    const targets = options.targets ?? (thread.headline === null ? [] : [thread.headline]);
    const readTargets = targets.map(answers.read);
    const about = thread.headline ?? thread.lead;
    const article = about === null ? null : answers.read(about);
    // A parent stands before its replies: each text is read once.
    const byId = new Map<string, { readonly read: ReadPair; readonly stances: readonly StanceResult[] }>();
    const comments = thread.comments.map((comment): ClassifiedComment => {
      const text = withoutQuotes(comment);
      const read = answers.read(text);
      const parent = comment.parentId === null ? undefined : byId.get(comment.parentId);
      const reply = parent === undefined ? null : replyOf(answers, read, parent.read);
      const stances = readTargets.map((target, t) =>
        stanceOf(answers, read, target, {
          inherited: contextOf(parent?.stances[t], reply),
          beside: { parent: parent?.read, article },
        }),
      );
      const told = { toxicity: answers.toxicity(read), stances, reply };
      byId.set(comment.id, { read, stances });
      options.onComment?.();
      return { comment, ...inItsLanguage(text, read.lexical.terms, told) };
    });
    return { thread, targets, comments };
  }

  return { model: namesOf(model, encoding), classify, classifyThread };
}

/** Returns the version of a model, and what it hashes to: manifest with weights, and behind a dash the encoder. */
function namesOf({ manifest: { version }, sha256 }: Model, encoding: Encoding | null): Classifier['model'] {
  return { version, sha256: encoding === null ? sha256 : `${sha256}-${encoding.source.sha256}` };
}

function stanceOf(answers: Answers, read: ReadPair, target: ReadPair, context: StanceContext): StanceResult {
  const { text, lexical } = target;
  const answer = answers.answer('stance', read, target, context);
  return { target: text, targetNegated: lexical.isNegated, ...resultOf(STANCE_LABELS, answer) };
}

const replyOf = (answers: Answers, read: ReadPair, parent: ReadPair): ReplyResult =>
  resultOf(REPLY_LABELS, answers.answer('reply', read, parent));

const resultOf = <L extends string>(labels: readonly L[], { probabilities, abstainBelow, spans }: Answer) => ({
  ...likeliest(labels, probabilities, abstainBelow),
  spans: [...spans],
});

/** @throws BelowTheLineError `invalid-input` when it is no comment to classify. */
export function parseInput(input: unknown): ClassifyInput {
  const parsed = ClassifyInput.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new BelowTheLineError('invalid-input', `not a comment to classify: ${z.prettifyError(parsed.error)}`);
}
