import { tokenize } from '../../text/tokenize.ts';
import { type DataRow, isLabelledComment, type LocatedRow } from '../rows/parse.ts';
import { nearDuplicates, shingles } from './near-duplicates.ts';

/** Two rows that should not both be there, each by file and line. */
export interface DuplicatePair {
  readonly kind: 'duplicate' | 'near-duplicate';
  readonly first: string;
  readonly second: string;
  /** Share of three-word runs that they have in common (Jaccard): 0 to 1. */
  readonly similarity: number;
}

/** Share of common runs from which two texts are nearly the same. */
const MIN_SIMILARITY = 0.6;

/** Tokens up to which a text is often written more than once (`Exactly.`). */
const MAX_SHORT_TOKENS = 4;

/** Returns the rows that stand twice, in one file or in two, and those that stand nearly the same in two files. */
export function findDuplicates(rows: readonly LocatedRow[]): DuplicatePair[] {
  const name = ({ file, line }: LocatedRow) => `${file} line ${line}`;
  const firstByContent = new Map<string, LocatedRow>();
  const pairs: DuplicatePair[] = [];
  const distinct: LocatedRow[] = [];
  for (const row of rows) {
    const content = contentOf(row.row);
    const first = firstByContent.get(content);
    if (first === undefined) {
      firstByContent.set(content, row);
      distinct.push(row);
    } else if (!isShort(row.row)) {
      pairs.push({ kind: 'duplicate', first: name(first), second: name(row), similarity: 1 });
    }
  }
  const texts = distinct.map(({ row }) => shingles(row.text));
  for (const { a, b, similarity } of nearDuplicates(texts, MIN_SIMILARITY)) {
    const [first, second] = [distinct[a]!, distinct[b]!];
    if (first.file === second.file) continue;
    pairs.push({ kind: 'near-duplicate', first: name(first), second: name(second), similarity });
  }
  return pairs;
}

const isShort = ({ text }: DataRow) => tokenize(text).length <= MAX_SHORT_TOKENS;

/** Returns what makes a row: its folded tokens, with the target or parent, for a text may come with several of them. */
function contentOf(row: DataRow): string {
  const tokens = tokenize(row.text).map(({ norm }) => norm);
  const pairedWith = isLabelledComment(row)
    ? []
    : ['target' in row ? row.target : '', 'parent' in row ? row.parent : ''];
  return JSON.stringify([tokens, ...pairedWith]);
}
