import { describe, expect, it } from 'vitest';
import type { ClassifiedComment, StanceLabel } from '../src/schemas.ts';
import { wordsOfSides } from '../src/side-words.ts';
import { stubClassifier } from './fixtures/classifier.ts';
import { comment, thread } from './fixtures/threads.ts';

function saying(text: string, label: StanceLabel, times: number, abstained = false): ClassifiedComment[] {
  const [entry] = stubClassifier.classifyThread(thread([comment('1', text)]), { targets: ['t'] }).comments;
  const stances = [{ ...entry!.stances[0]!, label, abstained }];
  return Array.from({ length: times }, () => ({ ...entry!, stances }));
}

describe('wordsOfSides', () => {
  it('names the words that tell the sides apart, strongest first, with the comments that use them', () => {
    const comments = [
      ...saying('The bridge smells of petrol, petrol and petrol again', 'favor', 12),
      ...saying('The bridge smells of roses', 'favor', 4),
      ...saying('The bridge is closed to nurses', 'against', 12),
    ];
    const { favor, against } = wordsOfSides(comments, 0);
    expect(favor[0]).toMatchObject({ word: 'smells', favor: 16, against: 0 });
    expect(favor.map(({ word }) => word)).toContain('petrol');
    expect(favor.find(({ word }) => word === 'petrol')?.favor).toBe(12);
    expect(against.map(({ word }) => word).sort()).toEqual(['closed', 'nurses']);
    const all = [...favor, ...against];
    expect(all.map(({ word }) => word)).not.toContain('bridge');
    for (const { z } of all) expect(z).toBeGreaterThan(1.96);
    for (const side of [favor, against]) expect(side).toEqual(side.toSorted((a, b) => b.z - a.z));
  });

  it('follows the formula of Monroe, Colaresi and Quinn', () => {
    const comments = [
      ...saying('petrol', 'favor', 8),
      ...saying('nurses', 'against', 8),
      ...saying('petrol nurses', 'none', 4),
    ];
    // petrol: 8 of 8 words for, 0 of 8 against; prior 0.1 of 12 times in 24 words.
    const logOdds = (of: number, total: number) => Math.log((of + 1.2) / (total + 2.4 - of - 1.2));
    const z = (logOdds(8, 8) - logOdds(0, 8)) / Math.sqrt(1 / 9.2 + 1 / 1.2);
    expect(wordsOfSides(comments, 0).favor).toEqual([
      { word: 'petrol', favor: 8, against: 0, z: expect.closeTo(z, 10) },
    ]);
  });

  it('names none where a side is missing, unsure, or of a few', () => {
    const nurses = saying('nurses', 'against', 9);
    expect(wordsOfSides(nurses, 0)).toEqual({ favor: [], against: [] });
    expect(wordsOfSides([...saying('petrol', 'favor', 9, true), ...nurses], 0)).toEqual({ favor: [], against: [] });
    expect(wordsOfSides([...saying('petrol', 'favor', 2), ...nurses], 0).favor).toEqual([]);
    expect(wordsOfSides([], 0)).toEqual({ favor: [], against: [] });
  });
});
