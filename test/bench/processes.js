// What is measured from outside: whole processes and files.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, gzipped } from './bundle.js';
import { measure, summary } from './measure.js';

const BTL = 'dist/cli/main.js';
const API = pathToFileURL(resolve('dist/index.js')).href;
const ANSWER = `const { loadClassifier } = await import('${API}');
const classifier = await loadClassifier({ encoder: 'never' });
classifier.classify({ text: 'you idiot' });`;
const node = (args, options = {}) => execFileSync(process.execPath, args, { encoding: 'utf8', ...options });
const script = (code, flags = []) => node([...flags, '--input-type=module', '-e', code]);

/** Milliseconds from the start of a process to its end behind the first answer. */
export function coldStarts(rounds) {
  const tasks = [
    { name: 'bare Node', run: () => script('') },
    { name: 'the API', run: () => script(ANSWER) },
    { name: 'btl classify', run: () => node([BTL, 'classify'], { input: '{"text": "you idiot"}' }) },
  ];
  return measure(tasks, rounds).map((times, i) => ({ name: tasks[i].name, ...times }));
}

/** Bytes that a process with the model loaded holds more than a bare one, rubbish collected. */
export function memory(rounds) {
  const held = (code) =>
    Number(
      script(`${code}\nfor (let i = 0; i < 3; i++) gc();\nconsole.log(process.memoryUsage().rss);`, ['--expose-gc']),
    );
  const medianOf = (code) => summary(Array.from({ length: rounds }, () => held(code))).median;
  return medianOf(ANSWER) - medianOf('');
}

/** Lines a second and most bytes held of `btl classify`, by number of threads. */
export function streaming(texts, lines, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'btl-bench-'));
  try {
    const file = join(folder, 'comments.jsonl');
    const out = openSync(file, 'w');
    for (let i = 0; i < lines; i++) writeFileSync(out, `${JSON.stringify({ id: i, text: texts[i % texts.length] })}\n`);
    closeSync(out);
    const run = (threads) => {
      const target = openSync(join(folder, 'out'), 'w');
      node([BTL, 'classify', file, '--threads', threads, '--no-progress'], { stdio: ['ignore', target, 'inherit'] });
      closeSync(target);
    };
    const tasks = ['1', '2'].map((threads) => ({ threads, run: () => run(threads) }));
    return measure(tasks, rounds).map(({ median, spread }, i) => ({
      threads: Number(tasks[i].threads),
      linesPerSecond: lines / (median / 1000),
      spread,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bytes of the package: packed, unpacked, with all it needs, and bundled for a browser, gzipped. */
export async function sizes() {
  const [{ size, unpackedSize }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8', stdio: 'pipe' }),
  );
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const needed = Object.keys(packages).filter((path) => path !== '' && isNeeded(packages[path]));
  const dependencies = needed.reduce((sum, path) => sum + bytesIn(path), 0);
  const [classifier, everything] = [await bundle('{ loadClassifier }'), await bundle('*')];
  return {
    packed: size,
    unpacked: unpackedSize,
    installed: unpackedSize + dependencies,
    browserGzip: {
      classifier: gzipped(classifier.atOnce),
      atOnce: gzipped(everything.atOnce),
      later: gzipped(everything.later),
    },
  };
}

const isNeeded = ({ dev, devOptional, peer }) => !dev && !devOptional && !peer;

/** Bytes of a folder; 0 where npm left it out, as it does with what is built for other systems. */
function bytesIn(folder) {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files
      .filter(({ parentPath }) => !parentPath.slice(folder.length).includes('node_modules'))
      .reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length, 0);
  } catch {
    return 0;
  }
}
