import { reasonsOf, strongestWords } from '../../reasons.ts';
import type {
  Analysis,
  ClassifiedComment,
  Contested,
  ReplyResult,
  StanceResult,
  ToxicityResult,
} from '../../schemas.ts';
import { disagrees, isToxic, repliesByParent } from '../../summary.ts';
import { bar } from '../html/bar.ts';
import { anchor, excerpt, percent } from '../html/format.ts';
import { html, type Markup } from '../html/markup.ts';
import { untrustedExcerpt, untrustedLine, untrustedText } from '../html/untrusted.ts';
import { MAX_TARGET_LENGTH, REPLY_TAGS, readable, STANCE_WORDS } from './labels.ts';
import { markedText } from './marked-text.ts';

/** Replies are indented up to this depth; below it, "answers …" alone says what they answer. */
const MAX_INDENT = 6;
/** Deciding words that are written out of one attribute. */
const MAX_WORDS = 5;
/** UTF-16 units up to which a comment is shown whole from the start. */
const MAX_UNFOLDED_LENGTH = 1500;
const MAX_LABEL_LENGTH = 80;

/** Returns every comment in reading order as a list item, each an article that a link by its id finds. */
export function commentItems({ comments }: Analysis): Markup[] {
  const byId = new Map(comments.map((entry) => [entry.comment.id, entry]));
  const replies = repliesByParent(comments);
  return comments.map((entry, i) => {
    const { id, parentId } = entry.comment;
    return commentItem(entry, i, parentId === null ? undefined : byId.get(parentId), replies.get(id));
  });
}

function commentItem(
  entry: ClassifiedComment,
  i: number,
  parent: ClassifiedComment | undefined,
  replies: Contested | undefined,
): Markup {
  const { comment, toxicity, stances, reply } = entry;
  const indent = comment.depth === 0 ? '' : `d${Math.min(comment.depth, MAX_INDENT)}`;
  const side = stances.find(({ label, abstained }) => label !== 'none' && !abstained);
  const border = side?.label ?? '';
  return html`<li class="${indent}" ${sortKeys(entry, replies)}>
<article id="${anchor(comment.id)}" class="${border}" aria-labelledby="w${i}" tabindex="-1">
<div class="who"><h3 id="w${i}"><bdi>${nameOf(entry)}</bdi></h3>${parent !== undefined && replyTo(parent)}${dateOf(comment.dateCreated)}${votes(comment)}<a class="self" href="#${anchor(comment.id)}" aria-label="Link to this comment, ${untrustedLine(excerpt(comment.id, MAX_LABEL_LENGTH))}">#<bdi>${untrustedExcerpt(comment.id)}</bdi></a></div>
<div class="text${comment.text.length > MAX_UNFOLDED_LENGTH && ' long'}" dir="auto">${markedText(comment.text, reasonsOf(entry))}</div>
<div class="verdict">${stanceTags(stances)}${reply !== null && replyTag(reply)}${toxicityMeter(toxicity)}${toxicity.labels.map((label) => html`<span class="tag toxic">${readable(label)}</span>`)}</div>
${decidingWords(entry)}</article></li>
`;
}

/** Data attributes that the script sorts and filters by, so that the page needs no second copy of the data. */
function sortKeys(entry: ClassifiedComment, replies: Contested | undefined): Markup {
  const { comment, toxicity, stances, reply } = entry;
  const stanceKeys = stances.map(({ label, abstained }) => label + (abstained ? '?' : '')).join(' ');
  const civil = stances.map((_, t) => Number(disagrees(entry, t) && !isToxic(entry))).join(' ');
  return html`data-depth="${comment.depth}" data-toxicity="${toxicity.scores.toxicity.toFixed(4)}" data-doubt="${doubt(entry).toFixed(3)}" data-disputed="${replies?.disagree ?? 0}" data-agreed="${replies?.agree ?? 0}" data-stances="${stanceKeys}" data-civil="${civil}"${reply !== null && html` data-reply="${reply.label}"`}${isToxic(entry) && html` data-toxic`}`;
}

/**
 * Sort key, most uncertain first. Integer part: how many results are abstained or uncertain; fraction: 1 minus the mean
 * probability of the results' top labels.
 */
