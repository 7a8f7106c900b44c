import { describe, expect, it } from 'vitest';
import { loadClassifier } from '../src/classifier.ts';

const classifier = await loadClassifier();
const stanceOf = (text: string, target: string) => classifier.classify({ text, target }).stance?.label;

describe('a plain declaration', () => {
  it.each([
    ['We should ban zoos', 'I agree, ban zoos now', 'favor'],
    ['We should ban zoos', 'Zoos are wonderful, keep them.', 'against'],
    ['We should ban zoos', 'No, we should not ban zoos.', 'against'],
    ['Zoos should be closed', 'I agree, close them.', 'favor'],
    ['Zoos should be closed', 'I disagree, keep them open.', 'against'],
    ['the new bridge', 'I support the new bridge.', 'favor'],
    ['the new bridge', 'No way. The new bridge is a waste.', 'against'],
    ['closing the bridge to cars', 'I am in favour of closing the bridge to cars.', 'favor'],
    ['closing the bridge to cars', 'I am against closing the bridge to cars.', 'against'],
  ])('towards %s: %s', (target, text, label) => {
    expect(stanceOf(text, target)).toBe(label);
  });

  it('is read rightly in nine of ten plain wordings', () => {
    const wordings = [
      ...['I support {t}.', 'I am in favour of {t}.', 'I fully back {t}.', 'I love {t}.', 'Yes to {t}!'].map(
        (text) => [text, 'favor'] as const,
      ),
      ...['I am against {t}.', 'I oppose {t}.', 'I do not support {t}.', 'I hate {t}.', 'No to {t}!'].map(
        (text) => [text, 'against'] as const,
      ),
    ];
    const targets = ['the night tram', 'letting dogs into cafés', 'gun control', 'nuclear power', 'the royal family'];
    const rows = wordings.flatMap(([text, label]) => targets.map((target) => ({ text, target, label })));
    const right = rows.filter(({ text, target, label }) => stanceOf(text.replace('{t}', target), target) === label);
    expect(right.length / rows.length).toBeGreaterThanOrEqual(0.9);
  });
});
