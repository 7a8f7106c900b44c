/** Returns the numbers of rows by actual label, then by predicted label; both come as indices into `labels`. */
export function confusionOf(
  predicted: readonly number[],
  actual: readonly number[],
  labels: readonly string[],
): Record<string, Record<string, number>> {
  const count = (a: number, p: number) => actual.filter((label, i) => label === a && predicted[i] === p).length;
  return Object.fromEntries(
    labels.map((label, a) => [label, Object.fromEntries(labels.map((other, p) => [other, count(a, p)]))]),
  );
}