function doubt({ toxicity, stances, reply }: ClassifiedComment): number {
  const unsure =
    Number(toxicity.uncertain.includes('toxicity')) +
    stances.filter(({ abstained }) => abstained).length +
    Number(reply?.abstained ?? false);
  const confidences = [
    Math.max(toxicity.scores.toxicity, 1 - toxicity.scores.toxicity),
    ...[...stances, ...(reply === null ? [] : [reply])].map(({ scores }) => Math.max(...Object.values(scores))),
  ];
  return unsure + Math.min(0.999, 1 - confidences.reduce((sum, x) => sum + x, 0) / confidences.length);
}

const nameOf = ({ comment }: ClassifiedComment): Markup => untrustedExcerpt(comment.author ?? 'Anonymous');

const replyTo = (parent: ClassifiedComment): Markup =>
  html`<span>answers <a href="#${anchor(parent.comment.id)}"><bdi>${nameOf(parent)}</bdi></a></span>`;

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

function dateOf(date: string | null): Markup | null {
  if (date === null) return null;
  const iso = ISO_DATE.exec(date);
  return iso === null
    ? html`<span><bdi>${untrustedExcerpt(date)}</bdi></span>`
    : html`<time datetime="${iso[0]}">${iso[1]!} ${iso[2]!}</time>`;
}

function votes({ upvoteCount, downvoteCount }: ClassifiedComment['comment']): Markup | null {
  if (upvoteCount === null && downvoteCount === null) return null;
  const parts = [
    upvoteCount === null ? '' : `${upvoteCount} up`,
    downvoteCount === null ? '' : `${downvoteCount} down`,
  ];
  return html`<span>${parts.filter((part) => part !== '').join(', ')}</span>`;
}

/** A tag for each target that the comment speaks about; where there is one target, also where it does not. */
const stanceTags = (stances: readonly StanceResult[]): readonly (Markup | false)[] =>
  stances.length === 1
    ? [stanceTag(stances[0]!, null)]
    : stances.map((stance, t) => stance.label !== 'none' && stanceTag(stance, t));

/** @param number which target it is, in the list of targets; null where there is only one */
function stanceTag({ label, scores, abstained, target }: StanceResult, number: number | null): Markup {
  return html`<span class="tag ${label}${abstained && ' unsure'}" title="towards ${untrustedLine(excerpt(target, MAX_TARGET_LENGTH))}">${number !== null && `${number + 1}: `}${STANCE_WORDS[label]} ${percent(scores[label])}${abstained && ', unsure'}</span>`;
}

const replyTag = ({ label, scores, abstained }: ReplyResult): Markup =>
  html`<span class="tag ${label}${abstained && ' unsure'}">${REPLY_TAGS[label]} ${percent(scores[label])}${abstained && ', unsure'}</span>`;

function toxicityMeter({ scores, uncertain }: ToxicityResult): Markup {
  const unsure = uncertain.includes('toxicity') && ', unsure';
  return html`<span class="meter"><span>toxicity</span>${bar([{ share: scores.toxicity, kind: 'toxic' }], 'thin')}<span>${percent(scores.toxicity)}${unsure}</span></span>`;
}

/** The marked words once more in writing: a screen reader does not speak marks, and copied text loses them. */
function decidingWords(entry: ClassifiedComment): Markup | null {
  const words = strongestWords(entry.comment.text, reasonsOf(entry), MAX_WORDS);
  if (words.size === 0) return null;
  // Attributes that go back to the same words are named together.
  const byWords = new Map<string, { labels: string[]; texts: readonly string[] }>();
  for (const [attribute, texts] of words) {
    const key = texts.join('\n');
    byWords.set(key, { labels: [...(byWords.get(key)?.labels ?? []), readable(attribute)], texts });
  }
  const parts = [...byWords.values()].map(({ labels, texts }, i) => {
    const quoted = texts.map((text, k) => html`${k > 0 && ', '}“<bdi>${untrustedText(text)}</bdi>”`);
    return html`${i > 0 && '; '}${labels.join(' and ')} ${quoted}`;
  });
  return html`<p class="because">Deciding words: ${parts}</p>`;
}
