/** Upper ends of the histogram's buckets, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] as const;

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** Counts of a server, for Prometheus. */
export interface Metrics {
  /** Counts a request that was answered in so many seconds. */
  observe(route: string, status: number, seconds: number): void;
  /** Adds to a counter; 1 where `by` is left out. */
  add(name: CounterName, by?: number): void;
  /** Returns all series in Prometheus' text format 0.0.4, with gauges by name; a name may carry labels. */
  render(gauges: Readonly<Record<string, number>>): string;
}

const COUNTERS = {
  btl_comments_total: 'Comments that were classified.',
  btl_feedback_rows_total: 'Decisions that were written to the feedback file.',
  btl_unmeasured_attributes_total: 'Requested attributes that were answered with a documented fallback.',
} as const;
type CounterName = keyof typeof COUNTERS;

/** Makes counts that start at 0. */
export function createMetrics(): Metrics {
  const series = new Map<string, Series>();
  const counters = new Map<CounterName, number>((Object.keys(COUNTERS) as CounterName[]).map((name) => [name, 0]));
  return {
    observe(route, status, seconds) {
      const labels = `route="${route}",status="${status}"`;
      const one = series.get(labels) ?? { labels, buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
      series.set(labels, one);
      one.sum += seconds;
      one.count++;
      for (const [i, end] of BUCKETS.entries()) if (seconds <= end) one.buckets[i]!++;
    },
    add(name, by = 1) {
      counters.set(name, counters.get(name)! + by);
    },
    render: (gauges) => `${[...histogram(series), ...countersOf(counters), ...gaugesOf(gauges)].join('\n')}\n`,
  };
}

function histogram(series: ReadonlyMap<string, Series>): string[] {
  const name = 'btl_request_duration_seconds';
  return [
    `# HELP ${name} Time from a request to its response, by route and status.`,
    `# TYPE ${name} histogram`,
    ...[...series.values()].flatMap(({ labels, buckets, sum, count }) => [
      ...BUCKETS.map((end, i) => `${name}_bucket{${labels},le="${end}"} ${buckets[i]}`),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`,
    ]),
  ];
}

function countersOf(counters: ReadonlyMap<CounterName, number>): string[] {
  return [...counters].flatMap(([name, value]) => [
    `# HELP ${name} ${COUNTERS[name]}`,
    `# TYPE ${name} counter`,
    `${name} ${value}`,
  ]);
}

/** A name may carry labels: `btl_model_info{version="1"}`. */
function gaugesOf(gauges: Readonly<Record<string, number>>): string[] {
  return Object.entries(gauges).flatMap(([name, value]) => [
    `# TYPE ${name.replace(/\{.*/, '')} gauge`,
    `${name} ${value}`,
  ]);
}
