// Writes models/en/golden.jsonl: the shipped model's scores of 200 of our comments, frozen with its version.
// `npm run train` runs it after a new model with a new version; test/golden.test.ts holds the scores.
import { writeFileSync } from 'node:fs';
import { goldenLines } from '../dist/evaluate/index.js';
import { loadClassifier } from '../dist/index.js';

writeFileSync('models/en/golden.jsonl', await goldenLines(await loadClassifier(), 'datasets/comments.test.jsonl', 200));
