import type { LearningCurve } from '../train/index.ts';
import type { PlotSpec } from './plot.ts';
import { AXIS_STYLE, BLUE, GREY, INK, VERMILION } from './plot-style.ts';

/** A picture of what labelled rows are worth: the figure over the rows, and what more of them promise. */
export function plotCurve({ figure, points, more, gain, low, high }: LearningCurve): PlotSpec {
  const [before, ...measured] = points;
  const last = measured.at(-1)!;
  const ahead = [
    { rows: last.rows, figure: last.figure, low: last.figure, high: last.figure },
    {
      rows: last.rows + more,
      ...{ figure: last.figure + gain, low: last.figure + low, high: last.figure + high },
    },
  ];
  const x = { field: 'rows', type: 'quantitative' as const, title: 'labelled rows' };
  const y = { field: 'figure', type: 'quantitative' as const, title: figure, scale: { zero: false } };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: `${figure} by labelled rows`,
      subtitle: `dashed: the model before, and what ${more} more rows promise (95%)`,
    },
    background: 'white',
    padding: 20,
    width: 420,
    height: 300,
    layer: [
      {
        data: { values: [{ figure: before!.figure }] },
        mark: { type: 'rule', color: GREY, strokeDash: [5, 4] },
        encoding: { y },
      },
      {
        data: { values: ahead },
        mark: { type: 'area', color: VERMILION, opacity: 0.18 },
        encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      { data: { values: ahead }, mark: { type: 'line', color: VERMILION, strokeDash: [5, 4] }, encoding: { x, y } },
      { data: { values: measured }, mark: { type: 'line', color: BLUE, point: { size: 60 } }, encoding: { x, y } },
    ],
    config: {
      font: 'Helvetica, Arial, sans-serif',
      axis: AXIS_STYLE,
      title: { color: INK, fontSize: 16, anchor: 'start', limit: 0, subtitleColor: INK, subtitleFontSize: 12 },
    },
  };
}
