import type { ToxicityAttribute } from '../../schemas.ts';
import { apiError } from '../api-error.ts';
import type { FeedbackRow, Limits } from '../options.ts';
import { measureOf, unknownAttribute } from './attributes.ts';
import { detectedLanguage } from './language.ts';
import type { CommentContext, SuggestCommentScoreRequest, SuggestCommentScoreResponse } from './schemas.ts';
import { targetAndParent, textOf } from './texts.ts';

/**
 * Turns a request of comments:suggestscore into a row that toxicity is trained on, and its response.
 * @throws HTTPException INVALID_ARGUMENT for unknown attributes, for none of toxicity, and for texts as `textOf` does
 */
export function suggestCommentScore(
  request: SuggestCommentScoreRequest,
  limits: Limits,
  now: Date,
): { readonly row: FeedbackRow; readonly response: SuggestCommentScoreResponse } {
  const text = textOf(request.comment, 'comment', limits.textLength);
  const { clientToken, sessionId, communityId, languages } = request;
  const group = groupOf(request.context, limits);
  const row = {
    text,
    labels: labelsOf(request),
    source: communityId ?? 'suggestscore',
    ...(group === null ? {} : { group }),
    time: now.toISOString(),
    ...(clientToken == null ? {} : { clientToken }),
    ...(sessionId == null ? {} : { sessionId }),
    ...(languages == null ? {} : { languages }),
  };
  const response = {
    ...(clientToken == null ? {} : { clientToken }),
    detectedLanguages: [detectedLanguage(text)],
    requestedLanguages: languages ?? [],
  };
  return { row, response };
}

function labelsOf({ attributeScores }: SuggestCommentScoreRequest): Partial<Record<ToxicityAttribute, number>> {
  const labels: Partial<Record<ToxicityAttribute, number>> = {};
  for (const [name, { summaryScore }] of Object.entries(attributeScores)) {
    const measure = measureOf(name);
    if (measure === undefined) throw unknownAttribute(name);
    if (measure.kind === 'toxicity' && summaryScore != null) labels[measure.label] = summaryScore.value;
  }
  if (Object.keys(labels).length === 0) {
    throw apiError(
      'INVALID_ARGUMENT',
      'attributeScores: expected a summaryScore of an attribute of toxicity, got none',
    );
  }
  return labels;
}

/**
 * Names the article, so that its comments stay on one side of a split: by its first line, or the address that Coral
 * sends.
 */
function groupOf(context: CommentContext | null | undefined, limits: Limits): string | null {
  const { target } = targetAndParent(context, limits.textLength);
  if (target !== undefined) return target;
  try {
    const { url } = JSON.parse(context?.entries?.[0]?.text ?? '') as { url?: unknown };
    const story = new URL(String(url));
    story.searchParams.delete('commentID');
    return story.href;
  } catch {
    return null;
  }
}
