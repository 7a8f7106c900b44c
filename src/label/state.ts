import type { Agreement } from '../dataset/check/agreement.ts';
import type { Suggestions } from './candidates.ts';
import { agreementIn } from './differences.ts';
import type { Item } from './items.ts';
import type { Ledger } from './ledger.ts';
import type { Mode, Progress, Queue, Turn } from './queue.ts';

/** What the page shows. */
export interface State {
  readonly turn: Turn | null;
  readonly progress: Progress;
  /** Comments on which labellers differ and nobody decided. */
  readonly open: number;
  /** By question, while differences are settled; empty until two labelled the same comment. */
  readonly agreement: Readonly<Record<string, Agreement>>;
  /** The comment that was answered just now, and what the model says of it. */
  readonly before: { readonly text: string; readonly suggestions: Suggestions } | null;
  readonly canUndo: boolean;
}

/** What a state is made of. */
interface Sources {
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly suggest: ((item: Item) => Suggestions) | null;
}

/**
 * Returns what the page shows a labeller.
 * @param answered the comment that they answered just now: only then is it said what the model says of it
 */
export function stateFor({ ledger, queue, suggest }: Sources, by: string, mode: Mode, answered: Item | null): State {
  const settled = queue.progress(ledger, by, 'settle');
  return {
    turn: queue.next(ledger, by, mode),
    progress: mode === 'settle' ? settled : queue.progress(ledger, by, mode),
    open: settled.total - settled.done,
    agreement: mode === 'settle' ? agreementIn(ledger) : {},
    before: answered === null || suggest === null ? null : { text: answered.text, suggestions: suggest(answered) },
    canUndo: ledger.last(by, mode === 'label' ? 'answer' : 'settle') !== null,
  };
}
