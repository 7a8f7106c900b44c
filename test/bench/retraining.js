// What retraining does with rows that it should not trust, and with good ones: whether it writes a model, what that is worth
// on our test split, and on the site that the rows are from. Prints Markdown. The sites need ../shared/corpora.
//   node test/bench/retraining.js [pattern of cases]
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadClassifier, loadModel } from '../../dist/index.js';
import { loadBackend, loadEncoderFile, readDataset, saveModel, train } from '../../dist/train/index.js';

const SITES = ['impermium', 'mupid', 'reddit-incivility'];
const SIZES = [300, 1000, 3000];
/** Points of macro-F1 that a model which is written may cost on our test split. */
const MAX_LOST = 0.5;

const scratch = mkdtempSync(join(tmpdir(), 'btl-bench-'));
const pattern = new RegExp(process.argv[2] ?? '', 'i');
const random = seeded(9);
const any = (words) => words[Math.floor(random() * words.length)];

const ours = readRows('datasets/comments.train.jsonl').map(({ text, toxicity, article }) => ({
  ...{ text, labels: toxicity, group: article, source: 'ours' },
}));
const corpora = '../shared/corpora/toxicity';
const hasCorpora = existsSync(corpora);
const [sites, held] = hasCorpora ? ['train', 'dev'].map((name) => readRows(`${corpora}/${name}.jsonl.gz`)) : [[], []];
const ofSite = (rows, site) => rows.filter(({ source }) => source === site);

const [base, encoder, backend] = [await loadModel(), await loadEncoderFile(), await loadBackend()];
const test = (await readDataset('toxicity', ['datasets/comments.test.jsonl'])).examples;
const before = answersOf(await loadClassifier(), test);

await badRows();
await goodRows();
rmSync(scratch, { recursive: true });

/** Rows that a user may come with and that teach nothing good. */
async function badRows() {
  const [toxic, clean] = [ours.filter(isToxic), ours.filter((row) => !isToxic(row))];
  const half = (count) => [...pick(toxic, count / 2), ...pick(clean, count / 2)];
  const turned = (rows) => rows.map(({ labels, ...row }) => ({ ...row, labels: map(labels, (label) => 1 - label) }));
  const relabelled = (rows, isSo) => rows.map((row) => ({ ...row, labels: { toxicity: Number(isSo(row)) } }));
  const cases = {
    '200 rows, half of them toxic, made of a dozen words': plain(200),
    '200 of our comments, half of them toxic': half(200),
    'one class': pick(clean, 300),
    'one group': half(300).map((row) => ({ ...row, group: 'one' })),
    'one attribute': attribute(ours, 'threat'),
    'duplicated rows': Array.from({ length: 15 }, () => half(20)).flat(),
    'swapped labels': turned(half(600)),
    'swapped labels of plain rows': turned(plain(200)),
    'another language': german(400),
    '50 rows': half(50),
    'labels of chance': relabelled(pick(ours, 1000), () => random() < 0.5),
    'labels that follow one word': relabelled(pick(ours, 600), ({ text }) => /\bthe\b/i.test(text)),
    'labels that follow the length': relabelled(pick(ours, 600), ({ text }) => text.length < 60),
    ...(hasCorpora ? { '5,000 rows of another site': pick(ofSite(sites, 'davidson'), 5000) } : {}),
  };
  print(['rows', 'written', 'toxic, before', 'after', 'macro-F1', 'change', 'seconds', 'why not']);
  for (const [name, rows] of Object.entries(cases).filter(([name]) => pattern.test(name))) {
    const { classifier, why, seconds } = await retrain(rows);
    const after = classifier === null ? null : answersOf(classifier, test);
    const change = after === null ? null : 100 * (after.macroF1 - before.macroF1);
    const figures = after === null ? ['', ''] : [after.macroF1.toFixed(3), change.toFixed(2)];
    const shares = [before.toxic, ...(after === null ? [] : [after.toxic])].map(
      (share) => `${Math.round(100 * share)}%`,
    );
    print([name, why === null ? 'yes' : 'no', shares[0], shares[1] ?? '', ...figures, seconds, why ?? '']);
    if (change !== null && change < -MAX_LOST)
      throw new Error(`${name}: written, and ${change.toFixed(2)} points worse`);
  }
}

/** Rows of one site, and what they are worth there: with the thresholds of the package, and with those of the site. */
async function goodRows() {
  const all = { ours: { learn: ours, measure: 'datasets/comments.dev.jsonl' } };
  for (const site of SITES.filter(() => hasCorpora))
    all[site] = { learn: ofSite(sites, site), measure: writeRows('held', ofSite(held, site).slice(0, 700)) };
  print([
    'site',
    'rows',
    'written',
    'AUC there, before',
    'after',
    'macro-F1 there, before',
    'after',
    'ours',
    'promised by 500 more',
    'seconds',
  ]);
  for (const [site, { learn, measure }] of Object.entries(all)) {
    const { examples } = await readDataset('toxicity', [measure]);
    const there = answersOf(await loadClassifier(), examples);
    for (const size of SIZES.filter((count) => count <= learn.length && pattern.test(`${site} ${count}`))) {
      const { classifier, report, why, seconds } = await retrain(pick(learn, size), true);
      const now = answersOf(classifier, examples);
      const change = 100 * (answersOf(classifier, test).macroF1 - before.macroF1);
      const pair = (figure) => [there[figure].toFixed(3), now[figure].toFixed(3)];
      const promise = `${report.curve.gain.toFixed(3)} (${report.curve.low.toFixed(3)} to ${report.curve.high.toFixed(3)})`;
      print([
        site,
        size,
        why === null ? 'yes' : `no: ${why}`,
        ...pair('auc'),
        ...pair('macroF1'),
        change.toFixed(2),
        promise,
        seconds,
      ]);
    }
  }
}

