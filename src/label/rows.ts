import type { ReplyRow, StanceRow, ToxicityRow, TrainingRow } from '../dataset/rows/training-rows.ts';
import { TASKS, type Task, TOXICITY_ATTRIBUTES } from '../tasks.ts';
import type { AnswerEvent } from './answers.ts';
import { answersIn, type Standing } from './ledger.ts';

/** Rows that `btl train` and `btl evaluate` read as they are, by task: to learn from, and the random tenth for measuring. */
export type RowFiles = Readonly<
  Record<Task, { readonly learn: readonly TrainingRow[]; readonly measure: readonly TrainingRow[] }>
>;

/** Returns the rows of all that was labelled, in the order of first answers. */
export function rowsIn(standings: Iterable<Standing>): RowFiles {
  const files = { toxicity: files0(), stance: files0(), reply: files0() };
  for (const standing of standings) {
    // What was settled counts alone; until then, each labeller's answer is a share.
    const events = standing.settled === null ? answersIn(standing).map(([, event]) => event) : [standing.settled];
    const [first] = events;
    if (first === undefined) continue;
    const made: Readonly<Record<Task, readonly TrainingRow[]>> = {
      toxicity: toxicityRows(events),
      stance: stanceRows(events),
      reply: replyRows(events),
    };
    for (const task of TASKS) files[task][first.comment.measure ? 'measure' : 'learn'].push(...made[task]);
  }
  return files;
}

const files0 = () => ({ learn: [] as TrainingRow[], measure: [] as TrainingRow[] });

/** Who said it, for those who read the rows: `btl train` reads neither of these. */
interface Beside {
  readonly labellers: readonly string[];
  /** Whether somebody saw the model's answer before giving their own. */
  readonly hinted: boolean;
}

const common = (events: readonly AnswerEvent[]) => {
  const { item, comment } = events[0]!;
  const beside: Beside = { labellers: events.map(({ by }) => by), hinted: events.some(({ hinted }) => hinted) };
  return {
    id: item,
    text: comment.text,
    source: comment.source,
    ...(comment.group !== '' && { group: comment.group }),
    ...beside,
  };
};

function toxicityRows(all: readonly AnswerEvent[]): ToxicityRow[] {
  const events = all.filter(({ answer }) => answer.toxicity !== null);
  if (events.length === 0) return [];
  const labels = Object.fromEntries(
    TOXICITY_ATTRIBUTES.map((name) => [name, meanOf(events.map(({ answer }) => answer.toxicity![name]))]),
  ) as ToxicityRow['labels'];
  return [{ ...common(events), labels, spans: merged(events.flatMap(({ answer }) => answer.spans)) }];
}

function stanceRows(events: readonly AnswerEvent[]): StanceRow[] {
  const targets = [...new Set(events.flatMap(({ answer }) => answer.stances.map(({ target }) => target)))];
  return targets.map((target) => {
    const given = events.filter(({ answer }) => answer.stances.some((stance) => stance.target === target));
    const labels = given.map(({ answer }) => answer.stances.find((stance) => stance.target === target)!.label);
    const { parent } = given[0]!.comment;
    return {
      ...common(given),
      target,
      stance: sharesOf(['favor', 'against', 'none'], labels),
      ...(parent !== null && { context: [parent] }),
    };
  });
}

function replyRows(all: readonly AnswerEvent[]): ReplyRow[] {
  const events = all.filter(({ answer, comment }) => answer.reply !== null && comment.parent !== null);
  if (events.length === 0) return [];
  const labels = events.map(({ answer }) => answer.reply!);
  return [
    {
      ...common(events),
      parent: events[0]!.comment.parent!,
      stance: sharesOf(['agree', 'disagree', 'neutral'], labels),
    },
  ];
}

/** The label where all say the same, else the share of those who say each. */
function sharesOf<L extends string>(labels: readonly L[], given: readonly L[]): L | Record<L, number> {
  if (given.every((label) => label === given[0])) return given[0]!;
  const shares = labels.map((label) => [label, given.filter((one) => one === label).length / given.length]);
  return Object.fromEntries(shares) as Record<L, number>;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ranges in order, those that touch or overlap as one. */
function merged(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
