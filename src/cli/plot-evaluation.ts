import type { Evaluation, ReliabilityBin } from '../train/index.ts';
import type { PlotPanel, PlotSpec } from './plot.ts';
import { AXIS_STYLE, BLUE, GREY, INK, LEGIBLE, VERMILION } from './plot-style.ts';

/**
 * A picture of an evaluation: reliability, and beside it what moves with the cut. Toxicity has a row of both for each
 * attribute that the rows know; stance and reply have one.
 */
export function plotEvaluation(evaluation: Evaluation): PlotSpec {
  const { head, overall } = evaluation;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: `${head}, ${overall.rows} rows`, anchor: 'start', fontSize: 18, offset: 16 },
    background: 'white',
    padding: 20,
    spacing: 40,
    vconcat: head === 'toxicity' ? attributePanels(evaluation) : [answerPanels(evaluation)],
    config: {
      font: 'Helvetica, Arial, sans-serif',
      axis: AXIS_STYLE,
      legend: { ...LEGIBLE, titleFontSize: 12 },
      title: { color: INK, fontSize: 14, limit: 0, subtitleColor: INK, subtitleFontSize: 12 },
    },
  };
}

const SIZE = { width: 320, height: 320 };

function attributePanels({ reliability, thresholds }: Evaluation): PlotPanel[] {
  return Object.entries(reliability).map(([attribute, bins]) => {
    const points = thresholds[attribute] ?? [];
    const left = reliabilityPanel(`${attribute}: reliability`, bins, ['mean probability', 'observed share']);
    const right = curvePanel(`${attribute}: precision and recall`, 'threshold', thresholdPoints(points));
    return beside(points.length === 0 ? [left] : [left, right]);
  });
}

const answerPanels = ({ head, reliability, coverage }: Evaluation): PlotPanel =>
  beside([
    reliabilityPanel(`${head}: reliability`, reliability.confidence ?? [], ['mean confidence', 'share that is right']),
    curvePanel(`${head}: coverage and accuracy`, 'lowest confidence answered', coveragePoints(coverage)),
  ]);

/** Each panel with a legend of its own. */
const beside = (panels: PlotPanel[]): PlotPanel => ({
  hconcat: panels,
  spacing: 50,
  resolve: { scale: { color: 'independent', size: 'independent' } },
});

const share = (field: string, title: string) => ({
  field,
  type: 'quantitative' as const,
  title,
  scale: { domain: [0, 1] },
});

/** Observed shares over probabilities; honest ones lie on the dashed line. */
function reliabilityPanel(
  title: string,
  bins: readonly ReliabilityBin[],
  [x, y]: readonly [string, string],
): PlotPanel {
  const encoding = { x: share('probability', x), y: share('observed', y) };
  const data = { values: bins.filter(({ rows }) => rows > 0) };
  const size = {
    field: 'rows',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, range: [20, 220] },
    legend: { orient: 'bottom' as const, title: 'rows', tickCount: 3 },
  };
  return {
    ...SIZE,
    title: { text: title, subtitle: 'dashed: honest probabilities' },
    layer: [
      {
        data: { values: [0, 1].map((value) => ({ probability: value, observed: value })) },
        mark: { type: 'line', color: GREY, strokeDash: [5, 4] },
        encoding,
      },
      { data, mark: { type: 'line', color: BLUE }, encoding },
      { data, mark: { type: 'circle', color: BLUE, opacity: 1 }, encoding: { ...encoding, size } },
    ],
  };
}

interface CurvePoint {
  readonly cut: number;
  readonly shipped: boolean;
  readonly what: string;
  readonly value: number;
}

const thresholdPoints = (points: Evaluation['thresholds'][string]): CurvePoint[] =>
  points.flatMap(({ threshold: cut, shipped, precision, recall }) => [
    { cut, shipped, what: 'precision', value: precision },
    { cut, shipped, what: 'recall', value: recall },
  ]);

const coveragePoints = (points: Evaluation['coverage']): CurvePoint[] =>
  points.flatMap(({ cutoff: cut, shipped, answered, accuracy }) => [
    { cut, shipped, what: 'accuracy', value: accuracy },
    { cut, shipped, what: 'answered', value: answered },
  ]);

/** Two shares over a cut; the dashed line is the cut that comes with the model. */
function curvePanel(title: string, cut: string, points: readonly CurvePoint[]): PlotPanel {
  const shipped = points.filter((point) => point.shipped).slice(0, 1);
  const x = share('cut', cut);
  const color = {
    field: 'what',
    type: 'nominal' as const,
    scale: { domain: [...new Set(points.map(({ what }) => what))], range: [BLUE, VERMILION] },
    legend: { orient: 'bottom' as const, title: null },
  };
  return {
    ...SIZE,
    title: { text: title, subtitle: `dashed: the model's, ${shipped[0]?.cut ?? 'none'}` },
    layer: [
      { data: { values: shipped }, mark: { type: 'rule', color: GREY, strokeDash: [5, 4] }, encoding: { x } },
      {
        data: { values: points.filter(({ value }) => !Number.isNaN(value)) },
        mark: { type: 'line', point: { size: 40 } },
        encoding: { x, y: share('value', 'share'), color },
      },
    ],
  };
}
