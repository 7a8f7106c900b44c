import type { Classifier } from '../../classifier.ts';
import type { Classification, Comment, Thread } from '../../schemas.ts';
import { apiError } from '../api-error.ts';
import type { Limits } from '../options.ts';
import { type Measure, measureOf, unknownAttribute } from './attributes.ts';
import type { AnalyzeCommentRequest, AnalyzeCommentResponse, AttributeScores } from './schemas.ts';
import { detectedLanguage, type Surroundings, sentencesOf, surroundingsOf, textOf } from './texts.ts';

interface Requested {
  readonly name: string;
  readonly measure: Measure;
  readonly threshold: number;
}

export interface Analyzed {
  readonly response: AnalyzeCommentResponse;
  /** Texts that were judged: the comment, and its sentences where they were asked for. */
  readonly judged: number;
  /** Attributes that were answered with a fallback. */
  readonly unmeasured: readonly string[];
}

/**
 * Answers comments:analyze. A language that the model does not read is no error: it is answered, and
 * `detectedLanguages` says what is known of it.
 */
export function analyzeComment(classifier: Classifier, request: AnalyzeCommentRequest, limits: Limits): Analyzed {
  const text = textOf(request.comment, 'comment', limits.textLength);
  const surroundings = surroundingsOf(request.context, limits.textLength);
  const requested = requestedOf(request, surroundings);
  const spans = request.spanAnnotations === true ? sentencesOf(text) : [];
  const [whole, ...ofSpans] = classifyTexts(
    classifier,
    [text, ...spans.map(({ begin, end }) => text.slice(begin, end))],
    surroundings,
  ) as [Classification, ...Classification[]];
  const parts =
    spans.length === 0
      ? [{ begin: 0, end: text.length, scores: whole }]
      : spans.map((span, i) => ({ ...span, scores: ofSpans[i] as Classification }));
  const attributeScores = Object.fromEntries(
    requested
      .filter(({ measure, threshold }) => scoreOf(whole, measure) >= threshold)
      .map(({ name, measure }): [string, AttributeScores] => [
        name,
        {
          summaryScore: { value: scoreOf(whole, measure), type: 'PROBABILITY' },
          spanScores: parts.map(({ begin, end, scores }) => ({
            begin,
            end,
            score: { value: scoreOf(scores, measure), type: 'PROBABILITY' },
          })),
        },
      ]),
  );
  const response = {
    attributeScores,
    languages: ['en'],
    detectedLanguages: [detectedLanguage(text)],
    ...(request.clientToken == null ? {} : { clientToken: request.clientToken }),
  };
  const unmeasured = requested.filter(({ measure }) => measure.kind === 'unmeasured').map(({ name }) => name);
  return { response, judged: 1 + spans.length, unmeasured };
}

/** Judges texts that stand in one place: as answers in a thread, so that what they answer is read once. */
function classifyTexts(
  classifier: Classifier,
  texts: readonly string[],
  { target, parent }: Surroundings,
): readonly Classification[] {
  const above = parent === undefined ? [] : [comment('parent', null, parent)];
  const parentId = parent === undefined ? null : 'parent';
  const thread: Thread = {
    headline: null,
    url: null,
    language: null,
    source: { kind: 'json', platform: null },
    claimedCount: null,
    comments: [...above, ...texts.map((text, i) => comment(`${i}`, parentId, text))],
    warnings: [],
  };
  const { comments } = classifier.classifyThread(thread, { targets: target === undefined ? [] : [target] });
  return comments
    .slice(above.length)
    .map(({ toxicity, stances, reply }) => ({ toxicity, stance: stances[0] ?? null, reply }));
}

const comment = (id: string, parentId: string | null, text: string): Comment => ({
  ...{ id, parentId, text, depth: parentId === null ? 0 : 1 },
  ...{ author: null, quotes: [], dateCreated: null, upvoteCount: null, downvoteCount: null },
});

function requestedOf(request: AnalyzeCommentRequest, { target, parent }: Surroundings): Requested[] {
  const entries = Object.entries(request.requestedAttributes);
  if (entries.length === 0) throw apiError('INVALID_ARGUMENT', 'requestedAttributes: expected at least one, got none');
  return entries.flatMap(([name, parameters]) => {
    const measure = measureOf(name);
    if (measure === undefined) {
      if (request.dropUnsupportedAttributes === true) return [];
      throw unknownAttribute(name);
    }
    const field = `requestedAttributes.${name}`;
    if (!['PROBABILITY', 'SCORE_TYPE_UNSPECIFIED'].includes(parameters?.scoreType ?? 'PROBABILITY')) {
      throw apiError('INVALID_ARGUMENT', `${field}.scoreType: expected PROBABILITY, got ${parameters?.scoreType}`);
    }
    if (measure.kind === 'stance' && target === undefined) {
      throw apiError('INVALID_ARGUMENT', `${field} needs context.articleAndParentComment.article`);
    }
    if (measure.kind === 'reply' && parent === undefined) {
      throw apiError('INVALID_ARGUMENT', `${field} needs context.articleAndParentComment.parentComment`);
    }
    return [{ name, measure, threshold: parameters?.scoreThreshold ?? 0 }];
  });
}

function scoreOf({ toxicity, stance, reply }: Classification, measure: Measure): number {
  if (measure.kind === 'toxicity') return toxicity.scores[measure.label];
  if (measure.kind === 'stance') return stance?.scores[measure.label] ?? 0;
  if (measure.kind === 'reply') return reply?.scores[measure.label] ?? 0;
  return 0;
}
