import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/dataset/random.ts';
import { matchThreshold, thresholdForShare } from '../../src/evaluate/matched-threshold.ts';
import { btl } from '../fixtures/btl.ts';

describe('matchThreshold', () => {
  const random = seededRandom(5);
  const comments = Array.from({ length: 2000 }, () => {
    const there = random();
    return { there, here: there ** 2 };
  });

  it('finds the score that flags as many', () => {
    const match = matchThreshold(comments, 0.8);
    expect(match?.threshold).toBeCloseTo(0.64, 2);
    expect(match?.low).toBeLessThanOrEqual(match?.threshold as number);
    expect(match?.high).toBeGreaterThanOrEqual(match?.threshold as number);
    expect(match?.kept.share).toBe(1);
    expect(comments.filter(({ here }) => here >= (match?.threshold as number)).length / 2000).toBe(
      match?.flagged.share,
    );
  });

  it('says by its interval how little a small sample knows, and nothing of too few', () => {
    const few = matchThreshold(comments.slice(0, 200), 0.8);
    const many = matchThreshold(comments, 0.8);
    const width = (match: typeof few) => (match?.high as number) - (match?.low as number);
    expect(width(few)).toBeGreaterThan(width(many));
    expect(matchThreshold(comments.slice(0, 100), 0.8)).toBeNull();
    expect(matchThreshold(comments, 0)).toBeNull();
  });

  it('flags a share of one’s own', () => {
    const scores = [0.1, 0.9, 0.5, 0.7];
    expect([0, 0.25, 0.5, 1].map((share) => thresholdForShare(scores, share))).toEqual([1, 0.9, 0.7, 0.1]);
  });
});

describe('btl threshold', () => {
  it('tells what it knows, and that it cannot know the rest', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'btl-threshold-')), 'scored.jsonl');
    const lines = Array.from({ length: 90 }, (_, i) =>
      JSON.stringify({ text: i % 3 === 0 ? `you idiot ${i}` : `lovely day ${i}`, score: i % 3 === 0 ? 0.9 : 0.1 }),
    );
    await writeFile(file, [...lines, 'nonsense'].join('\n'));
    const { code, stdout, stderr } = await btl(['threshold', file, '--share', '0.1']);
    expect(code).toBe(0);
    expect(stderr).toContain('line 91: expected a JSON object');
    expect(stdout).toMatch(
      /0\.8 there flagged 33\.3% \(24\.5% to 43\.6%\) of 90 comments\n[01]\.\d{3} \([01]\.\d{3} to [01]\.\d{3}\) here flags as many, and of those flagged there 100\.0%/,
    );
    await writeFile(file, lines.join('\n').replaceAll(/,"score":0\.\d/g, ''));
    expect((await btl(['threshold', file])).stdout).toContain('cannot be said');
    await writeFile(file, lines.slice(0, 40).join('\n'));
    expect((await btl(['threshold', file])).stdout).toContain('Too few to say');
  });
});
