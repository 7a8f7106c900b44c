import { describe, expect, it } from 'vitest';
import { agreementOf, measureAgreement } from '../../../src/dataset/check/agreement.ts';
import { CLEAN, lineWriter } from '../fixtures.ts';

describe('agreementOf', () => {
  it('is 1 for the same labels and about 0 for labels that have nothing to do with each other', () => {
    expect(
      agreementOf([
        ['a', 'a'],
        ['b', 'b'],
      ]).alpha,
    ).toBe(1);
    const chance = Array.from({ length: 400 }, (_, i): [string, string] => [i % 2 ? 'a' : 'b', i % 4 < 2 ? 'a' : 'b']);
    expect(agreementOf(chance).alpha).toBeCloseTo(0, 1);
  });

  it('is what Krippendorff computes for his binary example of two observers', () => {
    // Krippendorff 2011, section A: ten units, alpha 0.095.
    const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    const pairs = first.map((label, i): [string, string] => [String(label), String(second[i])]);
    expect(agreementOf(pairs).alpha).toBeCloseTo(0.095, 3);
  });

  it('is what Krippendorff computes for his nominal example of four observers, who each left out some units', () => {
    // Krippendorff 2011, section C: twelve units, of which the last has one label: alpha 0.743.
    const observers = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
    const units = Array.from({ length: 12 }, (_, i) => observers.map((row) => row[i] ?? '.').filter((c) => c !== '.'));
    const { alpha, units: compared } = agreementOf(units);
    expect(alpha).toBeCloseTo(0.743, 3);
    expect(compared).toBe(11);
  });

  it.each([
    [['tcctcc', 'tcttct', 'tccttc'], 0.37],
    [['tcctcc', 'tcctct', '----cc', '-----t'], 0.654],
  ])('counts each label once, however many labelled its unit: %j', (labellers, alpha) => {
    const units = [...labellers[0]!].map((_, i) => labellers.map((row) => row[i]!).filter((label) => label !== '-'));
    expect(agreementOf(units).alpha).toBeCloseTo(alpha, 3);
  });

  it('is not defined where only one label occurs', () => {
    expect(agreementOf([['a', 'a']]).alpha).toBeNaN();
  });
});

describe('measureAgreement', async () => {
  const file = await lineWriter();
  const published = { target: { column: 'headline' }, kind: 'published', label: 'none', sure: true };

  it('compares readings target by target, published ones by where they stand', async () => {
    const first = await file('first.jsonl', [
      {
        id: 'r1',
        stances: [published, { target: 'the bridge', label: 'favor', sure: true }],
        reply: null,
        toxicity: CLEAN,
      },
      { id: 'r2', stances: [published], reply: { label: 'agree', sure: true }, toxicity: CLEAN },
      { id: 'r3', stances: [published], reply: null, toxicity: null },
    ]);
    const second = await file('second.jsonl', [
      { id: 'r1', stances: [{ target: 'the bridge', label: 'against' }, published], reply: null, toxicity: CLEAN },
      { id: 'r2', stances: [published], reply: 'agree', toxicity: { ...CLEAN, toxicity: 1 } },
      { id: 'r3', stances: [published], reply: null, toxicity: CLEAN },
    ]);
    const agreement = await measureAgreement([first], second);
    expect(agreement.stance).toMatchObject({ units: 4, observed: 3 / 4 });
    expect(agreement.reply).toMatchObject({ units: 1, observed: 1 });
    expect(agreement.toxicity).toMatchObject({ units: 2, observed: 0.5 });
  });

  it('compares what both say of the rows of templates', async () => {
    const first = await file('rows.jsonl', [{ id: 't1', text: 'a', labels: { toxicity: 1, insult: 1 } }]);
    const second = await file('labels.jsonl', [{ id: 't1', labels: { toxicity: 1, threat: 0 } }]);
    expect(Object.keys(await measureAgreement([first], second))).toEqual(['toxicity']);
  });
});
