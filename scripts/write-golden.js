// Writes models/en/golden.jsonl: the shipped model's scores of 200 of our comments, frozen with its version.
// `npm run train` runs it after a new model with a new version; test/golden.test.ts holds the scores.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadClassifier } from '../dist/index.js';

const comments = readFileSync('datasets/comments.test.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const textOf = new Map(comments.map(({ id, text }) => [id, text]));
const classifier = await loadClassifier();
const every = Math.floor(comments.length / 200);
const lines = comments
  .filter((_, i) => i % every === 0)
  .slice(0, 200)
  .map(({ id, text, parent, stances }) => {
    const input = { text, target: stances[0].target, ...(parent === null ? {} : { parent: textOf.get(parent) }) };
    const { toxicity, stance, reply } = classifier.classify(input);
    return JSON.stringify({
      id,
      input,
      toxicity: rounded(toxicity.scores),
      labels: toxicity.labels,
      stance: rounded(stance.scores),
      reply: reply === null ? null : rounded(reply.scores),
    });
  });
writeFileSync('models/en/golden.jsonl', [JSON.stringify({ model: classifier.model }), ...lines, ''].join('\n'));

function rounded(scores) {
  return Object.fromEntries(Object.entries(scores).map(([label, score]) => [label, Number(score.toFixed(6))]));
}
