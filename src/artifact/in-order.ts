type Results<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Waits for promises that run at once, and returns what they give.
 * @throws what the first of them in order throws, whichever failed earliest: the same error for the same fault every time.
 * It does not wait for those behind
 */
export async function inOrder<const T extends readonly unknown[]>(promises: T): Promise<Results<T>> {
  // Those behind the one that is told may fail unheard.
  void Promise.allSettled(promises);
  const results: unknown[] = [];
  for (const promise of promises) results.push(await promise);
  return results as Results<T>;
}
