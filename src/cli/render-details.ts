import type {
  CoveragePoint,
  Evaluation,
  ReliabilityBin,
  Subgroup,
  SubgroupAucs,
  SubgroupBias,
  ThresholdPoint,
} from '../train/index.ts';
import { share, table } from './table.ts';

/** What lies behind the figures, as short tables: of toxicity's attributes the first that the rows know. */
export function renderDetails({ thresholds, reliability, subgroups, confusion, coverage }: Evaluation): string[] {
  const sections = [
    ...first(thresholds, (attribute, points) => [
      `Thresholds of ${attribute} (* the model's)`,
      ...thresholdRows(points),
    ]),
    ...first(reliability, (name, bins) => [`Reliability of ${name}`, ...reliabilityRows(bins)]),
    ...first(subgroups, (attribute, bias) => [`Identity groups, AUCs of ${attribute}`, ...subgroupRows(bias)]),
    ...(Object.keys(confusion).length === 0 ? [] : [['Confusion', ...confusionRows(confusion)] as const]),
    ...(coverage.length === 0
      ? []
      : [["Answers from a confidence up (* the model's)", ...coverageRows(coverage)] as const]),
  ];
  return sections.map(([title, ...rows]) => `${title}\n${table(rows)}`);
}

type Section = readonly [title: string, ...rows: string[][]];

/** The section of the first entry, if there is one. */
function first<T>(entries: Readonly<Record<string, T>>, section: (name: string, value: T) => Section): Section[] {
  return Object.entries(entries)
    .slice(0, 1)
    .map(([name, value]) => section(name, value));
}

const starred = (value: number, isShipped: boolean) => `${value}${isShipped ? ' *' : ''}`;

const thresholdRows = (points: readonly ThresholdPoint[]) => [
  ['threshold', 'precision', 'recall', 'F1', 'flagged'],
  ...points.map(({ threshold, shipped, precision, recall, f1, flagged }) => [
    starred(threshold, shipped),
    ...[precision, recall, f1, flagged].map(share),
  ]),
];

const reliabilityRows = (bins: readonly ReliabilityBin[]) => [
  ['probability', 'rows', 'mean', 'observed'],
  ...bins
    .filter(({ rows }) => rows > 0)
    .map(({ from, to, rows, probability, observed }) => [
      `${from} to ${to}`,
      String(rows),
      share(probability),
      share(observed),
    ]),
];

const subgroupRows = ({ groups, mean }: SubgroupBias) => [
  ['group', 'positive', 'negative', 'others positive', 'others negative', 'subgroup', 'BPSN', 'BNSP'],
  ...groups.map((subgroup) => [subgroup.group, ...cells(subgroup), ...areas(subgroup)]),
  ['generalised mean', '', '', '', '', ...areas(mean)],
];

const cells = ({ rows }: Subgroup) =>
  [rows.subgroupPositives, rows.subgroupNegatives, rows.backgroundPositives, rows.backgroundNegatives].map(String);

const areas = ({ subgroupAuc, bpsnAuc, bnspAuc }: SubgroupAucs) => [subgroupAuc, bpsnAuc, bnspAuc].map(share);

const confusionRows = (confusion: Evaluation['confusion']) => [
  ['actual \\ predicted', ...Object.keys(confusion)],
  ...Object.entries(confusion).map(([actual, counts]) => [actual, ...Object.values(counts).map(String)]),
];

const coverageRows = (points: readonly CoveragePoint[]) => [
  ['confidence', 'answered', 'accuracy'],
  ...points.map(({ cutoff, shipped, answered, accuracy }) => [
    starred(cutoff, shipped),
    share(answered),
    share(accuracy),
  ]),
];
