type Results<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Waits for promises that run at once, and returns what they give.
 * @throws what the first of them in order throws, whichever failed earliest: the same error for the same fault every time
 */
export async function inOrder<const T extends readonly unknown[]>(promises: T): Promise<Results<T>> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }) as Results<T>;
}
