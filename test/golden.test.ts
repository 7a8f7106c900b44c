import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AsyncClassifier, loadClassifier as loadCascade } from '../src/cascade.ts';
import { type Classifier, loadClassifier } from '../src/classifier.ts';
import { parseEncoderManifest } from '../src/encoder/manifest.ts';
import { GoldenRow, goldenLines } from '../src/evaluate/golden.ts';
import { mean } from '../src/evaluate/metrics.ts';
import { parseModelManifest } from '../src/lexical/manifest.ts';
import { renderCard } from '../src/train/card/card.ts';
import { readLimits } from '../src/train/save.ts';

const COMMENTS = 'datasets/comments.test.jsonl';
const LEXICAL = new URL('../models/en/', import.meta.url);
const ENCODER = new URL('../models/en-contextual/', import.meta.url);
const read = (folder: URL, file: string) => readFile(new URL(file, folder));

const lexicalManifest = parseModelManifest(await read(LEXICAL, 'model.json'));
const encoderManifest = parseEncoderManifest(await read(ENCODER, 'model.json'));

/**
 * How far scores may lie from their golden ones, on average and at most. The lexical scorer's are the same everywhere. The
 * encoder's products are in 8 bits: a runtime or a processor that rounds one activation the other way moves all that follow.
 */
const LEXICAL_TOLERANCE = { mean: 1e-4, most: 1e-4 };
const ENCODER_TOLERANCE = { mean: 0.01, most: 0.1 };

describe.each([
  {
    what: 'the model in the package',
    ...{ folder: LEXICAL, manifest: lexicalManifest, count: 200, tolerance: LEXICAL_TOLERANCE },
    version: lexicalManifest.version,
    figures: ['stance', 'reply'].map((task) => lexicalManifest.heads[task as 'stance']?.training.figures),
    load: (): Promise<Classifier | AsyncClassifier> => loadClassifier(),
  },
  {
    what: 'the encoder in the repository',
    ...{ folder: ENCODER, manifest: encoderManifest, count: 60, tolerance: ENCODER_TOLERANCE },
    version: `${lexicalManifest.version}+encoder.${encoderManifest.version}`,
    figures: Object.values(encoderManifest.heads).map(({ figures }) => figures),
    load: (): Promise<Classifier | AsyncClassifier> => loadCascade({ encoder: 'always', encoderModel: ENCODER }),
  },
])('$what', ({ folder, manifest, count, tolerance, version, figures, load }) => {
  let classifier: Classifier | AsyncClassifier;
  let frozen: readonly unknown[];
  let now: readonly unknown[];

  beforeAll(async () => {
    classifier = await load();
    const parse = (lines: string): unknown[] =>
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    frozen = parse(String(await read(folder, 'golden.jsonl')));
    now = parse(await goldenLines(classifier, COMMENTS, count));
  });

  it('is the one whose scores are frozen: another model has another version and new golden scores', () => {
    expect(frozen[0]).toEqual({ model: classifier.model });
    expect(classifier.model.version).toBe(version);
    expect(frozen).toHaveLength(1 + count);
  });

  it('would have its golden scores of the same comments, in the same form, with the same labels of toxicity', () => {
    const withoutScores = (line: unknown) => JSON.stringify(line, (_, x) => (typeof x === 'number' ? null : x));
    expect(now.map(withoutScores)).toEqual(frozen.map(withoutScores));
  });

  it('gives its golden scores', () => {
    const moved = frozen.slice(1).flatMap((line, i) => {
      const row = GoldenRow.parse(line);
      const again = GoldenRow.parse(now[1 + i]);
      for (const difference of differences(again.toxicity, row.toxicity)) expect(difference, row.id).toBeLessThan(1e-4);
      return [...differences(again.stance, row.stance), ...differences(again.reply, row.reply)];
    });
    expect(mean(moved)).toBeLessThan(tolerance.mean);
    expect(Math.max(...moved)).toBeLessThan(tolerance.most);
  });

  it('has a card that says what its manifest says, and what people wrote about its limits', async () => {
    const limits = await readLimits(folder.pathname);
    expect(limits).not.toBeNull();
    expect(String(await read(folder, 'README.md'))).toBe(renderCard(manifest, limits));
  });

  it('is better on its held-out rows than always giving the most frequent label', () => {
    expect(figures).toHaveLength(2);
    for (const table of figures) expect(table?.all?.macroF1).toBeGreaterThan(table?.all?.majorityMacroF1 as number);
  });
});

describe('the model in the package', () => {
  it('gives its golden file, but for roundings of the sixth decimal', async () => {
    const numbers = (text: string) => text.match(/\d\.\d+(?=[,}])/g)!.map(Number);
    const now = numbers(await goldenLines(await loadClassifier(), COMMENTS, 200));
    const frozen = numbers(String(await read(LEXICAL, 'golden.jsonl')));
    expect(frozen.length).toBeGreaterThan(200 * 9);
    expect(now).toHaveLength(frozen.length);
    expect(frozen.filter((score, i) => score !== now[i]).length).toBeLessThan(20);
    for (const [i, score] of frozen.entries()) expect(Math.abs(now[i]! - score)).toBeLessThan(1.5e-6);
  });

  it('tells toxic comments on its held-out rows', () => {
    expect(lexicalManifest.heads.toxicity?.training.figures.all?.['auc.toxicity']).toBeGreaterThan(0.5);
  });

  it('takes at most 8 MB', async () => {
    expect((await read(LEXICAL, 'weights.bin')).length).toBeLessThan(8e6);
  });
});

describe('the encoder in the repository', () => {
  it('is a package of its own, of the version that the manifest has', async () => {
    const { name, version, files } = JSON.parse(String(await read(ENCODER, 'package.json')));
    expect({ name, version }).toEqual({ name: encoderManifest.name, version: encoderManifest.version });
    expect(files).toEqual(expect.arrayContaining(Object.keys(encoderManifest.files)));
    expect(JSON.parse(await readFile('package.json', 'utf8')).files).not.toContain('models');
  });

  it('takes at most 25 MB, and loses at most half a point to 8 bits', () => {
    const bytes = Object.values(encoderManifest.files).reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThan(25e6);
    for (const { accuracy, macroF1 } of Object.values(encoderManifest.quantization.lost))
      expect(Math.max(accuracy, macroF1)).toBeLessThanOrEqual(0.005);
  });
});

type Scores = GoldenRow['stance'];

function differences(actual: Scores, expected: Scores): number[] {
  expect(Object.keys(actual ?? {})).toEqual(Object.keys(expected ?? {}));
  return Object.entries(actual ?? {}).map(([label, score]) => Math.abs(score - expected![label]!));
}
