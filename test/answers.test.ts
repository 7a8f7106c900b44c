import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzePage } from '../src/analyze.ts';
import { type Classifier, createClassifier, loadClassifier } from '../src/classifier.ts';
import type { EncoderHead, EncoderToxicity } from '../src/encoder/manifest.ts';
import type { EncoderSource } from '../src/encoder/source.ts';
import type { HeadManifest } from '../src/lexical/manifest.ts';
import { parseModel } from '../src/lexical/model.ts';
import { Analysis, Classification, ClassifiedThread, type Comment, type Thread } from '../src/schemas.ts';
import { bareComment } from '../src/scoring/bare-thread.ts';
import { type Task, TOXICITY_ATTRIBUTES } from '../src/tasks.ts';
import { tinyModelFolder, tinySource } from './fixtures/encoder/index.ts';
import { tinyModel } from './fixtures/model.ts';

const tiny = await parseModel(await tinyModel(['bridge', 'close', 'good', 'nonsense', 'not', 'rain', 'yes']));
// Of the tiny model's answers some are surer than this, and some are not.
const { toxicity, stance, reply } = tiny.manifest.heads as Record<Task, HeadManifest>;
const heads = { toxicity, stance: { ...stance, abstainBelow: 0.5 }, reply: { ...reply, abstainBelow: 0.6 } };
const model = { ...tiny, manifest: { ...tiny.manifest, heads } };
const source = await tinySource();
const alone = createClassifier(model);
const always = createClassifier(model, { source, use: 'always' });
const auto = createClassifier(model, { source, use: 'auto' });

/** The encoder, with another word on when it is asked and what it weighs. */
const sourceOf = (change: Partial<EncoderHead>, toxic: Partial<EncoderToxicity> = {}): EncoderSource => {
  const { toxicity, stance, reply } = source.manifest.heads;
  const heads = {
    toxicity: { ...toxicity, ...toxic },
    stance: { ...stance, ...change },
    reply: { ...reply, ...change },
  };
  return { ...source, manifest: { ...source.manifest, heads } };
};
/** Is asked about no comment's toxicity by itself. */
const UNASKED: Partial<EncoderToxicity> = { askBetween: [1, 1] };
const pairsOnly = createClassifier(model, { source: sourceOf({}, UNASKED), use: 'auto' });

/** What a call asks of the encoder. */
function asked(work: () => unknown): number {
  const before = source.pairs();
  work();
  return source.pairs() - before;
}

const TEXTS = ['yes', 'no', 'rain', 'bad bad bad', 'good', 'yes, good', 'nonsense', '', 'cars', 'rain no', 'good rain'];
const INPUTS = TEXTS.flatMap((text) => [
  { text, target: 'the bridge' },
  { text, target: 'close the bridge to cars' },
  { text, parent: 'close the bridge' },
]);

/** What the lexical scorer says of a stance or a reply, and how sure it is. */
function draftOf(input: (typeof INPUTS)[number]) {
  const { stance, reply } = alone.classify(input);
  const draft = (stance ?? reply)!;
  const sureness = draft.abstained ? 0 : Math.max(...Object.values(draft.scores));
  // A target that is read mirrored is asked about whatever the words say.
  return { draft, sureness, isMirrored: stance?.targetNegated === true };
}

const comment = (id: string, parentId: string | null, text: string, more: Partial<Comment> = {}): Comment => ({
  ...bareComment(id, parentId, text),
  ...more,
});

const threadOf = (...comments: Comment[]): Thread => ({
  headline: 'close the bridge to cars',
  lead: null,
  url: null,
  language: null,
  source: { kind: 'json', platform: null },
  claimedCount: null,
  comments,
  warnings: [],
});

