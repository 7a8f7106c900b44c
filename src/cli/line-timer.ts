const MILLISECONDS = 10_000;

/** Says when the next line is due where nobody watches a bar: ten seconds after the last, or after it was made. */
export function lineTimer(): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < MILLISECONDS) return false;
    last = now;
    return true;
  };
}
