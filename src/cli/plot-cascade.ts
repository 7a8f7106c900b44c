import type { CascadePoint } from '../encoder/manifest.ts';
import type { PlotPanel, PlotSpec } from './plot.ts';
import { AXIS_STYLE, BLUE, GREY, INK, VERMILION } from './plot-style.ts';

const SIZE = { width: 340, height: 300 };

/** How right the two models are together, against the share of comments that the encoder is asked about, and against time. */
export function plotCascade(curve: readonly CascadePoint[], askBelow: number): PlotSpec {
  const chosen = curve.filter((point) => point.askBelow === askBelow).slice(0, 1);
  const panels = [
    panel(curve, chosen, 'asked', 'share asked'),
    panel(curve, chosen, 'milliseconds', 'milliseconds a comment'),
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: 'stance: the encoder asked where the lexical scorer is unsure',
      subtitle: `dashed: the default, below a confidence of ${askBelow}`,
      anchor: 'start',
      fontSize: 18,
      offset: 16,
    },
    background: 'white',
    padding: 20,
    hconcat: panels,
    spacing: 50,
    config: {
      font: 'Helvetica, Arial, sans-serif',
      axis: AXIS_STYLE,
      legend: { labelColor: INK, labelFontSize: 12, labelLimit: 0 },
      title: { color: INK, limit: 0, subtitleColor: INK, subtitleFontSize: 12 },
    },
  };
}

function panel(
  curve: readonly CascadePoint[],
  chosen: readonly CascadePoint[],
  field: 'asked' | 'milliseconds',
  title: string,
): PlotPanel {
  const x = { field, type: 'quantitative' as const, title };
  const values = curve.flatMap((point) => [
    { [field]: point[field], what: 'accuracy', value: point.accuracy },
    { [field]: point[field], what: 'macro-F1', value: point.macroF1 },
  ]);
  const y = { field: 'value', type: 'quantitative' as const, title: null, scale: { zero: false } };
  const color = {
    field: 'what',
    type: 'nominal' as const,
    scale: { domain: ['accuracy', 'macro-F1'], range: [BLUE, VERMILION] },
    legend: { orient: 'bottom' as const, title: null },
  };
  return {
    ...SIZE,
    layer: [
      { data: { values: [...chosen] }, mark: { type: 'rule', color: GREY, strokeDash: [5, 4] }, encoding: { x } },
      { data: { values }, mark: { type: 'line', point: { size: 30 } }, encoding: { x, y, color } },
    ],
  };
}
