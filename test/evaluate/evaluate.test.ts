import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../src/classifier.ts';
import type { Example } from '../../src/dataset/rows/examples.ts';
import { evaluate as evaluateBy } from '../../src/evaluate/evaluate.ts';
import { createPredictor } from '../../src/evaluate/predictor.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { createLexicalScorer } from '../../src/lexical/scorer.ts';
import { STANCE_LABELS, type Task } from '../../src/tasks.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const predictor = createPredictor(createLexicalScorer(model));
const evaluate = (task: Task, rows: readonly Example[]) => evaluateBy(predictor, task, rows);
const WORDS = ['bridge', 'city', 'idiot', 'not'];

const example = (i: number, targets: readonly number[], groups: readonly string[] = []): Example => ({
  text: `${WORDS[i % 4]} ${WORDS[i % 3]} ${i}`,
  target: WORDS[i % 2] as string,
  labels: targets,
  weight: 1,
  source: `s${i % 2}`,
  group: '',
  groups,
  spans: null,
});
const numbers = Array.from({ length: 30 }, (_, i) => i);
const labelled = numbers.map((i) =>
  example(
    i,
    [0, 1, 2].map((k) => Number(k === i % 3)),
  ),
);
const toxic = (groups: readonly string[] = []) =>
  numbers.map((i) => example(i, [i % 2, 0, ...Array(4).fill(Number.NaN)], i % 3 === 0 ? groups : []));

describe('evaluate', () => {
  it('has the same fields for every head, empty where they do not apply', async () => {
    const evaluations = [await evaluate('toxicity', toxic()), await evaluate('reply', labelled)];
    const [toxicity, reply] = evaluations.map(Object.keys);
    expect(toxicity).toEqual(reply);
    expect(evaluations[0]).toMatchObject({ subgroups: {}, confusion: {}, coverage: [], controls: {} });
    expect(evaluations[1]).toMatchObject({ thresholds: {}, subgroups: {}, controls: {} });
  });

  it('looks at the attributes that the rows know', async () => {
    const { thresholds, reliability, subgroups } = await evaluate('toxicity', toxic(['a', 'b']));
    expect(Object.keys(thresholds)).toEqual(['toxicity']);
    expect(Object.keys(reliability)).toEqual(['toxicity', 'severe_toxicity']);
    expect(subgroups.toxicity?.groups.map(({ group }) => group)).toEqual(['a', 'b']);
  });

  it('agrees with its figures', async () => {
    const { overall, thresholds } = await evaluate('toxicity', toxic());
    const shipped = thresholds.toxicity?.find((point) => point.shipped);
    expect(shipped?.recall).toBe(overall['recall.toxicity']);
    expect(shipped?.f1).toBe(overall['f1.toxicity']);
    const stance = await evaluate('stance', labelled);
    const point = stance.coverage.find(({ shipped }) => shipped);
    expect([point?.answered, point?.accuracy]).toEqual([stance.overall.coverage, stance.overall.accuracyCovered]);
    const right = Object.entries(stance.confusion).reduce((sum, [label, row]) => sum + (row[label] as number), 0);
    expect(right / labelled.length).toBeCloseTo(stance.overall.accuracy as number, 12);
    expect(Object.keys(stance.controls)).toEqual(['without target', 'without text', 'shuffled targets']);
  });

  it('reads what rows answer as the classifier does, and says what that gives', async () => {
    const answering = labelled.map((row) => ({ ...row, parent: 'not my city' }));
    const { overall, controls } = await evaluate('stance', answering);
    expect(controls['without context']).toEqual((await evaluate('stance', labelled)).overall);
    const classifier = createClassifier(model);
    const right = answering.filter(({ text, target, parent, labels }) => {
      const { stance } = classifier.classify({ text, target, parent });
      return STANCE_LABELS.indexOf(stance?.label as never) === labels.indexOf(1);
    });
    expect(overall.accuracy).toBeCloseTo(right.length / answering.length, 12);
  });

  it('gives a source the figures that its rows have alone', async () => {
    const { bySource } = await evaluate('reply', labelled);
    const alone = labelled.filter(({ source }) => source === 's1');
    expect(bySource.s1).toEqual((await evaluate('reply', alone)).overall);
  });
});
