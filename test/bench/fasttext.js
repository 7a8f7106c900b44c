// fastText (C++), where Debian's package is installed: trained on the same rows, timed over its command line, in one
// thread. Its text is made ready beforehand; ours starts from what people wrote.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.js';

/** `copies` of the comments make reading them longer than loading the model, which is subtracted. */
const SETTINGS = [
  { name: 'fastText (C++), word unigrams', args: ['-dim', '100', '-wordNgrams', '1'], copies: 100 },
  {
    name: 'fastText (C++), bigrams and subwords',
    args: ['-dim', '100', '-wordNgrams', '2', '-minn', '3', '-maxn', '5'],
    copies: 20,
  },
];
const TRAINING = ['-epoch', '5', '-lr', '0.3', '-thread', '2', '-verbose', '0'];

/** A row for each setting: microseconds per comment, without the time to load its model, and answers to `test`. */
export function measureFastText(train, test, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'btl-fasttext-'));
  try {
    const file = (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const trainFile = file('train', train.map(({ text, toxic }) => `__label__${toxic} ${plain(text)}\n`).join(''));
    const lines = test.map(({ text }) => `${plain(text)}\n`).join('');
    const empty = file('empty', '\n');
    return SETTINGS.map(({ name, args, copies }) => {
      const model = join(folder, 'model');
      execFileSync('fasttext', ['supervised', '-input', trainFile, '-output', model, ...args, ...TRAINING]);
      const input = file('input', lines.repeat(copies));
      const tasks = [empty, input].map((path) => ({ run: () => predict(model, path, folder) }));
      const [loading, all] = measure(tasks, rounds);
      const count = test.length * copies;
      const answers = predict(model, file('once', lines), folder).trimEnd().split('\n').map(readAnswer);
      return { name, microseconds: ((all.median - loading.median) / count) * 1000, spread: all.spread, answers };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As its documentation prepares text: lower case, punctuation apart, one line. */
function plain(text) {
  return (
    text
      .toLowerCase()
      .replaceAll(/([^\p{L}\p{N}\s])/gu, ' $1 ')
      .replaceAll(/\s+/g, ' ')
      .trim() || '.'
  );
}

function predict(model, path, folder) {
  const output = join(folder, 'output');
  const out = openSync(output, 'w');
  execFileSync('fasttext', ['predict-prob', `${model}.bin`, path], { stdio: ['ignore', out, 'ignore'] });
  closeSync(out);
  return readFileSync(output, 'utf8');
}

function readAnswer(line) {
  const [label, probability] = line.split(' ');
  const toxic = label === '__label__true';
  return { score: toxic ? Number(probability) : 1 - Number(probability), toxic };
}
