import { beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classifier.ts';
import { analyzePageTwice } from '../../src/contextual/analyze.ts';
import { type ContextualClassifier, loadContextual } from '../../src/contextual/contextual.ts';
import { Analysis, Classification, ClassifiedThread, type Comment, type Thread } from '../../src/schemas.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { countingRuntime, tinyContextual } from '../fixtures/encoder/index.ts';

const counting = countingRuntime();
let contextual: ContextualClassifier;

beforeAll(async () => {
  const model = await tinyContextual();
  contextual = await loadContextual({ model, classifier: stubClassifier, runtime: counting.runtime });
});

/** What a call asks of the encoder. */
async function asked(work: () => Promise<unknown>): Promise<number> {
  const before = counting.pairs();
  await work();
  return counting.pairs() - before;
}

const comment = (id: string, parentId: string | null, text: string, more: Partial<Comment> = {}): Comment => ({
  ...{ id, parentId, depth: parentId === null ? 0 : 1, author: null, text, quotes: [] },
  ...{ dateCreated: null, upvoteCount: null, downvoteCount: null },
  ...more,
});

const threadOf = (...comments: Comment[]): Thread => ({
  headline: 'close the bridge to cars',
  url: null,
  language: null,
  source: { kind: 'json', platform: null },
  claimedCount: null,
  comments,
  warnings: [],
});

describe('classify', () => {
  it('gives what the embedded classifier gives, in the same form', async () => {
    const input = { text: 'yes, good', target: 'the bridge', parent: 'close the bridge' };
    const result = await contextual.classify(input);
    expect(Classification.parse(result)).toEqual(result);
    expect(Object.keys(result)).toEqual(Object.keys(stubClassifier.classify(input)));
    expect(result.toxicity).toEqual(stubClassifier.classify(input).toxicity);
    expect(result).toMatchObject({ stance: { label: 'favor', target: 'the bridge' }, reply: { label: 'agree' } });
  });

  it('asks nothing without a target and a parent', async () => {
    expect(await asked(() => contextual.classify({ text: 'yes' }))).toBe(0);
    expect(await contextual.classify({ text: 'yes' })).toMatchObject({ stance: null, reply: null });
  });

  it('keeps the words that led there where both come to the same label, and names none where they do not', async () => {
    const agreed = await contextual.classify({ text: 'good', target: 'the bridge' });
    expect(agreed.stance?.spans).toEqual(stubClassifier.classify({ text: 'good', target: 'the bridge' }).stance?.spans);
    const other = await contextual.classify({ text: 'good, but bad bad bad', target: 'the bridge' });
    expect(other.stance).toMatchObject({ label: 'against', spans: [] });
  });

  it.each([undefined, null, 'text', {}, { text: 1 }, { text: 'a', target: 2 }])('refuses %j', async (input) => {
    await expect(contextual.classify(input as never)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(contextual.classifyAll([{ text: 'a' }, input as never])).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('classifyAll', () => {
  it('keeps the order, and gives to the bit what each has by itself, whatever stands beside it', async () => {
    const texts = ['yes', 'no '.repeat(400), 'the rain', '', 'good bad', 'nonsense. '.repeat(9), '😀'];
    const inputs = Array.from({ length: 40 }, (_, i) => ({
      text: texts[i % 7] as string,
      target: `the bridge ${i % 3}`,
    }));
    const all = await contextual.classifyAll(inputs);
    for (const [i, input] of inputs.entries()) expect(all[i]).toEqual(await contextual.classify(input));
    expect((await contextual.classifyAll([...inputs].reverse())).reverse()).toEqual(all);
  });

  it('gives nothing for nothing', async () => {
    expect(await contextual.classifyAll([])).toEqual([]);
  });

  it('reads texts of any size', async () => {
    const [result] = await contextual.classifyAll([
      { text: `yes ${'rain '.repeat(500_000)}`, target: 'x'.repeat(100_000) },
    ]);
    expect(result?.stance?.label).toBeDefined();
  });
});

describe('classifyThread', () => {
  const thread = threadOf(
    comment('1', null, 'bad bad bad'),
    comment('2', '1', 'yes'),
    comment('3', '1', 'good to close: no', { quotes: [{ start: 0, end: 14 }] }),
  );

  it('judges every comment, leaves out what is quoted, and lets short replies stand where they put themselves', async () => {
    const result = await contextual.classifyThread(thread);
    expect(ClassifiedThread.parse(result)).toEqual(result);
    expect(result.targets).toEqual([thread.headline]);
    expect(result.comments.map(({ stances }) => stances[0]?.label)).toEqual(['against', expect.any(String), 'against']);
    expect(result.comments.map(({ reply }) => reply?.label ?? null)).toEqual([null, 'agree', 'disagree']);
    const alone = await contextual.classify({ text: 'yes', target: thread.headline as string });
    expect(result.comments[1]?.stances[0]?.scores.favor).toBeLessThan(alone.stance?.scores.favor as number);
  });

  it('takes threads in which two comments have one id', async () => {
    const { comments } = await contextual.classifyThread(
      threadOf(comment('1', null, 'rain good'), comment('1', null, 'rain no')),
    );
    expect(comments.map(({ comment }) => comment.text)).toEqual(['rain good', 'rain no']);
    expect(comments.map(({ stances }) => stances[0]?.label)).toEqual(['favor', 'against']);
  });

  it('changes nothing of its input', async () => {
    const before = structuredClone(thread);
    await contextual.classifyThread(thread, { targets: ['a', 'b'] });
    expect(thread).toEqual(before);
  });
});

describe('reconsider', () => {
  const thread = threadOf(
    comment('1', null, 'good good good'),
    comment('2', '1', 'rain on cars'),
    comment('3', '1', 'nonsense'),
  );

  it('asks only where the embedded classifier abstained or is unsure, and leaves all else as it is', async () => {
    const first = stubClassifier.classifyThread(thread);
    const second = await contextual.reconsider(first);
    // Of the stub's answers those without a word to go by are abstained; the others have 0.8, or 0.7 for replies.
    expect(await asked(() => contextual.reconsider(first))).toBe(2);
    expect(second.comments[0]).toEqual(first.comments[0]);
    expect(second.comments[2]).toEqual(first.comments[2]);
    expect(second.comments[1]?.stances[0]).not.toEqual(first.comments[1]?.stances[0]);
    expect(second.comments.map(({ toxicity }) => toxicity)).toEqual(first.comments.map(({ toxicity }) => toxicity));
  });

  it('asks nobody where the band is empty, and everyone where it is all', async () => {
    const first = stubClassifier.classifyThread(thread);
    const sure = {
      ...first,
      comments: first.comments.map((c) => ({
        ...c,
        stances: c.stances.map((s) => ({ ...s, abstained: false })),
        reply: c.reply === null ? null : { ...c.reply, abstained: false },
      })),
    };
    for (const [askBelow, pairs] of [
      [0, 0],
      [1, 5],
    ] as const) {
      const model = await tinyContextual((m) => ({
        ...m,
        heads: { stance: { ...m.heads.stance, askBelow }, reply: { ...m.heads.reply, askBelow } },
      }));
      const { reconsider } = await loadContextual({ model, classifier: stubClassifier, runtime: counting.runtime });
      expect(await asked(() => reconsider(sure))).toBe(pairs);
    }
  });
});

describe('analyzePageTwice', () => {
  it('analyses a page, and says that two models judged', async () => {
    const embedded = await loadClassifier();
    const both = await loadContextual({
      model: await tinyContextual(),
      classifier: embedded,
      runtime: counting.runtime,
    });
    const page = {
      text: 'The bridge closes\n\nComments (2)\n\nAnn\n2 hours ago\nyes, good\n\nBob\n1 hour ago\nnonsense\n',
    };
    const analysis = await analyzePageTwice(page, { contextual: both, targets: ['the bridge'] });
    expect(Analysis.parse(analysis)).toEqual(analysis);
    expect(analysis.model.version).toBe(`${embedded.model.version}+contextual.1.2.3`);
    expect(analysis.model.sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(analyzePageTwice({}, { contextual: both })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
