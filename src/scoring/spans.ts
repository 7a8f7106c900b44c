import type { Span } from '../schemas.ts';
import { KIND_CODES } from '../text/lexicon.ts';
import type { Terms } from '../text/terms.ts';

/** A token is part of the reason when it adds at least this share of what the strongest token adds. */
const MIN_SHARE = 0.5;

/**
 * Returns the stretches of a text that speak most for a label, neighbouring tokens merged, in UTF-16 offsets; `score` is
 * what they add to its logit.
 * @param added what each token adds, in logits
 * @param least logits that a token has to add at the least
 */
export function toSpans(
  { length, indices, starts, ends, lexicon }: Terms,
  added: Float32Array,
  attribute: string,
  least: number,
): Span[] {
  let highest = 0;
  for (let i = 0; i < length; i++) highest = Math.max(highest, added[i]!);
  const floor = Math.max(least, MIN_SHARE * highest);
  const spans: Span[] = [];
  let open = false;
  for (let i = 0; i < length; i++) {
    const score = added[i]!;
    if (score < floor || lexicon.kinds[indices[i]!] === KIND_CODES.punctuation) {
      open = false;
      continue;
    }
    const last = open ? spans.pop()! : null;
    spans.push({
      start: last?.start ?? starts[i]!,
      end: ends[i]!,
      attribute,
      score: (last?.score ?? 0) + score,
    });
    open = true;
  }
  return spans;
}
