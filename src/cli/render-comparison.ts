import type { ComparedLabels, Comparison, TellingComment } from '../evaluate/index.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../tasks.ts';
import { beginning } from '../text/beginning.ts';
import { table } from './table.ts';

/** UTF-16 units of a comment that are shown. */
const MAX_SHOWN = 100;
/** Groups that are shown, those with most turned decisions. */
const MAX_GROUPS = 20;

/** What changes from one model to another, as tables. */
export function renderComparison(comparison: Comparison): string {
  const { stance, reply, groups, telling } = comparison;
  const sections = [
    head(comparison),
    flags(comparison),
    ...(stance === null ? [] : [turns('stance', STANCE_LABELS, stance)]),
    ...(reply === null ? [] : [turns('reply', REPLY_LABELS, reply)]),
    ...(groups.length === 0 ? [] : [groupTable(groups)]),
    ...(telling.length === 0 ? [] : [['Most telling comments', ...telling.map(tellingLine)].join('\n')]),
  ];
  return sections.join('\n\n');
}

/** The same in a few lines: shares of toxicity, and the comments that tell most. */
export function renderShortComparison(comparison: Comparison, comments = 3): string {
  const { toxicity } = comparison.toxicity;
  const { before, after, gained, lost } = toxicity;
  return [
    head(comparison),
    `toxic: ${percent(before.share)} before, ${percent(after.share)} after; ${gained} gained it, ${lost} lost it`,
    ...comparison.telling
      .filter(({ turned }) => turned.length > 0)
      .slice(0, comments)
      .map(tellingLine),
  ].join('\n');
}

const head = ({ before, after, comments, turned }: Comparison) =>
  `${before.version} → ${after.version} on ${comments} comments: decisions turn on ${turned} (${percent(turned / comments)})`;

const flags = ({ toxicity }: Comparison) =>
  table([
    ['toxicity', 'before', 'after', 'gained', 'lost', 'same share from'],
    ...TOXICITY_ATTRIBUTES.map((attribute) => {
      const { before, after, gained, lost, sameShareFrom } = toxicity[attribute];
      return [
        attribute,
        ...[percent(before.share), percent(after.share), `${gained}`, `${lost}`],
        sameShareFrom === null ? '–' : sameShareFrom.toFixed(3),
      ];
    }),
  ]);

function turns<Label extends string>(
  task: string,
  labels: readonly Label[],
  { comments, turned, abstained, turns }: ComparedLabels<Label>,
): string {
  return [
    table([
      [`${task}: before \\ after`, ...labels],
      ...labels.map((from) => [from, ...labels.map((to) => `${turns[from][to]}`)]),
    ]),
    `${turned} of ${comments} turn; ${abstained.before} abstained before, ${abstained.after} after`,
  ].join('\n');
}

const groupTable = (groups: Comparison['groups']) =>
  table([
    ['group', 'comments', 'toxic before', 'after', 'turned'],
    ...groups
      .slice(0, MAX_GROUPS)
      .map(({ group, comments, toxicBefore, toxicAfter, turned }) => [
        oneLine(group, 40),
        ...[comments, toxicBefore, toxicAfter, turned].map(String),
      ]),
    ...(groups.length > MAX_GROUPS ? [[`and ${groups.length - MAX_GROUPS} more`, '', '', '', '']] : []),
  ]);

function tellingLine({ id, text, score, turned }: TellingComment): string {
  const what = turned.length === 0 ? score.label : turned.join(', ');
  return `  ${oneLine(id, 24)}  ${what}  ${score.label} ${score.before.toFixed(2)} → ${score.after.toFixed(2)}  ${JSON.stringify(oneLine(text, MAX_SHOWN))}`;
}

/** Other people's words never steer a terminal. */
function oneLine(text: string, length: number): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
  return line.length <= length ? line : `${beginning(line, length - 1)}…`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