/** Retrains on rows; where that is refused, says why, and retrains all the same if it is wanted. */
async function retrain(rows, anyway = false) {
  const options = { base, encoder, recipe: { data: [writeRows('rows', rows)] }, version: '9.0.0', seed: 1 };
  const started = performance.now();
  let [trained, why] = [null, null];
  try {
    trained = await train(backend, 'toxicity', options);
  } catch (error) {
    why = error.message.split('; ')[0];
    if (anyway) trained = await train(backend, 'toxicity', { ...options, force: true });
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  if (trained === null) return { classifier: null, report: null, why, seconds };
  const folder = join(scratch, 'model');
  await saveModel(trained.model, trained.encoder, folder);
  return { classifier: await loadClassifier({ model: folder }), report: trained.report, why, seconds };
}

/** Figures of a classifier on labelled comments, as it is served. */
function answersOf(classifier, examples) {
  const rows = examples.map(({ text, labels }) => {
    const { scores, labels: given } = classifier.classify({ text }).toxicity;
    return { score: scores.toxicity, flagged: given.includes('toxicity'), toxic: labels[0] >= 0.5 };
  });
  const f1 = (wanted) => {
    const hits = rows.filter(({ flagged, toxic }) => flagged === wanted && toxic === wanted).length;
    const both =
      rows.filter(({ flagged }) => flagged === wanted).length + rows.filter(({ toxic }) => toxic === wanted).length;
    return (2 * hits) / both;
  };
  return {
    auc: aucOf(rows),
    macroF1: (f1(true) + f1(false)) / 2,
    toxic: rows.filter(({ flagged }) => flagged).length / rows.length,
  };
}

function aucOf(rows) {
  const [positives, negatives] = [rows.filter(({ toxic }) => toxic), rows.filter(({ toxic }) => !toxic)];
  let won = 0;
  for (const p of positives) for (const n of negatives) won += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
  return won / (positives.length * negatives.length);
}

/** Rows that any model tells apart: insults, and wishes for roads. */
function plain(count) {
  return Array.from({ length: count }, (_, i) => {
    const insult = `${any(['You absolute', 'What a', 'Typical of a', 'Listen, you'])} ${any(['idiot', 'clown', 'fool', 'muppet', 'liar'])}, ${any(['go home', 'get lost', 'read a book'])} ${i}.`;
    const wish = `The ${any(['council', 'mayor', 'county'])} should ${any(['fix', 'close', 'widen', 'paint'])} the ${any(['road', 'bridge', 'library', 'school'])} ${any(['soon', 'this year', 'before winter'])} ${i}.`;
    return { text: i % 2 === 0 ? insult : wish, labels: { toxicity: 1 - (i % 2) }, group: `g${i % 20}` };
  });
}

function german(count) {
  return Array.from({ length: count }, (_, i) => {
    const insult = `Du bist wirklich ein ${any(['Idiot', 'Trottel', 'Lügner'])} und solltest endlich ${any(['den Mund halten', 'nach Hause gehen'])}, das sage ich dir zum ${i}. Mal.`;
    const wish = `Ich finde, die Gemeinde sollte die ${any(['Straße', 'Brücke', 'Schule'])} ${any(['endlich reparieren', 'wieder öffnen'])}, wie schon ${i} Leute gesagt haben.`;
    return { text: i % 2 === 0 ? insult : wish, labels: { toxicity: 1 - (i % 2) }, group: `g${i % 20}` };
  });
}

/** Rows that are labelled for one attribute alone: all that have it, and every fifth of the others. */
function attribute(rows, name) {
  const known = rows.map(({ labels, ...row }) => ({ ...row, labels: { [name]: labels[name] } }));
  return known.filter(({ labels }, i) => labels[name] === 1 || i % 5 === 0);
}

function isToxic({ labels }) {
  return labels.toxicity === 1;
}

function map(labels, change) {
  return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, change(label)]));
}

function readRows(path) {
  const bytes = readFileSync(path);
  const text = String(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function writeRows(name, rows) {
  const path = join(scratch, `${name}-${Math.floor(random() * 1e9)}.jsonl`);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

function pick(rows, count) {
  const draw = seeded(3);
  return rows
    .map((row) => ({ row, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ row }) => row);
}

function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function print(cells) {
  const isHead = typeof cells.at(-1) === 'string' && ['why not', 'seconds'].includes(cells.at(-1));
  console.log(`| ${cells.join(' | ')} |`);
  if (isHead) console.log(`|${'---|'.repeat(cells.length)}`);
}
