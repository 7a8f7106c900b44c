import { TASKS, type Task } from '../tasks.ts';
import type { Answer, AnswerEvent } from './answers.ts';
import { differencesIn, isOpen, labelsOf } from './differences.ts';
import { distinct, type Item, isMeasured, isShared } from './items.ts';
import { answersIn, type Ledger, type Standing } from './ledger.ts';

/** What is asked, of whom. */
export interface QueueOptions {
  /** In the order in which they are asked. */
  readonly items: readonly Item[];
  readonly ask: readonly Task[];
  /** Share of the comments that is put to every labeller, 0 to 1; the others go to whoever comes first. */
  readonly overlap: number;
}

/** Labelling, or deciding where labellers differ. */
export const MODES = ['label', 'settle'] as const;
export type Mode = (typeof MODES)[number];

/** A comment to show, with what is known of its answer. */
export interface Turn {
  readonly item: Item;
  readonly isMeasured: boolean;
  /** What is filled in: an answer that was taken back, or what labellers agree on; null for nothing. */
  readonly draft: Draft | null;
  /** Settling: what each labeller said, and the questions on which they differ. */
  readonly given: readonly { readonly by: string; readonly answer: Answer }[];
  readonly differ: readonly string[];
}

/** An answer of which parts may be open. */
export interface Draft {
  readonly toxicity: Partial<NonNullable<Answer['toxicity']>>;
  readonly spans: Answer['spans'];
  readonly stances: readonly (Answer['stances'][number]['label'] | null)[];
  readonly reply: Answer['reply'];
}

/** How far a labeller is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** At the pace of the last answers; null before there are three. */
  readonly secondsLeft: number | null;
}

/** The comments that labellers are asked about. */
export interface Queue {
  readonly ask: readonly Task[];
  /** Returns the next comment for a labeller; null where none is left. */
  readonly next: (ledger: Ledger, by: string, mode: Mode) => Turn | null;
  readonly progress: (ledger: Ledger, by: string, mode: Mode) => Progress;
  /** Returns a comment by its key; one that is not in the queue as its answers keep it, null where there are none. */
  readonly find: (ledger: Ledger, key: string) => Item | null;
}

/** A longer pause is none of labelling, in seconds. */
const LONGEST = 120;
const MIN_ANSWERS = 3;

/** Makes a queue. It keeps nothing of what is done: the ledger does. */
export function createQueue({ items, ask, overlap }: QueueOptions): Queue {
  const queued = distinct(items).filter((item) => isAskable(item, ask));
  const byKey = new Map(queued.map((item) => [item.key, item]));

  const find: Queue['find'] = ({ standings }, key) => byKey.get(key) ?? itemIn(key, standings.get(key));

  /** Says whether a labeller is or was asked about a comment. */
  const isTheirs = ({ standings }: Ledger, item: Item, by: string): boolean => {
    const said = standings.get(item.key)?.said;
    return said === undefined || said.size === 0 || said.has(by) || isShared(item, overlap);
  };

  function next(ledger: Ledger, by: string, mode: Mode): Turn | null {
    const reopened = ledger.reopened(by, mode === 'label' ? 'answer' : 'settle');
    const again = reopened === null ? null : find(ledger, reopened.item);
    if (mode === 'settle') {
      const key = again?.key ?? [...ledger.standings].find(([, standing]) => isOpen(standing))?.[0];
      return key === undefined
        ? null
        : settleTurn(find(ledger, key)!, ledger.standings.get(key)!, reopened?.answer ?? null);
    }
    const isNew = (item: Item) => ledger.standings.get(item.key)?.said.has(by) !== true && isTheirs(ledger, item, by);
    const item = again ?? queued.find(isNew) ?? null;
    if (item === null) return null;
    const answer = again === null ? null : reopened!.answer;
    return { item, isMeasured: isMeasured(item), draft: answer && draftOf(answer), given: [], differ: [] };
  }

  function progress(ledger: Ledger, by: string, mode: Mode): Progress {
    if (mode === 'settle') {
      const all = [...ledger.standings.values()];
      const done = all.filter(({ settled }) => settled !== null).length;
      return { done, total: done + all.filter(isOpen).length, secondsLeft: null };
    }
    const theirs = queued.filter((item) => isTheirs(ledger, item, by));
    const done = theirs.filter(({ key }) => ledger.standings.get(key)?.said.has(by) === true).length;
    const seconds = ledger.seconds(by).map((value) => Math.min(LONGEST, value));
    const pace = seconds.length < MIN_ANSWERS ? null : medianOf(seconds);
    return { done, total: theirs.length, secondsLeft: pace === null ? null : pace * (theirs.length - done) };
  }

  return { ask, next, progress, find };
}

/** Says whether there is anything to ask about a comment. */
const isAskable = ({ targets, above }: Item, ask: readonly Task[]): boolean =>
  TASKS.some((task) => ask.includes(task) && (task === 'toxicity' || (task === 'stance' ? targets : above).length > 0));

const draftOf = ({ toxicity, spans, stances, reply }: Answer): Draft => ({
  toxicity: toxicity ?? {},
  spans,
  stances: stances.map(({ label }) => label),
  reply,
});

/** A turn in which what all agree on is filled in, or an answer that was taken back. */
function settleTurn(item: Item, standing: Standing, answer: Answer | null): Turn {
  const given = answersIn(standing).map(([by, event]) => ({ by, answer: event.answer }));
  const differ = differencesIn(given.map((one) => one.answer));
  const [first] = given;
  const agreed = new Map(
    [...(first === undefined ? [] : labelsOf(first.answer))].filter(([name]) => !differ.includes(name)),
  );
  const draft = answer ?? first?.answer ?? null;
  const open =
    draft === null || answer !== null
      ? draft && draftOf(draft)
      : {
          ...draftOf(draft),
          toxicity: Object.fromEntries(Object.entries(draft.toxicity ?? {}).filter(([name]) => agreed.has(name))),
          spans: given.flatMap((one) => one.answer.spans),
          stances: draft.stances.map(({ target, label }) => (agreed.has(`stance towards ${target}`) ? label : null)),
          reply: agreed.has('reply') ? draft.reply : null,
        };
  return { item, isMeasured: isMeasured(item), draft: open, given, differ };
}

/** Returns a comment as its answers keep it. */
function itemIn(key: string, standing: Standing | undefined): Item | null {
  const [event] = standing === undefined ? [] : answersIn(standing).map(([, one]) => one as AnswerEvent);
  if (event === undefined) return null;
  const { text, parent, headline, group, source } = event.comment;
  const above = parent === null ? [] : [{ author: null, text: parent }];
  const targets = event.answer.stances.map(({ target }) => target);
  return { key, author: null, text, above, headline, lead: null, targets, group, source };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
