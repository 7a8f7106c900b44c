import { expect, it } from 'vitest';
import { contextOf, inherit } from '../../src/scoring/inheritance.ts';

const parent = (favor: number, against: number) => ({ favor, against, none: 1 - favor - against });
const reply = (agree: number, disagree: number) => ({ agree, disagree, neutral: 1 - agree - disagree });
const undecided = Float32Array.of(0.3, 0.3, 0.4);
const [FAVOR, AGAINST] = [0, 1];

it('moves a short reply to where the parent stands when it agrees, and away when it disagrees', () => {
  const agreeing = inherit(undecided, { parent: parent(0.9, 0.05), reply: reply(0.9, 0.05) }, 2);
  expect(agreeing.indexOf(Math.max(...agreeing))).toBe(FAVOR);
  const disagreeing = inherit(undecided, { parent: parent(0.9, 0.05), reply: reply(0.05, 0.9) }, 2);
  expect(disagreeing.indexOf(Math.max(...disagreeing))).toBe(AGAINST);
});

it('gives probabilities, and lets a long reply speak for itself', () => {
  const context = { parent: parent(0.9, 0.05), reply: reply(0.9, 0.05) };
  for (const tokens of [0, 10, 100, 2000]) {
    const mixed = inherit(undecided, context, tokens);
    expect(mixed.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  }
  const long = inherit(undecided, context, 300);
  for (const [k, p] of undecided.entries()) expect(long[k]).toBeCloseTo(p, 4);
});

it('leaves a comment that answers none to speak for itself', () => {
  expect(inherit(undecided, null, 2)).toBe(undecided);
});

it('is of two results: the stance of the comment that is answered, and the reply', () => {
  const context = { parent: parent(0.9, 0.05), reply: reply(0.9, 0.05) };
  expect(contextOf({ scores: context.parent }, { scores: context.reply })).toEqual(context);
  expect(contextOf(undefined, { scores: context.reply })).toBeNull();
  expect(contextOf({ scores: context.parent }, null)).toBeNull();
});

it('gives no probability below nothing, where those of parent and reply add up to a little more than 1', () => {
  const over = { favor: 0.7, against: 0.3000002, none: 0 };
  const context = { parent: over, reply: { agree: 1, disagree: 0, neutral: 0 } };
  expect(Math.min(...inherit(Float32Array.of(0.6, 0.4, 0), context, 0))).toBeGreaterThanOrEqual(0);
});
