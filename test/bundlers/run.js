// Builds one small app with each bundler at its current version, with the package as npm packs it, and asks it in Chromium;
// asks edge runtimes the same. It takes minutes and the network, so it is none of the tests:
//
//   npm run build && node test/bundlers/run.js [--in FOLDER] [NAME …]
//
// Prints a row for each: what it is, its version, what it answered. Fails where one answers otherwise than Node does.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadClassifier } from '../../dist/index.js';
import { BROWSER_CASES } from './browser-cases.js';
import { RUNTIME_CASES } from './runtime-cases.js';
import { inChromium, inExtension } from './serve.js';

const ROOT = resolve(import.meta.dirname, '../..');
const QUESTION = { text: 'You idiots.', target: 'closing the bridge to cars' };

const args = process.argv.slice(2);
const at = args.indexOf('--in');
const folder = at < 0 ? mkdtempSync(join(tmpdir(), 'btl-bundlers-')) : resolve(args.splice(at, 2)[1]);
const cases = [...BROWSER_CASES, ...RUNTIME_CASES].filter(({ name }) => args.length === 0 || args.includes(name));

const run = (command, { cwd = folder, env = {} } = {}) =>
  execFileSync('sh', ['-c', command], { cwd, env: { ...process.env, ...env }, stdio: 'pipe', encoding: 'utf8' });

mkdirSync(folder, { recursive: true });
if (!existsSync(join(folder, 'package.json')))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
const missing = [...new Set(cases.flatMap(({ packages }) => packages))].filter(
  (name) => !existsSync(join(folder, 'node_modules', nameOf(name))),
);
const tarball = run(`npm pack --silent --ignore-scripts --pack-destination ${folder}`, { cwd: ROOT }).trim();
run(`npm install --no-audit --no-fund --silent ./${tarball} ${missing.join(' ')}`);

const classifier = await loadClassifier();
const expected = JSON.stringify(classifier.classify(QUESTION).toxicity.labels);
for (const { name, packages, ...how } of cases) {
  const app = join(folder, 'apps', name.replaceAll(' ', '-'));
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  for (const [file, source] of Object.entries(how.files)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    if (source.from) cpSync(join(folder, source.from), join(app, file));
    else writeFileSync(join(app, file), source);
  }
  const version = packages.length === 0 ? '' : versionOf(nameOf(packages[0]));
  let answer;
  try {
    const go = (command) => run(command, { cwd: app });
    if (how.serve) answer = await inChromium(app, how, go);
    else if (how.extension) answer = await inExtension(app, how, go);
    else answer = await how.ask(app, go);
  } catch (error) {
    answer = String(error.stderr || error.stdout || error.stack).slice(-1500);
  }
  const isRight = how.expected === undefined ? answer === expected : how.expected.test(answer);
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${name} ${version}${isRight && !how.expected ? '' : `: ${answer}`}`);
  if (!isRight) process.exitCode = 1;
}
if (at < 0) rmSync(folder, { recursive: true });

function nameOf(specifier) {
  return specifier.replace(/(?<=.)@.*$/, '');
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}
