import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzePage } from '../src/analyze.ts';
import { type AsyncClassifier, type EncoderModel, loadClassifier, loadEncoder, withEncoder } from '../src/cascade.ts';
import { loadClassifier as loadLexical } from '../src/classifier.ts';
import { Analysis, Classification, ClassifiedThread, type Comment, type Thread } from '../src/schemas.ts';
import { stubClassifier } from './fixtures/classifier.ts';
import { countingRuntime, type ManifestChange, tinyEncoder } from './fixtures/encoder/index.ts';

const counting = countingRuntime();
let encoder: EncoderModel;
let always: AsyncClassifier;
let auto: AsyncClassifier;

const load = async (change?: ManifestChange) =>
  loadEncoder({ encoderModel: await tinyEncoder(change), runtime: counting.runtime });

beforeAll(async () => {
  encoder = await load();
  always = await withEncoder(stubClassifier, encoder, 'always');
  auto = await withEncoder(stubClassifier, encoder, 'auto');
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
  it('gives what the lexical classifier gives, in the same form', async () => {
    const input = { text: 'yes, good', target: 'the bridge', parent: 'close the bridge' };
    const result = await always.classify(input);
    expect(Classification.parse(result)).toEqual(result);
    expect(Object.keys(result)).toEqual(Object.keys(stubClassifier.classify(input)));
    expect(result.toxicity).toEqual(stubClassifier.classify(input).toxicity);
    expect(result).toMatchObject({ stance: { label: 'favor', target: 'the bridge' }, reply: { label: 'agree' } });
  });

  it('asks nothing without a target and a parent', async () => {
    expect(await asked(() => always.classify({ text: 'yes' }))).toBe(0);
    expect(await always.classify({ text: 'yes' })).toMatchObject({ stance: null, reply: null });
  });

  it('keeps the words that led there where both come to the same label, and names none where they do not', async () => {
    const agreed = await always.classify({ text: 'good', target: 'the bridge' });
    expect(agreed.stance?.spans).toEqual(stubClassifier.classify({ text: 'good', target: 'the bridge' }).stance?.spans);
    const other = await always.classify({ text: 'good, but bad bad bad', target: 'the bridge' });
    expect(other.stance).toMatchObject({ label: 'against', spans: [] });
  });

  it.each([undefined, null, 'text', {}, { text: 1 }, { text: 'a', target: 2 }])('refuses %j', async (input) => {
    await expect(always.classify(input as never)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(Promise.all([{ text: 'a' }, input as never].map(always.classify))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('classify, asked for many at once', () => {
  it('keeps the order, and gives to the bit what each has by itself, whatever stands beside it', async () => {
    const texts = ['yes', 'no '.repeat(400), 'the rain', '', 'good bad', 'nonsense. '.repeat(9), '😀'];
    const inputs = Array.from({ length: 40 }, (_, i) => ({
      text: texts[i % 7] as string,
      target: `the bridge ${i % 3}`,
    }));
    const all = await Promise.all(inputs.map(always.classify));
    for (const [i, input] of inputs.entries()) expect(all[i]).toEqual(await always.classify(input));
    expect((await Promise.all([...inputs].reverse().map(always.classify))).reverse()).toEqual(all);
  });

  it('reads few at a time, whatever the others are', async () => {
    let [reading, most] = [0, 0];
    const lexical = {
      ...stubClassifier,
      classifyThread: (...args: Parameters<typeof stubClassifier.classifyThread>) => {
        most = Math.max(most, ++reading);
        return stubClassifier.classifyThread(...args);
      },
    };
    const { classify } = await withEncoder(lexical, encoder, 'always');
    const counted = async (i: number) => {
      const { stance } = await classify({ text: `yes ${i}`, target: 'the bridge' });
      reading--;
      return stance?.label;
    };
    const labels = await Promise.all(Array.from({ length: 100 }, (_, i) => counted(i)));
    expect(labels).toEqual(new Array(100).fill('favor'));
    expect(most).toBeLessThan(10);
  });

  it('goes on with the others where one fails', async () => {
    const fails = (text: string) => {
      throw new Error(text);
    };
    const lexical = {
      ...stubClassifier,
      classify: (input: Parameters<typeof stubClassifier.classify>[0]) =>
        input.text === 'bad' ? fails(input.text) : stubClassifier.classify(input),
    };
    const { classify } = await withEncoder(lexical, encoder, 'always');
    const texts = ['bad', 'yes', 'bad', 'bad', 'bad', 'no', 'yes'];
    const settled = await Promise.allSettled(texts.map((text) => classify({ text, target: 'the bridge' })));
    expect(settled.map(({ status }) => status)).toEqual(
      texts.map((text) => (text === 'bad' ? 'rejected' : 'fulfilled')),
    );
  });

  it('reads texts of any size', async () => {
    const result = await always.classify({ text: `yes ${'rain '.repeat(500_000)}`, target: 'x'.repeat(100_000) });
    expect(result.stance?.label).toBeDefined();
  });
});

describe('classifyThread', () => {
  const thread = threadOf(
    comment('1', null, 'bad bad bad'),
    comment('2', '1', 'yes'),
    comment('3', '1', 'good to close: no', { quotes: [{ start: 0, end: 14 }] }),
  );

  it('classifies every comment, leaves out what is quoted, and lets short replies stand where they put themselves', async () => {
    const result = await always.classifyThread(thread);
    expect(ClassifiedThread.parse(result)).toEqual(result);
    expect(result.targets).toEqual([thread.headline]);
    expect(result.comments.map(({ stances }) => stances[0]?.label)).toEqual(['against', expect.any(String), 'against']);
    expect(result.comments.map(({ reply }) => reply?.label ?? null)).toEqual([null, 'agree', 'disagree']);
    const alone = await always.classify({ text: 'yes', target: thread.headline as string });
    expect(result.comments[1]?.stances[0]?.scores.favor).toBeLessThan(alone.stance?.scores.favor as number);
  });

  it('takes threads in which two comments have one id', async () => {
    const { comments } = await always.classifyThread(
      threadOf(comment('1', null, 'rain good'), comment('1', null, 'rain no')),
    );
    expect(comments.map(({ comment }) => comment.text)).toEqual(['rain good', 'rain no']);
    expect(comments.map(({ stances }) => stances[0]?.label)).toEqual(['favor', 'against']);
  });

  it('gives nothing for nothing', async () => {
    expect((await always.classifyThread(threadOf())).comments).toEqual([]);
  });

  it('changes nothing of its input', async () => {
    const before = structuredClone(thread);
    await always.classifyThread(thread, { targets: ['a', 'b'] });
    expect(thread).toEqual(before);
  });
});

describe('auto', () => {
  const thread = threadOf(
    comment('1', null, 'good good good'),
    comment('2', '1', 'rain on cars'),
    comment('3', '1', 'nonsense'),
  );

  it('asks only where the lexical classifier abstained or is unsure, and leaves all else as it is', async () => {
    const first = stubClassifier.classifyThread(thread);
    const second = await auto.classifyThread(thread);
    // Of the stub's answers those without a word to go by are abstained; the others have 0.8, or 0.7 for replies.
    expect(await asked(() => auto.classifyThread(thread))).toBe(2);
    expect(await asked(() => always.classifyThread(thread))).toBe(5);
    expect(second.comments[0]).toEqual(first.comments[0]);
    expect(second.comments[2]).toEqual(first.comments[2]);
    expect(second.comments[1]?.stances[0]).not.toEqual(first.comments[1]?.stances[0]);
    expect(second.comments.map(({ toxicity }) => toxicity)).toEqual(first.comments.map(({ toxicity }) => toxicity));
  });

  it('asks about one comment as it does in a thread', async () => {
    const input = { text: 'yes, good', target: 'the bridge', parent: 'rain' };
    // The parent's stance is unsure, and counts for the reply's.
    expect(await asked(() => auto.classify(input))).toBe(1);
    expect(await asked(() => auto.classify({ ...input, parent: 'no' }))).toBe(0);
    expect(await asked(() => auto.classify({ ...input, text: 'rain', parent: 'no' }))).toBe(2);
    expect(await auto.classify({ ...input, parent: 'no' })).toEqual(
      stubClassifier.classify({ ...input, parent: 'no' }),
    );
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
    const lexical = { ...stubClassifier, classifyThread: () => sure };
    for (const [askBelow, pairs] of [
      [0, 0],
      [1, 5],
    ] as const) {
      const model = await load((m) => ({
        ...m,
        heads: { stance: { ...m.heads.stance, askBelow }, reply: { ...m.heads.reply, askBelow } },
      }));
      const { classifyThread } = await withEncoder(lexical, model, 'auto');
      expect(await asked(() => classifyThread(thread))).toBe(pairs);
    }
  });
});

describe('analyzePage', () => {
  const page = {
    text: 'The bridge closes\n\nComments (2)\n\nAnn\n2 hours ago\nyes, good\n\nBob\n1 hour ago\nnonsense\n',
  };

  it('analyses a page, and says that two models answered', async () => {
    const lexical = await loadLexical();
    const classifier = await withEncoder(lexical, encoder, 'auto');
    const analysis = await analyzePage(page, { classifier, targets: ['the bridge'] });
    expect(Analysis.parse(analysis)).toEqual(analysis);
    expect(analysis.targets).toEqual(['the bridge']);
    expect(analysis.model.version).toBe(`${lexical.model.version}+encoder.1.2.3`);
    const hashes = `${lexical.model.sha256} ${encoder.sha256}`;
    expect(analysis.model.sha256).toBe(createHash('sha256').update(hashes).digest('hex'));
    // A page that cannot be read is refused before anything is promised.
    expect(() => analyzePage({}, { classifier })).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('asks only where the lexical classifier is unsure, or always', async () => {
    const pairs = (classifier: AsyncClassifier) => asked(async () => analyzePage(page, { classifier }));
    expect(await pairs(auto)).toBe(0);
    expect(await pairs(always)).toBe(2);
  });
});

describe('loadClassifier', () => {
  it('loads both models; without a word about it, the encoder is asked where the other is unsure', async () => {
    const encoderModel = await tinyEncoder();
    const lexical = await loadLexical();
    const input = { text: 'yes, good', target: 'the bridge', parent: 'close the bridge' };
    for (const use of ['auto', 'always'] as const) {
      const loaded = await loadClassifier({ encoder: use, encoderModel, runtime: counting.runtime });
      expect(loaded.runtime).toBe('given');
      const expected = await withEncoder(lexical, encoder, use);
      expect(loaded.model).toEqual(expected.model);
      expect(await loaded.classify(input)).toEqual(await expected.classify(input));
    }
    const unsaid = await loadClassifier({ encoderModel, runtime: counting.runtime });
    const sure = await loadClassifier({ encoder: 'auto', encoderModel, runtime: counting.runtime });
    expect(await unsaid.classify(input)).toEqual(await sure.classify(input));
  });

  it('says which of the two is missing', async () => {
    const encoderModel = await tinyEncoder();
    await expect(loadClassifier({ encoderModel: '/nowhere' })).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('/nowhere/model.json'),
    });
    await expect(loadClassifier({ model: '/nothing', encoderModel })).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('/nothing/'),
    });
  });
});
