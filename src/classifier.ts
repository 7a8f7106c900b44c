import * as z from 'zod/mini';
import { readPart } from './artifact/files.ts';
import { MANIFEST_FILE } from './artifact/manifest.ts';
import { BelowTheLineError } from './errors.ts';
import type { ReadText } from './lexical/features/read-text.ts';
import { WEIGHTS_FILE } from './lexical/manifest.ts';
import { type Model, type ModelFiles, parseModel } from './lexical/model.ts';
import { scoreReply, scoreStance, scoreToxicity } from './lexical/results.ts';
import { createLexicalScorer } from './lexical/scorer.ts';
import {
  type Classification,
  type ClassifiedComment,
  type ClassifiedThread,
  ClassifyInput,
  type ReplyResult,
  type Thread,
} from './schemas.ts';
import { contextOf } from './scoring/inheritance.ts';
import { TASKS } from './tasks.ts';
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
  classifyThread(thread: Thread, options?: { readonly targets?: readonly string[] }): ClassifiedThread;
}

/** Options of loading a classifier. */
export interface LoadOptions {
  /** A folder (path or URL) that holds model.json and weights.bin, or their bytes. Default: the model in the package. */
  readonly model?: string | URL | ModelFiles;
}

/**
 * Loads and verifies a model.
 * @throws BelowTheLineError `file` when a file cannot be read, `invalid-model` when it is not what it says it is.
 */
export async function loadClassifier({ model }: LoadOptions = {}): Promise<Classifier> {
  return createClassifier(await loadModel(model));
}

/** Loads and verifies the two files of a model, whatever heads it has. */
export async function loadModel(
  model: LoadOptions['model'] = new URL('../models/en/', import.meta.url),
): Promise<Model> {
  if (typeof model !== 'string' && !(model instanceof URL)) return parseModel(model);
  const [manifest, weights] = await Promise.all([readPart(model, MANIFEST_FILE), readPart(model, WEIGHTS_FILE)]);
  return parseModel({ manifest, weights });
}

/** Targets that are kept read, and UTF-16 units of the longest: many comments are asked about one. */
const MAX_TARGETS = 32;
const MAX_TARGET_LENGTH = 1000;

/**
 * Makes a classifier of a model that has all three heads.
 * @throws BelowTheLineError `invalid-model` when it lacks one, or a tensor of one has the wrong size.
 */
export function createClassifier(model: Model): Classifier {
  const scorer = createLexicalScorer(model);
  for (const task of TASKS) scorer.head(task);
  const targets = new Map<string, ReadText>();

  function classify(input: ClassifyInput): Classification {
    const { text, target, parent } = parseInput(input);
    const read = scorer.read(text);
    const readParent = parent === undefined ? null : scorer.read(parent);
    const reply = readParent === null ? null : scoreReply(scorer, read, readParent);
    return {
      toxicity: scoreToxicity(scorer, read),
      stance: target === undefined ? null : stanceOf(read, target, readParent, reply),
      reply,
    };
  }

  /** Reads a target, or gives what was read of it before by the same lexicon; many are forgotten at once. */
  function readTarget(target: string, { terms: { lexicon } }: ReadText): ReadText {
    const known = targets.get(target);
    if (known?.terms.lexicon === lexicon) return known;
    const read = scorer.read(target);
    // A target that was read by an older lexicon would keep all of that.
    if (known !== undefined || targets.size >= MAX_TARGETS) targets.clear();
    if (target.length <= MAX_TARGET_LENGTH) targets.set(target, read);
    return read;
  }

  function stanceOf(read: ReadText, target: string, parent: ReadText | null, reply: ReplyResult | null) {
    const named = readTarget(target, read);
    if (parent === null) return scoreStance(scorer, read, target, named, null);
    const context = contextOf(scoreStance(scorer, parent, target, named, null), reply);
    return scoreStance(scorer, read, target, named, context);
  }

  function classifyThread(thread: Thread, options: { readonly targets?: readonly string[] } = {}): ClassifiedThread {
    const targets = options.targets ?? (thread.headline === null ? [] : [thread.headline]);
    const readTargets = targets.map(scorer.read);
    // A parent stands before its replies: each text is read once.
    const byId = new Map<string, { readonly read: ReadText; readonly result: ClassifiedComment }>();
    const comments = thread.comments.map((comment): ClassifiedComment => {
      const read = scorer.read(withoutQuotes(comment));
      const parent = comment.parentId === null ? undefined : byId.get(comment.parentId);
      const reply = parent === undefined ? null : scoreReply(scorer, read, parent.read);
      const stances = targets.map((target, t) => {
        const context = contextOf(parent?.result.stances[t], reply);
        return scoreStance(scorer, read, target, readTargets[t]!, context);
      });
      const result = { comment, toxicity: scoreToxicity(scorer, read), stances, reply };
      byId.set(comment.id, { read, result });
      return result;
    });
    return { thread, targets, comments };
  }

  const { version, weights } = model.manifest;
  return { model: { version, sha256: weights.sha256 }, classify, classifyThread };
}

/** @throws BelowTheLineError `invalid-input` when it is no comment to classify. */
export function parseInput(input: unknown): ClassifyInput {
  const parsed = ClassifyInput.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new BelowTheLineError('invalid-input', `not a comment to classify: ${z.prettifyError(parsed.error)}`);
}
