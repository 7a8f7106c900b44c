import { describe, expect, it } from 'vitest';
import { type Candidate, sketchOf, teachingOrder } from '../../src/label/order.ts';

const candidate = (text: string, stance: number, fields: Partial<Candidate> = {}): Candidate => ({
  ...{ toxic: null, doubts: { stance }, sketch: sketchOf(text), measured: false },
  ...fields,
});

describe('the order that teaches most', () => {
  it('is the same for the same candidates and seed, and has each once', () => {
    const many = Array.from({ length: 6000 }, (_, i) =>
      candidate(`words of ${i} and ${i * 7}`, (i % 97) / 97, { measured: i % 10 === 3 }),
    );
    const order = teachingOrder(many, 5);
    expect(teachingOrder(many, 5)).toEqual(order);
    expect(teachingOrder(many, 6)).not.toEqual(order);
    expect(order.toSorted((a, b) => a - b)).toEqual(many.map((_, i) => i));
  });

  it('has one for measuring as every tenth, in an order of chance, and the rest of them at the end', () => {
    const many = Array.from({ length: 100 }, (_, i) => candidate(`text ${i}`, i / 100, { measured: i < 20 }));
    const order = teachingOrder(many, 1);
    const isMeasured = order.map((i) => many[i]!.measured);
    expect(isMeasured.slice(0, 80).map((measured, i) => measured === (i % 10 === 9))).not.toContain(false);
    expect(isMeasured.filter(Boolean)).toHaveLength(20);
    const measured = order.filter((i) => many[i]!.measured);
    expect(measured).not.toEqual(measured.toSorted((a, b) => b - a));
  });

  it('puts what is like the one before it behind what is unlike, if that teaches nearly as much', () => {
    const same = 'They should fix the road before they talk about the bridge';
    const candidates = [
      candidate(same, 0.9),
      candidate(`${same} again`, 0.89),
      candidate('Lovely ferry, shame about the queue', 0.8),
    ];
    expect(teachingOrder(candidates, 1)).toEqual([0, 2, 1]);
  });

  it('takes as many that seem toxic as clean, however rare they are, and one of four by doubt', () => {
    const toxic = (i: number) => (i < 100 ? 0.6 : 0.02);
    const many = Array.from({ length: 1000 }, (_, i) =>
      candidate(`text ${i}`, 0, { toxic: toxic(i), doubts: { toxicity: i === 7 || i === 700 ? 1 : 0.1 } }),
    );
    const order = teachingOrder(many, 3).slice(0, 100);
    expect(order.filter((i) => i < 100)).toHaveLength(50);
    expect(order.slice(0, 8)).toEqual(expect.arrayContaining([7, 700]));
  });

  it('lets questions take turns', () => {
    const [a, b] = [
      { stance: 0.9, reply: 0.1 },
      { stance: 0.2, reply: 0.8 },
    ];
    const many = Array.from({ length: 8 }, (_, i) => candidate(`${'abcdefgh'[i]}`, 0, { doubts: i % 2 === 0 ? a : b }));
    expect(teachingOrder(many, 1).map((i) => i % 2)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('takes an empty list and texts without words', () => {
    expect(teachingOrder([], 1)).toEqual([]);
    expect(teachingOrder([candidate('…', 0), candidate('', 0)], 1)).toHaveLength(2);
  });
});