describe('with an encoder', () => {
  it('a classifier gives what it gives without one, in the same form', () => {
    const input = { text: 'yes, good', target: 'the bridge', parent: 'close the bridge' };
    const result = always.classify(input);
    expect(Classification.parse(result)).toEqual(result);
    expect(Object.keys(result)).toEqual(Object.keys(alone.classify(input)));
    expect(result).toMatchObject({ stance: { label: 'favor', target: 'the bridge' }, reply: { label: 'agree' } });
  });

  it('asks about nothing but toxicity without a target and a parent', () => {
    expect(asked(() => always.classify({ text: 'yes' }))).toBe(1);
    expect(asked(() => pairsOnly.classify({ text: 'yes' }))).toBe(0);
    const scores = ({ classify }: Classifier) => classify({ text: 'yes' }).toxicity.scores;
    expect(scores(pairsOnly)).toEqual(scores(alone));
  });

  it('asks about toxicity where the lexical score lies in the band, and decides by its thresholds', () => {
    const scores = TEXTS.map((text) => alone.classify({ text }).toxicity.scores.toxicity);
    const middle = scores.toSorted((a, b) => a - b)[5]!;
    for (const [from, to] of [
      [0, middle],
      [middle, 1],
    ] as const) {
      const thresholds = TOXICITY_ATTRIBUTES.map(() => 0.01);
      const { classify } = createClassifier(model, {
        source: sourceOf({}, { askBetween: [from, to], thresholds }),
        use: 'auto',
      });
      for (const [i, text] of TEXTS.entries()) {
        const inBand = scores[i]! >= from && scores[i]! < to;
        expect(asked(() => classify({ text }))).toBe(inBand ? 1 : 0);
        const { toxicity } = classify({ text });
        expect(toxicity.scores).toEqual((inBand ? always : alone).classify({ text }).toxicity.scores);
        expect(toxicity.labels.includes('toxicity')).toBe(toxicity.scores.toxicity >= 0.01);
      }
    }
  });

  it('mixes the logits of both about toxicity as the encoder says', () => {
    const evenly = createClassifier(model, { source: sourceOf({}, { weight: 0.5 }), use: 'always' });
    const logit = (p: number) => Math.log(p / (1 - p));
    for (const text of TEXTS) {
      const [lexical, encoder, both] = [alone, always, evenly].map(
        ({ classify }) => classify({ text }).toxicity.scores,
      );
      // Single precision leaves nothing of a probability's last millionth.
      for (const attribute of TOXICITY_ATTRIBUTES.filter((attribute) => encoder![attribute] < 1 - 1e-4))
        expect(logit(both![attribute])).toBeCloseTo((logit(lexical![attribute]) + logit(encoder![attribute])) / 2, 2);
    }
  });

  it('names no attribute of a comment that is not toxic', () => {
    const thresholds = TOXICITY_ATTRIBUTES.map((attribute) => (attribute === 'toxicity' ? 1 : 0));
    const { classify } = createClassifier(model, { source: sourceOf({}, { thresholds }), use: 'always' });
    for (const text of TEXTS) expect(classify({ text }).toxicity.labels).toEqual([]);
  });

  it('does not read a headline twice that is the target', () => {
    const input = { text: 'close it', target: 'close the bridge to cars' };
    expect(always.classify({ ...input, article: input.target })).toEqual(always.classify(input));
  });

  it('reads the article and the parent beside a stance', () => {
    const input = { text: 'rain', target: 'the bridge' };
    const [bare, beside] = [input, { ...input, article: 'close the bridge to cars to a bridge' }].map(always.classify);
    expect(beside!.stance?.scores).not.toEqual(bare!.stance?.scores);
    expect(beside!.toxicity).toEqual(bare!.toxicity);
    expect(alone.classify({ ...input, article: 'cars' })).toEqual(alone.classify(input));
  });

  it('keeps the words that led there where both come to the same label, and names none where they do not', () => {
    const same = INPUTS.map((input) => {
      const { draft } = draftOf(input);
      const { stance, reply } = always.classify(input);
      const { label, spans } = (stance ?? reply)!;
      expect(spans).toEqual(label === draft.label ? draft.spans : []);
      return draft.spans.length > 0 ? label === draft.label : null;
    });
    expect(new Set(same)).toEqual(new Set([true, false, null]));
  });

  it('weighs both as the encoder says', () => {
    const evenly = createClassifier(model, { source: sourceOf({ weight: 0.5 }), use: 'always' });
    for (const input of INPUTS.filter(({ target }) => target !== undefined)) {
      const [lexical, encoder, both] = [alone, always, evenly].map(
        (classifier) => classifier.classify(input).stance!.scores,
      );
      const mean = (label: 'favor' | 'none') => Math.sqrt(lexical![label] * encoder![label]);
      expect(both!.favor / both!.none).toBeCloseTo(mean('favor') / mean('none'), 3);
    }
  });

  it('inherits once, whatever the encoder weighs', () => {
    const weightless = createClassifier(model, { source: sourceOf({ weight: 0 }), use: 'always' });
    const input = { text: 'yes', target: 'close the bridge to cars', parent: 'bad bad bad' };
    const [own, expected] = [weightless, alone].map(({ classify }) => classify(input).stance!.scores);
    for (const label of ['favor', 'against', 'none'] as const) expect(own![label]).toBeCloseTo(expected![label], 5);
  });

  it.each([
    [1, true],
    [0, false],
  ])('abstains below %d as the encoder says', (abstainBelow, abstained) => {
    const { classify } = createClassifier(model, { source: sourceOf({ abstainBelow }), use: 'always' });
    const { stance, reply } = classify({ text: 'rain', target: 'the bridge', parent: 'close the bridge' });
    expect([stance?.abstained, reply?.abstained]).toEqual([abstained, abstained]);
  });

  it('gives to the bit what it gave before, whatever was asked between', () => {
    const first = INPUTS.map(always.classify);
    for (let i = 0; i < 200; i++) always.classify({ text: `rain ${'yes '.repeat(i % 30)}`, target: `bridge ${i}` });
    expect(INPUTS.map(always.classify)).toEqual(first);
  });

  it('reads texts of any size', () => {
    const result = always.classify({ text: `yes ${'rain '.repeat(500_000)}`, target: 'x'.repeat(100_000) });
    expect(result.stance?.label).toBeDefined();
  });

  it.each([undefined, null, 'text', {}, { text: 1 }, { text: 'a', target: 2 }])('refuses %j', (input) => {
    expect(() => always.classify(input as never)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});

describe('classifyThread', () => {
  const thread = threadOf(
    comment('1', null, 'bad bad bad'),
    comment('2', '1', 'yes'),
    comment('3', '1', 'good to close: no never no never', { quotes: [{ start: 0, end: 14 }] }),
  );

  it('leaves out what is quoted, and lets short replies stand where they put themselves', () => {
    const result = always.classifyThread(thread);
    expect(ClassifiedThread.parse(result)).toEqual(result);
    expect(result.targets).toEqual([thread.headline]);
    expect(result.comments.map(({ stances }) => stances[0]?.label)).toEqual(['against', expect.any(String), 'against']);
    expect(result.comments.map(({ reply }) => reply?.label ?? null)).toEqual([null, 'agree', 'disagree']);
    const own = always.classify({ text: 'yes', target: thread.headline as string });
    expect(result.comments[1]?.stances[0]?.scores.favor).toBeLessThan((own.stance?.scores.favor as number) - 0.2);
  });

  it.each([
    ['always', always],
    ['auto', auto],
  ])('judges a reply as classify does, %s', (_, classifier) => {
    for (const parent of TEXTS)
      for (const text of ['yes', 'rain', 'no']) {
        const { comments } = classifier.classifyThread(threadOf(comment('1', null, parent), comment('2', '1', text)));
        const headline = thread.headline as string;
        const { stance, reply } = classifier.classify({ text, parent, target: headline, article: headline });
        expect(comments[1]).toMatchObject({ stances: [stance], reply });
      }
  });

  it('takes threads in which two comments have one id', () => {
    const { comments } = always.classifyThread(
      threadOf(comment('1', null, 'rain good'), comment('1', null, 'rain no')),
    );
    expect(comments.map(({ comment }) => comment.text)).toEqual(['rain good', 'rain no']);
    expect(comments.map(({ stances }) => stances[0]?.label)).toEqual(['favor', 'against']);
  });

  it('gives nothing for nothing', () => {
    expect(always.classifyThread(threadOf()).comments).toEqual([]);
  });

  it('changes nothing of its input', () => {
    const before = structuredClone(thread);
    always.classifyThread(thread, { targets: ['a', 'b'] });
    expect(thread).toEqual(before);
  });
});

describe('the encoder', () => {
  it('is asked always about every comment, stance and reply', () => {
    const thread = threadOf(comment('1', null, 'good'), comment('2', '1', 'rain'), comment('3', '1', 'nonsense'));
    expect(asked(() => always.classifyThread(thread))).toBe(3 + 5);
    expect(asked(() => always.classifyThread(thread, { targets: ['a', 'b'] }))).toBe(3 + 8);
    // The parent's stance counts for the reply's.
    expect(asked(() => always.classify({ text: 'yes', target: 'the bridge', parent: 'rain' }))).toBe(1 + 3);
  });

  it('is asked by itself only where the lexical scorer abstains or is unsure; all else stays as it is', () => {
    const pairs = INPUTS.map((input) => {
      const count = asked(() => pairsOnly.classify(input));
      const { sureness, isMirrored } = draftOf(input);
      expect(count).toBe(sureness < 0.7 || isMirrored ? 1 : 0);
      const { stance, reply } = (count === 0 ? alone : always).classify(input);
      expect(pairsOnly.classify(input)).toMatchObject({ stance, reply });
      return count;
    });
    expect(new Set(pairs)).toEqual(new Set([0, 1]));
  });

  it.each([
    [0, 'where the lexical scorer abstains', ({ sureness }: ReturnType<typeof draftOf>) => sureness === 0],
    [1, 'everywhere', () => true],
  ])('is asked below %d %s', (askBelow, _, isAsked) => {
    const { classify } = createClassifier(model, {
      source: sourceOf({ askBelow, abstainBelow: 0 }, UNASKED),
      use: 'auto',
    });
    const expected = INPUTS.filter((input) => isAsked(draftOf(input)) || draftOf(input).isMirrored);
    expect(expected).not.toEqual([]);
    expect(asked(() => INPUTS.map(classify))).toBe(expected.length);
  });
});

describe('analyzePage', () => {
  const text = 'The bridge closes\n\nComments (2)\n\nAnn\n2 hours ago\nyes, good\n\nBob\n1 hour ago\nnonsense\n';

  it('says which files answered', () => {
    const analysis = analyzePage({ text }, { classifier: always, targets: ['the bridge'] });
    expect(Analysis.parse(analysis)).toEqual(analysis);
    expect(analysis.comments.map(({ stances }) => stances[0]?.label)).toEqual(['favor', 'against']);
    const sha256 = `${alone.model.sha256}-${source.sha256}`;
    expect(analysis.model).toEqual({ version: alone.model.version, sha256 });
  });
});

const bytesOf = async (folder: string, ...files: string[]) => {
  const bytes = await Promise.all(files.map((file) => readFile(join(folder, file))));
  return { manifest: bytes[0]!, weights: bytes[1]!, encoder: bytes[2] };
};

describe('loadClassifier', async () => {
  const folder = await tinyModelFolder();
  const without = await tinyModelFolder(() => undefined);
  const lexical = await loadClassifier({ model: without });
  const stanceBy = ({ classify }: Classifier) => classify({ text: 'yes, good', target: 'the bridge' }).stance;

  it.each([
    ['a folder', folder],
    ['bytes', await bytesOf(folder, 'model.json', 'weights.bin', 'encoder.bin')],
  ])('asks the encoder of %s where the other is unsure, without a word about it', async (_, model) => {
    const [unsaid, byItself] = [await loadClassifier({ model }), await loadClassifier({ model, encoder: 'auto' })];
    const asking = await loadClassifier({ model, encoder: 'always' });
    expect(asking.model.sha256).toBe(`${lexical.model.sha256}-${source.sha256}`);
    expect(stanceBy(asking)?.scores).toEqual(stanceBy(always)?.scores);
    for (const input of INPUTS) expect(unsaid.classify(input)).toEqual(byItself.classify(input));
  });

  it.each([
    ['never', { model: folder, encoder: 'never' }],
    ['a model without an encoder', { model: without }],
    ['bytes without an encoder', { model: await bytesOf(folder, 'model.json', 'weights.bin') }],
  ] as const)('answers by the lexical scorer alone: %s', async (_, options) => {
    const classifier = await loadClassifier(options);
    expect(classifier.model).toEqual(lexical.model);
    expect(INPUTS.map(classifier.classify)).toEqual(INPUTS.map(lexical.classify));
  });

  it('refuses to ask an encoder always that is not there', async () => {
    const refused = { code: 'invalid-model', message: 'the model has no encoder to ask' };
    await expect(loadClassifier({ model: without, encoder: 'always' })).rejects.toMatchObject(refused);
    const bytes = await bytesOf(folder, 'model.json', 'weights.bin');
    await expect(loadClassifier({ model: bytes, encoder: 'always' })).rejects.toMatchObject(refused);
  });

  it('opens the encoder when it is first asked', async () => {
    const broken = await tinyModelFolder();
    await writeFile(join(broken, 'encoder.bin'), new Uint8Array(source.manifest.file.bytes));
    const plain = { text: 'What a lovely photograph of the pier' };
    const unasked = (await loadClassifier({ model: broken })).classify(plain);
    expect(unasked.toxicity.scores).toEqual(lexical.classify(plain).toxicity.scores);
    const { classify } = await loadClassifier({ model: broken, encoder: 'always' });
    const refused = { code: 'invalid-model', message: expect.stringMatching(/^encoder\.bin has sha256 \w+, expected/) };
    expect(() => classify({ text: 'yes', target: 'the bridge' })).toThrow(expect.objectContaining(refused));
  });

  it.each(['auto', 'always'] as const)('names an encoder that is missing or cut short, %s', async (encoder) => {
    const model = await tinyModelFolder();
    await truncate(join(model, 'encoder.bin'), 50);
    const short = {
      code: 'invalid-model',
      message: expect.stringMatching(/^encoder\.bin has 50 bytes, expected \d+$/),
    };
    await expect(loadClassifier({ model, encoder })).rejects.toMatchObject(short);
    await rm(join(model, 'encoder.bin'));
    const missing = { code: 'file', message: expect.stringContaining('encoder.bin') };
    await expect(loadClassifier({ model, encoder })).rejects.toMatchObject(missing);
    await expect(loadClassifier({ model, encoder: 'never' })).resolves.toBeDefined();
  });
});
