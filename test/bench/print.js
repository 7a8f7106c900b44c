// The report for people.

/** Inputs made to hurt that are shown. */
const STEEPEST = 8;

export function printReport({
  setup,
  classifiers,
  pages,
  growth,
  hostile,
  streaming,
  coldStart,
  memoryBytes,
  bytes,
  browser,
  openReport,
  skipped,
}) {
  const { comments, source, toxicShare, rounds, node, processor, loadBefore, loadAfter } = setup;
  console.log(
    `${comments} comments of ${source} (${percent(toxicShare)} toxic), median of ${rounds} warm rounds in turn, Node ${node}, ${processor}\n`,
  );
  const ours = classifiers[0].microseconds;
  table([
    ['', 'µs', 'per s', 'times ours', 'spread', 'AUC', 'accuracy'],
    ...classifiers.map(({ name, microseconds, spread, auc, accuracy }) => [
      name,
      microseconds.toFixed(1),
      whole(1e6 / microseconds),
      (microseconds / ours).toFixed(2),
      percent(spread),
      auc?.toFixed(3) ?? '',
      accuracy?.toFixed(3) ?? '',
    ]),
  ]);
  table([
    ['page to analysis', 'ms', 'spread'],
    ...pages.map(({ comments, median, spread }) => [`${comments} comments`, median.toFixed(1), percent(spread)]),
  ]);
  table([
    ['ten times the comments', 'times the time'],
    ['comments', growth.comments.toFixed(2)],
    ['a page', growth.page.toFixed(2)],
  ]);
  const { length, of, rows } = hostile;
  table([
    [
      `${of} times as much of what is made to hurt, the steepest of ${rows.length}`,
      `ms for ${length / 1e6} MB`,
      'times the time',
    ],
    ...rows
      .slice(0, STEEPEST)
      .map(({ kind, name, milliseconds, times }) => [`${kind} of ${name}`, milliseconds.toFixed(0), times.toFixed(2)]),
  ]);
  table([
    ['btl classify', 'lines per s', 'times one', 'spread'],
    ...streaming.map(({ threads, linesPerSecond, spread }) => [
      `${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      whole(linesPerSecond),
      (linesPerSecond / streaming[0].linesPerSecond).toFixed(2),
      percent(spread),
    ]),
  ]);
  table([
    ['process to first answer', 'ms', 'spread'],
    ...coldStart.map(({ name, median, spread }) => [name, median.toFixed(0), percent(spread)]),
  ]);
  table([
    ['size', 'MB'],
    ['memory over bare Node', megabytes(memoryBytes)],
    ['packed', megabytes(bytes.packed)],
    ['unpacked', megabytes(bytes.unpacked)],
    ['installed with what it needs', megabytes(bytes.installed)],
  ]);
  table([
    ['browser bundle, gzip, no model', 'kB'],
    ['loadClassifier alone', kilobytes(bytes.browserGzip.classifier)],
    ['everything', kilobytes(bytes.browserGzip.atOnce)],
    ['loaded by the first report', kilobytes(bytes.browserGzip.later)],
  ]);
  if (browser.length > 0) {
    table([
      ['the same comments', 'µs', 'times Node', 'spread'],
      ...browser.map(({ name, microseconds, spread }) => [
        name,
        microseconds.toFixed(1),
        (microseconds / browser[0].microseconds).toFixed(2),
        percent(spread),
      ]),
    ]);
  }
  if (openReport.length > 0) {
    table([
      ['the report of the large page in Chromium', 'ms', 'spread'],
      ...openReport.map(({ name, median, spread }) => [name, median.toFixed(0), percent(spread)]),
    ]);
  }
  for (const line of skipped) console.log(`skipped ${line}`);
  console.log(
    `spread: distance of the quartiles, as a share of the median. Load of the machine ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after: where it exceeds the run's own 1 to 2, or a spread exceeds 20%, others were at work; trust the ratios, not the times, and run again.`,
  );
}

function table([head, ...rows]) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  for (const row of [head, ...rows])
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  console.log();
}

const percent = (share) => `${(100 * share).toFixed(0)}%`;
const whole = (value) => Math.round(value).toLocaleString('en');
const kilobytes = (bytes) => (bytes / 1e3).toFixed(1);
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
