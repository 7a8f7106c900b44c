import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { loadClassifier } from '../../src/classifier.ts';
import { seededRandom } from '../../src/dataset/random.ts';
import { tokenize } from '../../src/text/tokenize.ts';

const lines = (await readFile(new URL('../../datasets/comments.test.jsonl', import.meta.url), 'utf8'))
  .trim()
  .split('\n');
const classifier = await loadClassifier({ encoder: 'never' });
const scoreOf = (text: string) => classifier.classify({ text }).toxicity.scores.toxicity;

it('deleting the words that explain a score lowers it much more than deleting as many others', () => {
  const random = seededRandom(1);
  let [comments, explained, arbitrary] = [0, 0, 0];
  for (const line of lines) {
    const { text } = JSON.parse(line) as { text: string };
    const { labels, spans, scores } = classifier.classify({ text }).toxicity;
    if (!labels.includes('toxicity')) continue;
    const tokens = tokenize(text);
    const inSpan = tokens.filter((token) =>
      spans.some((s) => s.attribute === 'toxicity' && token.start >= s.start && token.end <= s.end),
    );
    const others = tokens.filter((token) => !inSpan.includes(token));
    if (inSpan.length === 0 || others.length < inSpan.length) continue;
    const drawn = others.map((token) => ({ token, at: random() })).sort((a, b) => a.at - b.at);
    comments++;
    explained += scores.toxicity - scoreOf(without(text, inSpan));
    arbitrary +=
      scores.toxicity -
      scoreOf(
        without(
          text,
          drawn.slice(0, inSpan.length).map(({ token }) => token),
        ),
      );
  }
  expect(comments).toBeGreaterThan(100);
  // Mean fall of the probability.
  expect(explained / comments).toBeGreaterThan(0.3);
  expect(explained).toBeGreaterThan(4 * arbitrary);
});

function without(text: string, tokens: readonly { start: number; end: number }[]): string {
  return tokens
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}
