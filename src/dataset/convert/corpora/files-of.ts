import { BelowTheLineError } from '../../../errors.ts';

/**
 * Returns the two files of a corpus.
 * @throws BelowTheLineError `invalid-input` unless there are two.
 */
export function filesOf(corpus: string, expected: string, paths: readonly string[]): readonly [string, string] {
  const [first, second] = paths;
  if (first !== undefined && second !== undefined && paths.length === 2) return [first, second];
  throw new BelowTheLineError('invalid-input', `${corpus} needs two files, ${expected}, got ${paths.length}`);
}
