import type { Thread } from '../schemas.ts';
import type { ReadText } from './usage.ts';

/** What pages call themselves, the more telling first. */
const KINDS = [
  'recipe',
  'review',
  'video',
  'podcast',
  'interview',
  'guide',
  'tutorial',
  'list',
  'thread',
  'question',
  'post',
  'article',
] as const;
/** Platforms of forums: what stands there is a thread. */
const FORUMS =
  /discourse|phpbb|vbulletin|mybb|smf|xenforo|nodebb|vanilla|invision|reddit|lemmy|hacker news|lobsters|slashdot/i;
const STORIES =
  /^(?:article|piece|post|story|author|blog|writer|journalist|writeup|write-up|column|editorial|essay|reporting)$/;
/** Words of a comment that may be a bare reaction. */
const MAX_REACTION = 8;
const REACTION =
  /\b(?:thank|thanks|thx|great|good|nice|love|loved|awesome|amazing|excellent|wonderful|brilliant|well (?:written|said|done)|interesting|helpful|useful|beautiful|perfect|delicious|yum|wow|terrible|boring|rubbish|garbage|nonsense|awful|clickbait|fantastic|superb|bravo|congrat\w*)\b/i;

/** Words before the kind of a page in what readers say of it: "this recipe", "great post". */
const BEFORE =
  /^(?:this|your|great|good|lovely|nice|wonderful|excellent|amazing|awesome|brilliant|interesting|fantastic)$/;
/** Kinds that a headline names where it begins or ends with them. */
const HEADED =
  /^(recipe|review|interview|guide|tutorial|podcast|video)\b(?=:)|\b(recipe|review|interview|guide|tutorial|podcast|video)$/i;
/** A thread of that many comments has to call the page by its kind more than once. */
const LONG = 20;

/** Returns what a page is called as a target: "this recipe", "this thread", "this article". */
export function articleName({ headline, source, comments }: Thread, texts: readonly ReadText[]): string {
  if (/stack exchange/i.test(source.platform ?? '')) return 'this question';
  if (FORUMS.test(source.platform ?? '')) return 'this thread';
  const headed = HEADED.exec(headline?.trim() ?? '');
  if (headed !== null) return `this ${(headed[1] ?? headed[2])!.toLowerCase()}`;
  const counts = new Map<string, number>();
  for (const { words, comment } of texts) {
    for (const [i, { key }] of words.entries()) {
      if (comment < 0 || i === 0 || !BEFORE.test(words[i - 1]!.key) || !(KINDS as readonly string[]).includes(key))
        continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const best = KINDS.reduce(
    (most, kind) => ((counts.get(kind) ?? 0) > (counts.get(most) ?? 0) ? kind : most),
    'article',
  );
  return `this ${(counts.get(best) ?? 0) > (comments.length > LONG ? 1 : 0) ? best : 'article'}`;
}

/** A stretch of a comment that is about the page itself. */
export interface Touch {
  readonly comment: number;
  readonly start: number;
  readonly end: number;
}

/** Returns where comments speak of the page: by its kind or its author, or in a short reaction that names nothing. */
export function touchesOf(
  { comments }: Thread,
  texts: readonly ReadText[],
  name: string,
  touched: ReadonlySet<number>,
): Touch[] {
  const own = name.replace('this ', '');
  return texts.flatMap(({ text, words, comment }) => {
    if (comment < 0 || words.length === 0) return [];
    const named = words.filter(({ key }) => key === own || STORIES.test(key));
    if (named.length > 0) return named.map(({ start, end }) => ({ comment, start, end }));
    const isReaction =
      comments[comment]!.depth === 0 && words.length <= MAX_REACTION && !touched.has(comment) && REACTION.test(text);
    return isReaction ? [{ comment, start: words[0]!.start, end: words.at(-1)!.end }] : [];
  });
}
