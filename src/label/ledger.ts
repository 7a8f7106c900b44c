import type { Answer, AnswerEvent, Event, SkipEvent } from './answers.ts';

/** What stands of a comment: what each labeller said last, and what was settled. */
export interface Standing {
  readonly said: ReadonlyMap<string, AnswerEvent | SkipEvent>;
  readonly settled: AnswerEvent | null;
}

/** An answer that was taken back and is to be given anew. */
export interface Reopened {
  readonly item: string;
  /** Null where it was skipped. */
  readonly answer: Answer | null;
}

/** What follows from all that was done, in order. Each event costs the same, however many there are. */
export interface Ledger {
  /** Takes in what was done. */
  readonly add: (event: Event) => void;
  /** Comments of which anything stands, by key. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Names of the labellers, in the order of their first answers. */
  readonly labellers: () => string[];
  /** What a labeller would take back: the last that they did; null where there is nothing. */
  readonly last: (by: string, of: 'answer' | 'settle') => string | null;
  /** What a labeller took back, until they answer it. */
  readonly reopened: (by: string, of: 'answer' | 'settle') => Reopened | null;
  /** Seconds that the last answers of a labeller took, at most fifty. */
  readonly seconds: (by: string) => readonly number[];
}

/** Answers by which the time left is told. */
const RECENT = 50;

interface Page {
  readonly done: string[];
  reopened: Reopened | null;
}

/** Makes a ledger in which nothing was done. */
export function createLedger(): Ledger {
  const standings = new Map<string, { said: Map<string, AnswerEvent | SkipEvent>; settled: AnswerEvent | null }>();
  const pages = new Map<string, Page>();
  const seconds = new Map<string, number[]>();
  const labellers = new Set<string>();

  const pageOf = (by: string, of: 'answer' | 'settle'): Page => {
    const key = `${of} ${by}`;
    const page = pages.get(key) ?? { done: [], reopened: null };
    pages.set(key, page);
    return page;
  };
  const standingOf = (item: string) => {
    const standing = standings.get(item) ?? { said: new Map(), settled: null };
    standings.set(item, standing);
    return standing;
  };

  function take(event: AnswerEvent | SkipEvent): void {
    const { item, by } = event;
    const standing = standingOf(item);
    const page = pageOf(by, event.did === 'settle' ? 'settle' : 'answer');
    if (event.did === 'settle') standing.settled = event;
    else {
      labellers.add(by);
      standing.said.set(by, event);
    }
    if (event.did === 'answer') seconds.set(by, [...(seconds.get(by) ?? []), event.seconds].slice(-RECENT));
    page.done.push(item);
    page.reopened = null;
  }

  function undo({ item, by, of }: Extract<Event, { did: 'undo' }>): void {
    const page = pageOf(by, of);
    const at = page.done.lastIndexOf(item);
    if (at < 0) return;
    page.done.splice(at, 1);
    const standing = standingOf(item);
    const event = of === 'settle' ? standing.settled : standing.said.get(by);
    page.reopened = { item, answer: event !== undefined && event !== null && 'answer' in event ? event.answer : null };
    if (of === 'settle') standing.settled = null;
    else standing.said.delete(by);
  }

  return {
    add: (event) => (event.did === 'undo' ? undo(event) : take(event)),
    standings,
    labellers: () => [...labellers],
    last: (by, of) => pageOf(by, of).done.at(-1) ?? null,
    reopened: (by, of) => pageOf(by, of).reopened,
    seconds: (by) => seconds.get(by) ?? [],
  };
}

/** Returns the answers to a comment by labeller; those who skipped it are left out. */
export const answersIn = ({ said }: Standing): (readonly [by: string, event: AnswerEvent])[] =>
  [...said].flatMap(([by, event]) => (event.did === 'skip' ? [] : [[by, event] as const]));
