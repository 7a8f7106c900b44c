// What our own comments are worth: every head with and without them, their contrast pairs, and a learning curve.
// Prints Markdown and writes datasets/learning-curve.svg. Needs ../shared/corpora.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { createClassifier, loadModel } from '../../dist/index.js';
import { evaluate, loadBackend, MAIN_FIGURE, readDataset, readRecipe, train } from '../../dist/train/index.js';

const OURS = 'datasets/comments.train.jsonl';
const TEST = 'datasets/comments.test.jsonl';
const SIZES = [100, 300, 1000, 3000];
const HEADS = ['toxicity', 'stance', 'reply'];

const recipe = await readRecipe('models/recipes/lexical/recipe.json', { corpora: '../shared/corpora' });
const backend = await loadBackend();
const base = await loadModel();
const scratch = mkdtempSync(join(tmpdir(), 'btl-bench-'));
const trainHead = async (head, model, changes) =>
  (
    await train(backend, head, {
      base: model,
      version: base.manifest.version,
      seed: recipe.seed,
      force: true,
      recipe: { ...recipe.heads[head], ...changes },
    })
  ).model;

const without = await withoutOurs();
await compareSets(without);
await compareContrasts(without);
await learningCurve();
rmSync(scratch, { recursive: true });

/** The shipped recipe without our comments, all three heads. */
async function withoutOurs() {
  let model = base;
  for (const head of HEADS)
    model = await trainHead(head, model, { data: recipe.heads[head].data.filter((file) => file !== OURS) });
  return model;
}

async function compareSets(other) {
  console.log('| head | rows | figure | without | with | change |\n|---|---|---|---|---|---|');
  for (const head of HEADS) {
    const figure = head === 'toxicity' ? MAIN_FIGURE[head] : 'macroF1';
    for (const [name, files] of [
      ['dev files', recipe.heads[head].dev],
      ['our test split', [TEST]],
    ]) {
      const { examples } = await readDataset(head, files);
      const [before, after] = [evaluate(other, head, examples), evaluate(base, head, examples)];
      row(head, name, figure, before.overall, after.overall);
      const sources = Object.keys(before.bySource);
      if (sources.length > 1)
        for (const source of sources) row(head, source, figure, before.bySource[source], after.bySource[source]);
    }
  }
}

function row(head, name, figure, before, after) {
  if (!Number.isFinite(before[figure])) return;
  const change = after[figure] - before[figure];
  console.log(
    `| ${head} | ${name} | ${figure} | ${before[figure].toFixed(3)} | ${after[figure].toFixed(3)} | ${change >= 0 ? '+' : ''}${change.toFixed(3)} |`,
  );
}

/** HateCheck-like: of the pairs whose toxicity, stance or reply flips, how often are both comments right? */
async function compareContrasts(other) {
  const comments = readFileSync(TEST, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const judge = (classifier) => (comment) => ({
    toxicity: classifier.classify({ text: comment.text }).toxicity.labels.includes('toxicity') ? 1 : 0,
    stance: comment.stances.map(({ target }) => classifier.classify({ text: comment.text, target }).stance.label),
    reply:
      comment.parent === null
        ? null
        : classifier.classify({ text: comment.text, parent: byId.get(comment.parent).text }).reply.label,
  });
  const judges = [judge(createClassifier(other)), judge(createClassifier(base))];
  const truth = { toxicity: (c) => c.toxicity.toxicity, reply: (c) => c.reply };
  console.log('\n| contrast | flips | pairs | both right without | both right with |\n|---|---|---|---|---|');
  const kinds = [...new Set(comments.flatMap((comment) => (comment.contrast ? [comment.contrast.kind] : [])))].sort();
  for (const kind of kinds) {
    const pairs = comments
      .filter((comment) => comment.contrast?.kind === kind)
      .map((twin) => [byId.get(twin.contrast.of), twin]);
    for (const what of ['toxicity', 'stance', 'reply']) {
      const flips = pairs.flatMap(([a, b]) => flippedIn(what, a, b));
      if (flips.length === 0) continue;
      const right = judges.map(
        (judged) => flips.filter(({ a, b, t }) => isRight(judged, what, a, t) && isRight(judged, what, b, t)).length,
      );
      console.log(`| ${kind} | ${what} | ${flips.length} | ${right[0]} | ${right[1]} |`);
    }
  }

  function flippedIn(what, a, b) {
    if (what === 'stance')
      return a.stances.flatMap((stance, t) => (stance.label === b.stances[t].label ? [] : [{ a, b, t }]));
    return truth[what](a) === truth[what](b) ? [] : [{ a, b, t: 0 }];
  }
  function isRight(judged, what, comment, t) {
    return what === 'stance'
      ? judged(comment).stance[t] === comment.stances[t].label
      : judged(comment)[what] === truth[what](comment);
  }
}

/** Each head from nothing but the vocabulary and the first n of our comments. */
async function learningCurve() {
  const lines = readFileSync(OURS, 'utf8').trim().split('\n');
  const points = [];
  console.log(`\n| our comments | ${HEADS.join(' | ')} |\n|---|---|---|---|`);
  for (const size of SIZES) {
    const file = join(scratch, `${size}.jsonl`);
    writeFileSync(file, lines.slice(0, size).join('\n'));
    const figures = [];
    for (const head of HEADS) {
      const model = await trainHead(head, base, {
        data: [file],
        taught: [],
        emotions: [],
        dev: [TEST],
        calibrate: ['datasets/comments.dev.jsonl'],
        calibrateSources: [],
        sourceWeights: {},
        epochs: 12,
        batch: 32,
      });
      const value = evaluate(model, head, (await readDataset(head, [TEST])).examples).overall[MAIN_FIGURE[head]];
      figures.push(value);
      points.push({ comments: size, head: head === 'toxicity' ? 'toxicity: AUC' : `${head}: macro-F1`, value });
    }
    console.log(`| ${size} | ${figures.map((value) => value.toFixed(3)).join(' | ')} |`);
  }
  const { spec } = compile({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: 'Trained on our comments alone, measured on our test split',
    width: 480,
    height: 280,
    background: 'white',
    data: { values: points },
    mark: { type: 'line', point: true },
    encoding: {
      x: {
        field: 'comments',
        type: 'quantitative',
        scale: { type: 'log' },
        axis: { values: SIZES, title: 'comments to train on' },
      },
      y: { field: 'value', type: 'quantitative', scale: { zero: false }, title: 'figure' },
      color: { field: 'head', type: 'nominal', title: null, legend: { orient: 'bottom' } },
    },
  });
  const svg = await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG();
  writeFileSync('datasets/learning-curve.svg', svg);
}
