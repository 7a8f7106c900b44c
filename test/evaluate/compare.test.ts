import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Classifier } from '../../src/classifier.ts';
import { renderComparison, renderShortComparison } from '../../src/cli/render-comparison.ts';
import { compareModels } from '../../src/evaluate/compare.ts';
import { readCompared } from '../../src/evaluate/compare-rows.ts';
import { comparisonPage } from '../../src/report/comparison.ts';
import { stubClassifier } from '../fixtures/classifier.ts';

/** A model that calls rubbish toxic too, and nobody's stance against. */
const strict: Classifier = {
  ...stubClassifier,
  model: { version: '10.0.0', sha256: 'fedcba9876543210'.repeat(4) },
  classify(input) {
    const { toxicity, stance, ...rest } = stubClassifier.classify(input);
    const isToxic = toxicity.scores.toxicity >= 0.3;
    return {
      ...rest,
      toxicity: {
        ...toxicity,
        scores: { ...toxicity.scores, toxicity: Math.min(1, 2 * toxicity.scores.toxicity) },
        labels: isToxic ? ['toxicity', ...toxicity.labels.filter((label) => label !== 'toxicity')] : [],
      },
      stance: stance && { ...stance, label: stance.label === 'against' ? 'none' : stance.label },
    };
  },
};

const comments = [
  { id: '1', input: { text: 'What rubbish.', target: 'the bridge' }, groups: ['a1'] },
  { id: '2', input: { text: 'You idiot, never.', target: 'the bridge', parent: 'Yes.' }, groups: ['a1', 'drivers'] },
  { id: '3', input: { text: 'A lovely bridge.', target: 'the bridge' }, groups: ['a2'] },
  { id: '4', input: { text: 'It rains.' }, groups: [] },
];

describe('compareModels', () => {
  const comparison = compareModels(stubClassifier, strict, comments);

  it('counts what is flagged before and after, what turns, and the score that keeps the share', () => {
    const { toxicity } = comparison.toxicity;
    expect([toxicity.before.share, toxicity.after.share, toxicity.gained, toxicity.lost]).toEqual([0.25, 0.5, 1, 0]);
    // Two are flagged at 0.62 and 1; as many as before are at 1 alone.
    expect(toxicity.sameShareFrom).toBe(1);
    expect(comparison.toxicity.threat).toMatchObject({ gained: 0, lost: 0, sameShareFrom: null });
    expect([comparison.comments, comparison.turned]).toEqual([4, 2]);
  });

  it('says how stances turn, of the comments that have a target, and replies of those that answer', () => {
    expect(comparison.stance).toMatchObject({ comments: 3, turned: 2 });
    expect(comparison.stance?.turns.against).toEqual({ favor: 0, against: 0, none: 2 });
    expect(comparison.reply).toMatchObject({ comments: 1, turned: 0 });
    expect(compareModels(stubClassifier, strict, [comments[3]!])).toMatchObject({
      stance: null,
      reply: null,
      turned: 0,
    });
  });

  it('counts by group, most turned first', () => {
    expect(comparison.groups).toEqual([
      { group: 'a1', comments: 2, toxicBefore: 1, toxicAfter: 2, turned: 2 },
      { group: 'drivers', comments: 1, toxicBefore: 1, toxicAfter: 1, turned: 1 },
      { group: 'a2', comments: 1, toxicBefore: 0, toxicAfter: 0, turned: 0 },
    ]);
  });

  it('tells of decisions that turn first, then of scores that move, at most thirty', () => {
    expect(comparison.telling.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(comparison.telling[0]).toMatchObject({
      ...{ text: 'What rubbish.', target: 'the bridge', parent: null, turned: ['toxicity', 'stance'] },
      before: { toxicity: [], stance: 'against', reply: null },
      after: { toxicity: ['toxicity'], stance: 'none' },
    });
    const many = Array.from({ length: 50 }, (_, i) => ({ ...comments[0]!, id: `${i}` }));
    expect(compareModels(stubClassifier, strict, many).telling).toHaveLength(30);
    expect(compareModels(stubClassifier, stubClassifier, comments).telling).toEqual([]);
  });

  it('is printed as tables, and in short', () => {
    const text = renderComparison(comparison);
    expect(text).toContain('9.9.9 → 10.0.0 on 4 comments: decisions turn on 2 (50.0%)');
    expect(text).toMatch(/^toxicity {2,}25\.0% {2,}50\.0% {2,}1 {2,}0 {2,}1\.000$/m);
    expect(text).toMatch(/^against {2,}0 {2,}0 {2,}2$/m);
    expect(renderShortComparison(comparison).split('\n')).toHaveLength(4);
    const hostile = [{ id: '\u001b[2J', input: { text: 'What rubbish.\u001b[31m\u202e' }, groups: [] }];
    const steers = (character: string) => /[\p{Cc}\p{Bidi_Control}]/u.test(character) && character !== '\n';
    expect([...renderComparison(compareModels(stubClassifier, strict, hostile))].some(steers)).toBe(false);
  });

  it('is a page that needs nothing else and runs nothing that a comment holds', async () => {
    const hostile = { id: '<b>', input: { text: '<img src=x onerror=alert(1)> rubbish' }, groups: ['<script>'] };
    const { page } = await comparisonPage(compareModels(stubClassifier, strict, [...comments, hostile]));
    expect(page).toContain('What changes from 9.9.9 to 10.0.0');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; rubbish');
    expect(page).not.toMatch(/<img|<b>&|<script>[^<]*alert|undefined|NaN/);
    expect(page.match(/<article>/g)).toHaveLength(5);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
  });
});

describe('readCompared', () => {
  const write = async (...lines: string[]) => {
    const path = join(await mkdtemp(join(tmpdir(), 'btl-compare-')), 'comments.jsonl');
    await writeFile(path, lines.join('\n'));
    return path;
  };

  it('reads lines to classify, rows to train on and labelled threads, and says which lines are none', async () => {
    const labelled = {
      ...{ id: 'c1', article: 'a7', parent: null, author: 'ann', text: 'Yes.', reply: null, spans: [] },
      stances: [{ target: 'the bridge', label: 'favor' }],
      toxicity: { toxicity: 0, severe_toxicity: 0, obscene: 0, threat: 0, insult: 0, identity_attack: 0 },
    };
    const path = await write(
      '{"text": "Good.", "target": null, "author": "bob"}',
      '{"id": 7, "text": "Bad.", "labels": {"toxicity": 1}, "group": "g", "groups": ["drivers"]}',
      'no row',
      '{"target": "the bridge"}',
      JSON.stringify(labelled),
      JSON.stringify({ ...labelled, id: 'c2', parent: 'c1', reply: 'agree', text: 'Right.' }),
    );
    const { comments, badRows } = await readCompared([path]);
    expect(comments).toEqual([
      { id: '1', input: { text: 'Good.' }, groups: [] },
      { id: '7', input: { text: 'Bad.' }, groups: ['g', 'drivers'] },
      { id: 'c1', input: { text: 'Yes.', target: 'the bridge' }, groups: ['a7'] },
      { id: 'c2', input: { text: 'Right.', target: 'the bridge', parent: 'Yes.' }, groups: ['a7'] },
    ]);
    expect(badRows.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('says why there is nothing to compare on', async () => {
    await expect(readCompared([await write('nonsense')])).rejects.toThrow(
      /no comments to compare on; line 1: expected a JSON object/,
    );
    await expect(readCompared([await write('')])).rejects.toThrow(/they are empty/);
  });
});
