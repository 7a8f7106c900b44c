/**
 * Maps items concurrently, at most `concurrency` at a time, and hands the results on in the order of the items, each as
 * soon as it and all before it are there. A new item is asked for only when there is room for it, so a slow receiver slows
 * the source.
 */
export async function mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
  receive: (result: Result) => Promise<void>,
): Promise<void> {
  const waiting: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const item of items) {
    const result = work(item);
    last = last.then(async () => receive(await result));
    // Failures surface below, where each is awaited; until then they are nobody's fault.
    for (const promise of [result, last]) promise.catch(() => {});
    waiting.push(last);
    if (waiting.length >= concurrency) await waiting.shift();
  }
  await last;
}
