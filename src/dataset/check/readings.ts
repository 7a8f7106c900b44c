import type { Reading } from '../readings/reading.ts';
import type { BadRow } from '../rows/files.ts';
import { toxicityProblems } from './problems.ts';

/** A reading and where it stands. */
export interface LocatedReading {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reading: Reading;
}

/**
 * Returns what is wrong with readings by themselves and together: an id, a target or a comment twice, an attribute without
 * toxicity, and a group that stands in two files, which are splits.
 */
export function readingProblems(readings: readonly LocatedReading[]): BadRow[] {
  const ids = firstSeen(readings, ({ id }) => id);
  const comments = firstSeen(readings, commentOf);
  const groups = firstSeen(readings, ({ group }) => group);
  return readings.flatMap((located) => {
    const { file, line, reading } = located;
    const { id, group, toxicity } = reading;
    const first = comments.get(commentOf(reading))!;
    const ofGroup = groups.get(group)!;
    const messages = [
      ...(ids.get(id) === located ? [] : [`id ${id} stands on an earlier line`]),
      ...(first === located ? [] : [`${commentOf(reading)} is read on ${first.file} line ${first.line} too`]),
      ...(ofGroup.file === file ? [] : [`group ${group} stands in ${ofGroup.file} too`]),
      ...targetsTwice(reading).map((target) => `the target ${target} stands twice`),
      ...(toxicity === null ? [] : toxicityProblems(toxicity)),
    ];
    return messages.map((message) => ({ file, line, message }));
  });
}

const commentOf = ({ corpus, ref }: Reading) => `${corpus} ${ref}`;

function firstSeen(
  readings: readonly LocatedReading[],
  keyOf: (reading: Reading) => string,
): ReadonlyMap<string, LocatedReading> {
  const first = new Map<string, LocatedReading>();
  for (const located of readings) {
    const key = keyOf(located.reading);
    if (!first.has(key)) first.set(key, located);
  }
  return first;
}

function targetsTwice({ stances }: Reading): string[] {
  const targets = stances.map(({ target }) => JSON.stringify(target).toLowerCase());
  return targets.filter((target, i) => targets.indexOf(target) !== i);
}
