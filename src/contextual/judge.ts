import { toAnswer } from '../model/judge.ts';
import type { ReplyResult, StanceResult } from '../schemas.ts';
import { type PairTask, REPLY_LABELS, STANCE_LABELS } from '../tasks.ts';
import type { ContextualManifest } from './manifest.ts';

/** True where the embedded model abstained, or is less sure than asking pays for. */
export function isUnsure(head: PairTask, result: StanceResult | ReplyResult, manifest: ContextualManifest): boolean {
  return result.abstained || Math.max(...Object.values(result.scores)) < manifest.heads[head].askBelow;
}

/**
 * The answer of both in place of the embedded model's. The encoder names no words; those of the embedded model stay where
 * it came to the same label.
 */
export function replaceStance(before: StanceResult, scores: Float32Array, manifest: ContextualManifest): StanceResult {
  const answer = toAnswer(STANCE_LABELS, scores, manifest.heads.stance.abstainBelow);
  return { ...before, ...answer, spans: answer.label === before.label ? before.spans : [] };
}

export function replaceReply(before: ReplyResult, scores: Float32Array, manifest: ContextualManifest): ReplyResult {
  const answer = toAnswer(REPLY_LABELS, scores, manifest.heads.reply.abstainBelow);
  return { ...answer, spans: answer.label === before.label ? before.spans : [] };
}
