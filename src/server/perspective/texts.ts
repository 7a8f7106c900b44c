import { htmlText } from '../../extract/visible.ts';
import { apiError } from '../api-error.ts';
import type { CommentContext, TextEntry } from './schemas.ts';

/** Of an article, this much is what stance is measured towards: its headline or first words. */
const LONGEST_TARGET = 300;

/**
 * The text of an entry as a reader sees it. Offsets in answers point into this text, which for HTML is the text without
 * its markup.
 * @throws HTTPException when there is none, or too much.
 */
export function textOf({ text, type }: TextEntry, field: string, longest: number): string {
  if (text.length > longest) {
    throw apiError('INVALID_ARGUMENT', `${field}.text: expected at most ${longest} characters, got ${text.length}`);
  }
  const visible = type === 'HTML' ? htmlText(text) : text;
  if (visible.trim() === '') throw apiError('INVALID_ARGUMENT', `${field}.text: expected words, got none`);
  return visible;
}

export interface Surroundings {
  /** What the comment's stance is measured towards: the article's headline or first line. */
  readonly target?: string;
  readonly parent?: string;
}

/** What a comment stands under and answers, as far as the request says. */
export function surroundingsOf(context: CommentContext | null | undefined, longest: number): Surroundings {
  const both = context?.articleAndParentComment;
  if (both == null) return {};
  if (context?.entries != null) {
    throw apiError('INVALID_ARGUMENT', 'context: expected entries or articleAndParentComment, got both');
  }
  const article =
    both.article == null
      ? null
      : textOf(both.article, 'context.articleAndParentComment.article', Number.POSITIVE_INFINITY);
  const parent =
    both.parentComment == null
      ? null
      : textOf(both.parentComment, 'context.articleAndParentComment.parentComment', longest);
  return {
    ...(article === null ? {} : { target: firstLine(article) }),
    ...(parent === null ? {} : { parent }),
  };
}

function firstLine(article: string): string {
  const line = article.trim().split('\n', 1)[0] as string;
  return line.length <= LONGEST_TARGET ? line : line.slice(0, LONGEST_TARGET).replace(/\s\S*$/, '');
}

/** Longer comments have several sentences in a span: a text of full stops costs no more than any other. */
const MOST_SPANS = 100;

/** The sentences of a text as UTF-16 offsets, without the white space around them; from 100 on, several in one. */
export function sentencesOf(text: string): readonly Stretch[] {
  const sentences = stretchesBetween(text, sentenceEnds(text));
  const together = Math.ceil(sentences.length / MOST_SPANS);
  return sentences
    .filter((_, i) => i % together === 0)
    .map(({ begin }, i) => ({ begin, end: (sentences[(i + 1) * together - 1] ?? sentences.at(-1))?.end as number }));
}

export interface Stretch {
  readonly begin: number;
  readonly end: number;
}

/**
 * Where sentences end: behind full stops and what closes with them, where white space follows, and at line breaks.
 * Intl.Segmenter needs a hundred times as long, which a text of full stops would make felt.
 */
function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '\n' || WIDE_STOPS.includes(character)) ends.push(i + 1);
    else if (STOPS.includes(character)) {
      while (STOPS.includes(text[i + 1] ?? ' ') || CLOSERS.includes(text[i + 1] ?? ' ')) i++;
      if (/\s/.test(text[i + 1] ?? ' ')) ends.push(i + 1);
    }
  }
  return [...ends, text.length];
}

const STOPS = '.!?…';
const WIDE_STOPS = '。！？';
const CLOSERS = '"\'”’»)]';

/** What lies between the ends, without the white space around it. */
function stretchesBetween(text: string, ends: readonly number[]): Stretch[] {
  return ends.flatMap((end, i) => {
    const start = i === 0 ? 0 : (ends[i - 1] as number);
    const piece = text.slice(start, end);
    const begin = end - piece.trimStart().length;
    const last = start + piece.trimEnd().length;
    return begin < last ? [{ begin, end: last }] : [];
  });
}

const OTHER_LETTER = /[^\P{L}\p{Script=Latin}]/u;

/** `en`, or `und` where most letters are not Latin: the model reads English, and this is all that it knows of others. */
export function detectedLanguage(text: string): string {
  if (!OTHER_LETTER.test(text)) return 'en';
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  return latin * 2 >= letters.length ? 'en' : 'und';
}
