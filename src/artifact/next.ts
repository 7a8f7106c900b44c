import { BelowTheLineError } from '../errors.ts';

/**
 * Returns under which name a file waits that is about to take the place of another. A model is replaced by its manifest, in
 * one step; files that the manifest names move to their places right after it.
 */
export const nextOf = (name: string): string => `${name}.next`;

/**
 * Reads a file of a model and takes it, or where it is not what the manifest says, the one that waits to take its place.
 * @param take throws `invalid-model` for a file that is not what the manifest says
 * @throws whatever `take` throws for the first, where neither is.
 */
export async function takeOrNext<T>(
  first: Uint8Array,
  readNext: () => Promise<Uint8Array | null>,
  take: (bytes: Uint8Array) => Promise<T>,
): Promise<T> {
  try {
    return await take(first);
  } catch (error) {
    if (!(error instanceof BelowTheLineError && error.code === 'invalid-model')) throw error;
    const next = await readNext().catch(() => null);
    if (next === null) throw error;
    return take(next).catch(() => {
      throw error;
    });
  }
}
