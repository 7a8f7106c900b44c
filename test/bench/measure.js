// How anything here is measured: warm, in turns, repeated; the median, and how far the middle half lies apart.

/** Milliseconds of each task { name, run }: all in turn, round after round, so that whoever disturbs disturbs them all. */
export function measure(tasks, rounds) {
  const times = tasks.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { run }] of tasks.entries()) {
      const started = performance.now();
      run();
      // The first round warms up.
      if (round > 0) times[i].push(performance.now() - started);
    }
  }
  return times.map(summary);
}

/** The median, and the distance of the quartiles as a share of it. */
export function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / at(0.5) };
}

/** Area under the ROC curve, ties counting half, and the share of right answers. */
export function quality(answers, rows) {
  const right = answers.filter(({ toxic }, i) => toxic === rows[i].toxic).length;
  return { auc: auc(answers, rows), accuracy: right / rows.length };
}

function auc(answers, rows) {
  const pairs = answers.map(({ score }, i) => ({ score, toxic: rows[i].toxic })).sort((a, b) => a.score - b.score);
  const positives = pairs.filter(({ toxic }) => toxic).length;
  let ranks = 0;
  for (let i = 0; i < pairs.length; ) {
    let j = i;
    while (j < pairs.length && pairs[j].score === pairs[i].score) j++;
    const rank = (i + j + 1) / 2;
    for (; i < j; i++) if (pairs[i].toxic) ranks += rank;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (pairs.length - positives));
}
