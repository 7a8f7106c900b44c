import type { Classification } from '../../schemas.ts';
import { apiError } from '../api-error.ts';
import type { CommentClassifier } from '../comments/group.ts';
import type { Limits, UnknownAttributes } from '../options.ts';
import { type Measure, measureOf, unknownAttribute } from './attributes.ts';
import { perspectiveError } from './error.ts';
import { detectedLanguage } from './language.ts';
import type { AnalyzeCommentRequest, AnalyzeCommentResponse, AttributeScores } from './schemas.ts';
import { sentencesOf } from './sentences.ts';
import { type TargetAndParent, targetAndParent, textOf } from './texts.ts';

interface RequestedAttribute {
  readonly name: string;
  readonly measure: Measure;
  /** Scores below it are left out. */
  readonly threshold: number;
}

/** A part of the comment with what it was classified as: a sentence, or the whole. */
interface Part {
  readonly begin: number;
  readonly end: number;
  readonly classification: Classification;
}

/** How a request is answered. */
export interface AnalyzeOptions {
  readonly limits: Limits;
  readonly unknownAttributes: UnknownAttributes;
  /** Aborted once nobody waits for the answer. */
  readonly signal: AbortSignal;
}

/** A request that was done. */
export interface AnalyzedComment {
  readonly response: AnalyzeCommentResponse;
  /** How many texts were classified: the comment, and its sentences where they were asked for. */
  readonly texts: number;
  /** Attributes that nothing measures, which were given the score 0 or left out. */
  readonly unmeasured: readonly string[];
}

/**
 * Scores a comment as comments:analyze did. A language that the model does not read is no error: the comment is scored,
 * and `detectedLanguages` says what is known of it.
 * @throws HTTPException INVALID_ARGUMENT for attributes, score types, texts and contexts that are not served
 */
export async function analyzeComment(
  classify: CommentClassifier,
  request: AnalyzeCommentRequest,
  { limits, unknownAttributes, signal }: AnalyzeOptions,
): Promise<AnalyzedComment> {
  const text = textOf(request.comment, 'comment', limits.textLength);
  const context = targetAndParent(request.context, limits.textLength);
  const requested = requestedAttributes(request, context, unknownAttributes);
  const attributes =
    unknownAttributes === 'omit' ? requested.filter(({ measure }) => measure.kind !== 'unmeasured') : requested;
  const sentences = request.spanAnnotations === true ? sentencesOf(text) : [];
  const texts = [text, ...sentences.map(({ begin, end }) => text.slice(begin, end))];
  const [whole, ...ofSentences] = (await classify([{ texts, ...context }], signal)) as [
    Classification,
    ...Classification[],
  ];
  const parts =
    sentences.length === 0
      ? [{ begin: 0, end: text.length, classification: whole }]
      : sentences.map((sentence, i) => ({ ...sentence, classification: ofSentences[i]! }));
  const attributeScores = Object.fromEntries(
    attributes
      .filter(({ measure, threshold }) => scoreOf(whole, measure) >= threshold)
      .map(({ name, measure }) => [name, scoresOf(whole, parts, measure)]),
  );
  const response = {
    attributeScores,
    languages: ['en'],
    detectedLanguages: [detectedLanguage(text)],
    ...(request.clientToken == null ? {} : { clientToken: request.clientToken }),
  };
  const unmeasured = requested.filter(({ measure }) => measure.kind === 'unmeasured').map(({ name }) => name);
  return { response, texts: texts.length, unmeasured };
}

function requestedAttributes(
  request: AnalyzeCommentRequest,
  { target, parent }: TargetAndParent,
  unknownAttributes: UnknownAttributes,
): RequestedAttribute[] {
  const entries = Object.entries(request.requestedAttributes);
  if (entries.length === 0)
    throw perspectiveError('NO_REQUESTED_ATTRIBUTES', 'requestedAttributes: expected at least one, got none');
  return entries.flatMap(([name, parameters]) => {
    const measure = measureOf(name);
    const isMeasured = measure !== undefined && measure.kind !== 'unmeasured';
    if (!isMeasured && request.dropUnsupportedAttributes === true) return [];
    if (measure === undefined || (!isMeasured && unknownAttributes === 'refuse')) throw unknownAttribute(name);
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

/** The scores of one attribute, of the comment and of its parts. */
function scoresOf(whole: Classification, parts: readonly Part[], measure: Measure): AttributeScores {
  const score = (classification: Classification) =>
    ({ value: scoreOf(classification, measure), type: 'PROBABILITY' }) as const;
  return {
    summaryScore: score(whole),
    spanScores: parts.map(({ begin, end, classification }) => ({ begin, end, score: score(classification) })),
  };
}

function scoreOf({ toxicity, stance, reply }: Classification, measure: Measure): number {
  if (measure.kind === 'toxicity') return toxicity.scores[measure.label];
  if (measure.kind === 'stance') return stance?.scores[measure.label] ?? 0;
  if (measure.kind === 'reply') return reply?.scores[measure.label] ?? 0;
  return 0;
}
