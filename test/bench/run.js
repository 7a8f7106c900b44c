// Speed, and what is got for it, as ratios in one run: everyone judges the same comments, warm, in turns.
// npm run bench -- [--json out.json] [--quick]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { analyzePage, loadClassifier, readPage } from '../../dist/index.js';
import { inBrowser, openReport } from './browser.js';
import { pageOf, readComments } from './comments.js';
import { measureFastText } from './fasttext.js';
import { hostileGrowth } from './hostile.js';
import { measure, quality } from './measure.js';
import { PEERS } from './peers.js';
import { printReport } from './print.js';
import { coldStarts, memory, sizes, streaming } from './processes.js';
import { measureTensorFlow } from './tensorflow.js';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean' } } });
const ROUNDS = options.quick ? 1 : 7;
const COMMENTS = options.quick ? 500 : 2000;
/** Rows that naive Bayes learns from; natural takes a minute for as many. */
const BAYES_ROWS = options.quick ? 1000 : 20_000;
const STREAMED_LINES = options.quick ? 10_000 : 200_000;
const LARGE_PAGE = 2000;

const { source, train, test } = readComments();
const rows = test.slice(0, COMMENTS);
const texts = rows.map(({ text }) => text);
const classifier = await loadClassifier({ encoder: 'never' });

const skipped = [];
const report = {
  setup: {
    source,
    comments: rows.length,
    toxicShare: rows.filter(({ toxic }) => toxic).length / rows.length,
    rounds: ROUNDS,
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    loadBefore: loadavg()[0],
  },
  classifiers: [...(await inThisProcess()), ...(await tensorFlow()), ...fastText()],
  pages: pages(),
  growth: growth(),
  hostile: hostileGrowth(classifier, options.quick ? 1 : 3),
  streaming: streaming(texts, STREAMED_LINES, options.quick ? 1 : 3),
  coldStart: coldStarts(options.quick ? 3 : 15),
  memoryBytes: memory(options.quick ? 1 : 5),
  bytes: await sizes(),
  browser: await inChromium(() => inBrowser(texts, ROUNDS)),
  openReport: await inChromium(() =>
    openReport(
      test.slice(0, LARGE_PAGE).map(({ text }) => text),
      ROUNDS,
    ),
  ),
  skipped,
};
report.setup.loadAfter = loadavg()[0];
printReport(report);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);

/** Ours and the peers of npm: microseconds per comment, and how well they tell toxic comments. */
async function inThisProcess() {
  const toxicity = (text) => {
    const { scores, labels } = classifier.classify({ text }).toxicity;
    return { score: scores.toxicity, toxic: labels.includes('toxicity') };
  };
  const contenders = [
    { name: 'toxicity', judge: toxicity },
    {
      name: 'with a target',
      judge: (text) => classifier.classify({ text, target: 'the ban on cars' }),
      measured: false,
    },
    {
      name: 'with a parent',
      judge: (text, i) => classifier.classify({ text, parent: texts[i - 1] ?? '' }),
      measured: false,
    },
  ];
  for (const { name, share, load } of PEERS) {
    try {
      contenders.push({ name, share, judge: await load(train.slice(0, BAYES_ROWS)) });
    } catch (error) {
      skipped.push(`${name}: ${String(error.message).split('\n')[0]} (npm ci --prefix test/bench)`);
    }
  }
  const tasks = contenders.map(({ judge, share = 1 }) => {
    const some = texts.slice(0, Math.ceil(texts.length * share));
    return { count: some.length, run: () => some.map(judge) };
  });
  return measure(tasks, ROUNDS).map(({ median, spread }, i) => {
    const { name, judge, measured = true } = contenders[i];
    const figures = measured ? quality(texts.map(judge), rows) : {};
    return { name, microseconds: (median / tasks[i].count) * 1000, spread, ...figures };
  });
}

async function tensorFlow() {
  try {
    return await measureTensorFlow(COMMENTS, ROUNDS);
  } catch (error) {
    skipped.push(`TensorFlow.js: ${error.message}`);
    return [];
  }
}

async function inChromium(run) {
  try {
    return await run();
  } catch (error) {
    skipped.push(`a browser: ${String(error.message).split('\n')[0]}`);
    return [];
  }
}

function fastText() {
  try {
    execFileSync('fasttext', { stdio: 'ignore' });
  } catch (error) {
    if (error.code === 'ENOENT') {
      skipped.push('fastText: not installed (apt-get install fasttext)');
      return [];
    }
  }
  return measureFastText(options.quick ? train.slice(0, 5000) : train, rows, ROUNDS).map(({ answers, ...row }) => ({
    ...row,
    ...quality(answers, rows),
  }));
}

/** Milliseconds from HTML to analysis. */
function pages() {
  const tasks = [14, LARGE_PAGE].map((count) => {
    const page = readPage(pageOf(test.slice(0, count).map(({ text }) => text)));
    const found = analyzePage(page, { classifier }).comments.length;
    if (found !== count) throw new Error(`found ${found} comments on a page of ${count}`);
    return { comments: count, run: () => analyzePage(page, { classifier }) };
  });
  return measure(tasks, ROUNDS).map((times, i) => ({ comments: tasks[i].comments, ...times }));
}

/** How much longer ten times the comments take: all at once, against each tenth by itself. */
function growth() {
  const size = texts.length / 10;
  const tenths = Array.from({ length: 10 }, (_, i) => texts.slice(i * size, (i + 1) * size));
  const judge = (some) => () => some.map((text) => classifier.classify({ text, target: 'the ban on cars' }));
  const analyze = (some) => {
    const page = readPage(pageOf(some));
    return () => analyzePage(page, { classifier });
  };
  const each = (runs) => () => {
    for (const run of runs) run();
  };
  const tasks = [each(tenths.map(judge)), judge(texts), each(tenths.map(analyze)), analyze(texts)];
  const [small, large, smallPages, largePage] = measure(
    tasks.map((run) => ({ run })),
    ROUNDS,
  ).map(({ median }) => median);
  return { comments: (10 * large) / small, page: (10 * largePage) / smallPages };
}
