import { stripVTControlCharacters, styleText } from 'node:util';
import { reasonsOf, strongestWords } from '../reasons.ts';
import type { Analysis, ClassifiedComment, Share, StanceSummary, Summary, Thread } from '../schemas.ts';
import { beginning } from '../text/beginning.ts';

/** How an analysis is printed. */
export interface RenderOptions {
  /** Use ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
type Paint = (style: Style, text: string) => string;

const BAR_CELLS = 10;
const MAX_WORDS = 5;
const MAX_EXCERPT = 280;
const MAX_INDENT = 8;
const REPLY_WORDS = { agree: 'agrees', disagree: 'disagrees', neutral: 'neither agrees nor disagrees' } as const;
const STANCE_STYLE = { favor: 'green', against: 'red', none: 'dim' } as const;
const STANCE_WORDS = { favor: 'favor', against: 'against', none: 'not about this' } as const;
const SIDES = ['favor', 'against'] as const;

/** An analysis for people to read: the thread as an indented list, the summary, what could not be read. */
export function renderAnalysis(analysis: Analysis, { color, width }: RenderOptions): string {
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const columns = Math.max(40, Math.min(width, 120));
  const authors = new Map(analysis.thread.comments.map(({ id, author }) => [id, author]));
  const authorOf = (id: string | null) => (id === null ? null : authors.get(id));
  return [
    ...heading(analysis, paint),
    '',
    ...analysis.comments.flatMap((entry) => [
      ...commentLines(entry, authorOf(entry.comment.parentId), columns, paint),
      '',
    ]),
    ...summaryLines(analysis, paint),
    ...warningLines(analysis, paint),
    paint('dim', `model ${analysis.model.version}, sha256 ${analysis.model.sha256.slice(0, 12)}…`),
  ].join('\n');
}

function heading({ thread, targets, suggestions, comments: classified }: Analysis, paint: Paint): string[] {
  const { headline, source, claimedCount, comments } = thread;
  const claimed = claimedCount === null || claimedCount === comments.length ? '' : ` of ${claimedCount} claimed`;
  const suggested = new Map(suggestions.map(({ target, kind, comments }) => [target, { kind, comments }]));
  const remarkOf = (target: string) => {
    const { kind, comments = 0 } = suggested.get(target) ?? {};
    if (kind === 'issue') return ' (the dispute in the headline)';
    if (kind === 'entity') return ` (mentioned in ${comments} ${plural(comments, 'comment')})`;
    return target === headline ? ' (the headline)' : '';
  };
  return [
    paint('bold', headline === null ? '(no headline)' : clean(headline)),
    `${comments.length} ${plural(comments.length, 'comment')}${claimed} · ${source.platform ?? 'platform unknown'}, ${source.kind}`,
    ...targets.map((target, t) => {
      const negated = classified[0]?.stances[t]?.targetNegated ? ', read as a refusal of what it names' : '';
      return `stance towards${targets.length === 1 ? '' : ` ${t + 1}`}: ${clean(target)}${remarkOf(target)}${negated}`;
    }),
  ];
}

function commentLines(
  entry: ClassifiedComment,
  answered: string | null | undefined,
  columns: number,
  paint: Paint,
): string[] {
  const { comment, toxicity, stances, reply } = entry;
  const margin = '  '.repeat(Math.min(comment.depth, MAX_INDENT));
  const several = stances.length > 1;
  const verdicts = [
    ...stances.flatMap(({ label, scores, abstained }, t) =>
      several && label === 'none'
        ? []
        : [
            `${several ? `${t + 1}: ` : ''}${paint(STANCE_STYLE[label], STANCE_WORDS[label])} ${percent(scores[label])}${abstained ? '?' : ''}`,
          ],
    ),
    ...(several && stances.every(({ label }) => label === 'none')
      ? [paint(STANCE_STYLE.none, 'about none of these')]
      : []),
    ...(reply === null
      ? []
      : [
          `${REPLY_WORDS[reply.label]} with ${clean(answered ?? 'the comment above')} ${percent(reply.scores[reply.label])}${reply.abstained ? '?' : ''}`,
        ]),
  ];
  const score = toxicity.scores.toxicity;
  const bar = `${paint(score >= 0.5 ? 'red' : 'dim', meter(score))} ${percent(score)}${toxicity.uncertain.includes('toxicity') ? '?' : ''}`;
  const labels = toxicity.labels.length === 0 ? '' : ` ${paint('red', toxicity.labels.map(readable).join(', '))}`;
  const words = [...strongestWords(comment.text, reasonsOf(entry), MAX_WORDS)].map(
    ([attribute, texts]) => `${readable(attribute)}: ${texts.map((text) => `“${clean(text)}”`).join(', ')}`,
  );
  const lines = [
    [paint('bold', clean(comment.author ?? 'anonymous')), ...verdicts].join(' · '),
    ...wrap(excerpt(comment.text), columns - margin.length - 2).map((line) => `  ${line}`),
    `  toxicity ${bar}${labels}`,
    ...(words.length === 0 ? [] : wrap(`because of ${words.join('; ')}`, columns - margin.length - 2)).map((line) =>
      paint('dim', `  ${line}`),
    ),
  ];
  return lines.map((line) => margin + line);
}

function summaryLines({ summary, thread, comments }: Analysis, paint: Paint): string[] {
  if (summary.comments === 0) return [];
  return [
    paint('bold', 'Summary'),
    ...summary.stances.flatMap((stance, t) =>
      stanceLines(stance, summary.comments, summary.stances.length > 1 ? t + 1 : null),
    ),
    `  toxic ${summary.toxic} of ${summary.comments} ${plural(summary.comments, 'comment')} (${percent(summary.toxicShare ?? 0)})`,
    disputedLine(summary, thread),
    ...(comments.some(isUnsure) ? ['  ? marks answers that are little better than a guess'] : []),
    '',
  ];
}

function isUnsure({ toxicity, stances, reply }: ClassifiedComment): boolean {
  return (
    toxicity.uncertain.includes('toxicity') || stances.some(({ abstained }) => abstained) || reply?.abstained === true
  );
}

function stanceLines(
  { target, counts, about, clear, shares }: StanceSummary,
  comments: number,
  number: number | null,
): string[] {
  const towards = number === null ? '  ' : `  towards ${number}, ${clean(target)}: `;
  const speak = `${about} of ${comments} ${plural(comments, 'comment')} ${about === 1 || comments === 1 ? 'speaks' : 'speak'} about it`;
  if (about === 0) return [towards + speak];
  const unsure = about - clear.favor - clear.against;
  return [
    towards + speak,
    ...SIDES.map(
      (side) =>
        `  ${side.padEnd(8)}${meter(counts[side] / about)} ${counts[side]}${shares === null ? '' : `, ${interval(shares[side])} of the clear ones`}`,
    ),
    ...(unsure === 0 ? [] : [`          (${unsure} of them unsure)`]),
  ];
}

function disputedLine({ mostDisputed }: Summary, { comments }: Thread): string {
  if (mostDisputed === null) return '  no reply disagrees with the comment it answers';
  const { id, replies, disagree } = mostDisputed;
  const comment = comments.find((candidate) => candidate.id === id);
  const opening = beginning(excerpt(comment?.text ?? ''), 60);
  return `  most disputed: ${clean(comment?.author ?? 'anonymous')}, “${opening}…” (${disagree} of ${replies} ${plural(replies, 'reply', 'replies')} disagree)`;
}

function warningLines({ thread }: Analysis, paint: Paint): string[] {
  if (thread.warnings.length === 0) return [];
  return [
    paint('bold', 'Not read'),
    ...thread.warnings.map(({ message }) => paint('yellow', `  ${clean(message)}`)),
    '',
  ];
}

/** Text of strangers on a terminal: no escape sequences, no control or direction-changing characters, one line. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
}

function excerpt(text: string): string {
  const whole = clean(text.slice(0, 4 * MAX_EXCERPT));
  return whole.length > MAX_EXCERPT
    ? `${
        beginning(whole, MAX_EXCERPT)
          .replace(/(?<!\S)\S*$/, '')
          .trim() || beginning(whole, MAX_EXCERPT)
      } …`
    : whole;
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function meter(share: number): string {
  const full = Math.round(share * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

const interval = ({ share, low, high }: Share) => `${percent(share)} (${percent(low)} to ${percent(high)})`;
const percent = (share: number) => `${Math.round(100 * share)}%`;
const readable = (attribute: string) => attribute.replace('_', ' ');
const plural = (n: number, one: string, many = `${one}s`) => (n === 1 ? one : many);
