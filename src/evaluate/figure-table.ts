import type { Evaluation } from './evaluate.ts';
import type { Figures } from './figures.ts';

/** Figures by set of rows (`all`, a source, a control, a group), then by name. */
export type FigureTable = Record<string, Record<string, number>>;

/** Returns every figure that is defined, to four decimals: for the manifest and the model card. */
export const figuresOf = ({ overall, bySource, controls }: Evaluation): FigureTable =>
  rounded({ all: overall, ...bySource, ...controls });

/** Returns the figures of toxicity by identity group, to four decimals. */
export function groupsOf({ subgroups }: Evaluation): FigureTable {
  const groups = subgroups.toxicity?.groups ?? [];
  return rounded(
    Object.fromEntries(
      groups.map(({ group, rows, subgroupAuc, bpsnAuc, bnspAuc }) => [
        group,
        { rows: rows.subgroupPositives + rows.subgroupNegatives, subgroupAuc, bpsnAuc, bnspAuc },
      ]),
    ),
  );
}

function rounded(table: Readonly<Record<string, Figures>>): FigureTable {
  const defined = (figures: Figures) =>
    Object.entries(figures).flatMap(([name, value]) =>
      Number.isFinite(value) ? [[name, Number(value.toFixed(4))]] : [],
    );
  return Object.fromEntries(Object.entries(table).map(([set, figures]) => [set, Object.fromEntries(defined(figures))]));
}
