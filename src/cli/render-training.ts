import type { Check, LearningCurve, RetrainReport } from '../train/index.ts';
import { table } from './table.ts';

/** What a retraining was measured by and what that gave, for people. */
export function renderTraining(report: RetrainReport): string {
  const { leftOut, learnt, kept, measuredBy, own, guard, curve, overruled } = report;
  const left = [
    [leftOut.otherLanguage, 'are not in English'],
    [leftOut.duplicates, 'say what another says'],
  ].filter(([rows]) => rows !== 0);
  const without = left.length === 0 ? '' : `; left out: ${left.map(([rows, why]) => `${rows} that ${why}`).join(', ')}`;
  return [
    [
      `learnt from ${learnt} rows${without}; measured by ${measuredBy}`,
      ...kept.map((sentence) => `kept as it was: ${sentence}`),
    ].join('\n'),
    renderChecks('on your rows', own),
    ...(guard.length === 0 ? [] : [renderChecks('on the rows of the package', guard)]),
    renderCurve(curve),
    ...(isGain(own) ? [] : ['no gain beyond chance was measured: the model in use does as well on your rows']),
    ...overruled.map((sentence) => `written all the same: ${sentence}`),
  ].join('\n\n');
}

/** Says whether the first figure, which heads are chosen by, rose beyond chance. */
const isGain = ([main]: readonly Check[]) => main !== undefined && main.low > 0;

/** Figures before and after; a figure that got worse beyond chance is marked. */
function renderChecks(title: string, checks: readonly Check[]): string {
  const rows = checks.map(({ figure, before, after, low, high, worse }) => [
    `${figure}${worse ? ' !' : ''}`,
    before.toFixed(3),
    after.toFixed(3),
    `${signed(low)} to ${signed(high)}`,
  ]);
  return table([[title, 'before', 'after', 'change, 95%'], ...rows]);
}

/** What the rows so far were worth, and what more of them would give. */
export function renderCurve({ figure, points, more, gain, low, high }: LearningCurve): string {
  const rows = points.map(({ rows, figure }) => [String(rows), figure.toFixed(3)]);
  return [
    table([['rows', figure], ...rows]),
    `${more} more rows would give about ${signed(gain)} (${signed(low)} to ${signed(high)})`,
  ].join('\n');
}

export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
