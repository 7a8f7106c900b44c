import { describe, expect, it } from 'vitest';
import { loadClassifier } from '../src/classifier.ts';
import { seededRandom } from '../src/dataset/random.ts';
import { readDataset } from '../src/dataset/rows/examples.ts';
import { mean } from '../src/evaluate/metrics.ts';
import { explain } from '../src/explain.ts';
import type { Classification, ClassifyInput, Span } from '../src/schemas.ts';

/** A classifier whose answers hang on single words. */
const byWords = {
  classify({ text, target, parent }: ClassifyInput): Classification {
    const has = (word: string) => Number(new RegExp(`\\b${word}\\b`).test(text));
    const toxic = has('idiot') ? 0.9 : 0.05;
    const favor = 0.1 + 0.4 * has('love') + 0.4 * has('great');
    const agree = has('exactly') ? 0.8 : 0.2;
    const none = { severe_toxicity: 0, obscene: 0, threat: 0, insult: 0, identity_attack: 0 };
    return {
      language: 'en',
      toxicity: {
        scores: { toxicity: toxic, ...none },
        labels: toxic > 0.5 ? ['toxicity'] : [],
        uncertain: [],
        spans: [],
      },
      stance:
        target === undefined
          ? null
          : {
              ...{ target, targetNegated: false, label: 'favor', abstained: false, spans: [] },
              scores: { favor, against: 0, none: 1 - favor },
            },
      reply:
        parent === undefined
          ? null
          : { label: 'agree', abstained: false, spans: [], scores: { agree, disagree: 0, neutral: 1 - agree } },
    };
  },
};

const wordsIn = (text: string, spans: readonly Span[] = []) => spans.map(({ start, end }) => text.slice(start, end));

describe('explain', () => {
  it('names the words that each answer hangs on', () => {
    const text = 'exactly right, you idiot, but I love it, it is great in the rain';
    const { toxicity, stance, reply } = explain(byWords, { text, target: 'rain', parent: 'rain is good' });
    expect(wordsIn(text, toxicity.spans)).toEqual(['idiot']);
    expect(wordsIn(text, stance?.spans)).toEqual(['love', 'great']);
    expect(wordsIn(text, reply?.spans)).toEqual(['exactly']);
    expect(toxicity.spans[0]?.attribute).toBe('toxicity');
    for (const { score } of [...toxicity.spans, ...stance!.spans]) expect(score).toBeGreaterThan(0.1);
  });

  it('changes nothing but the spans, and names none where nothing moves the answer', () => {
    const input = { text: 'what a day', target: 'rain' };
    expect(explain(byWords, input)).toEqual(byWords.classify(input));
  });

  it.each(['', ' ', '...', 'idiot', 'a '.repeat(5000), ','.repeat(5000), `${'x, '.repeat(500)}idiot`])(
    'asks a bounded number of times, whatever the text: %#',
    (text) => {
      let asked = 0;
      const classify = (input: ClassifyInput) => {
        asked++;
        return byWords.classify(input);
      };
      explain({ classify }, { text, target: 'rain', parent: 'rain' });
      expect(asked).toBeLessThan(3 * 40);
    },
  );
});

describe('what it names', async () => {
  const classifier = await loadClassifier({ encoder: 'always' });
  const { examples } = await readDataset('stance', ['datasets/comments.dev.jsonl']);
  const rows = examples
    .filter(({ labels, text }) => labels[2] === 0 && text.length > 60)
    .filter((_, i) => i % 16 === 0)
    .slice(0, 24);

  /** How far the probability of the label falls without some words. */
  const fall = (input: ClassifyInput, label: 'favor' | 'against' | 'none', spans: readonly Span[]) => {
    const scores = (text: string) => classifier.classify({ ...input, text }).stance!.scores[label];
    let rest = input.text;
    for (const { start, end } of spans.toSorted((a, b) => b.start - a.start))
      rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
    return scores(input.text) - scores(rest);
  };

  it('moves the answer further than as many other words, and than the words of the lexical scorer', () => {
    const random = seededRandom(3);
    const falls = rows.map(({ text, target }) => {
      const input = { text, target };
      const { label, spans: lexical } = classifier.classify(input).stance!;
      const { spans } = explain(classifier, input).stance!;
      const length = spans.reduce((sum, { start, end }) => sum + end - start, 0);
      const start = Math.floor(random() * Math.max(1, text.length - length));
      const chance = [{ start, end: start + length, attribute: label, score: 1 }];
      return [spans, lexical, chance].map((some) => fall(input, label, some));
    });
    const [explained, lexical, chance] = [0, 1, 2].map((k) => mean(falls.map((row) => row[k]!)));
    expect(explained).toBeGreaterThan(chance! + 0.1);
    expect(explained).toBeGreaterThan(lexical!);
  }, 120_000);
});
