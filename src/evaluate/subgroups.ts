import { mean, rocAuc } from './metrics.ts';

/** Areas from 0 to 1; NaN where one of the two classes is missing. */
export interface SubgroupAucs {
  /** Positives against negatives among the rows that name the group. */
  readonly subgroupAuc: number;
  /** Background positives against subgroup negatives: low where harmless rows that name the group score too high. */
  readonly bpsnAuc: number;
  /** Subgroup positives against background negatives: low where harmful rows that name the group score too low. */
  readonly bnspAuc: number;
}

/** One group: `subgroup` rows name it, `background` rows do not. */
export interface Subgroup extends SubgroupAucs {
  readonly group: string;
  readonly rows: {
    readonly subgroupPositives: number;
    readonly subgroupNegatives: number;
    readonly backgroundPositives: number;
    readonly backgroundNegatives: number;
  };
}

/** Subgroup AUCs of one attribute, by identity group and over all groups. */
export interface SubgroupBias {
  /** In order of their names. */
  readonly groups: readonly Subgroup[];
  /** Generalised mean of each area over the groups where it is defined. */
  readonly mean: SubgroupAucs;
}

/**
 * Measures how well scores part positives from negatives where a group is named, by the AUCs of Borkan et al. 2019,
 * "Nuanced metrics for measuring unintended bias with real data for text classification", joined over the groups as in
 * Jigsaw's challenge on unintended bias (2019), by a mean that the worst groups pull down.
 * @param groups what each row names; a row without names is background to every group.
 */
export function subgroupBias(
  scores: readonly number[],
  positives: readonly boolean[],
  groups: readonly (readonly string[])[],
): SubgroupBias {
  const names = [...new Set(groups.flat())].sort();
  const found = names.map((group) =>
    oneGroup(
      group,
      scores,
      positives,
      groups.map((named) => named.includes(group)),
    ),
  );
  const over = (area: keyof SubgroupAucs) => powerMean(found.map((subgroup) => subgroup[area]));
  return {
    groups: found,
    mean: { subgroupAuc: over('subgroupAuc'), bpsnAuc: over('bpsnAuc'), bnspAuc: over('bnspAuc') },
  };
}

function oneGroup(
  group: string,
  scores: readonly number[],
  positives: readonly boolean[],
  named: readonly boolean[],
): Subgroup {
  const rowsWhere = (test: (isNamed: boolean, isPositive: boolean) => boolean) =>
    named.flatMap((isNamed, i) => (test(isNamed, positives[i]!) ? [i] : []));
  const auc = (rows: readonly number[]) =>
    rocAuc(
      rows.map((i) => scores[i]!),
      rows.map((i) => positives[i]!),
    );
  return {
    group,
    rows: {
      subgroupPositives: rowsWhere((isNamed, isPositive) => isNamed && isPositive).length,
      subgroupNegatives: rowsWhere((isNamed, isPositive) => isNamed && !isPositive).length,
      backgroundPositives: rowsWhere((isNamed, isPositive) => !isNamed && isPositive).length,
      backgroundNegatives: rowsWhere((isNamed, isPositive) => !isNamed && !isPositive).length,
    },
    subgroupAuc: auc(rowsWhere((isNamed) => isNamed)),
    bpsnAuc: auc(rowsWhere((isNamed, isPositive) => isNamed !== isPositive)),
    bnspAuc: auc(rowsWhere((isNamed, isPositive) => isNamed === isPositive)),
  };
}

const POWER = -5;

/** Returns (mean of x^-5)^(-1/5) of the values that are defined; NaN where none is, 0 where one of them is 0. */
export function powerMean(values: readonly number[]): number {
  return mean(values.filter((x) => !Number.isNaN(x)).map((x) => x ** POWER)) ** (1 / POWER);
}
