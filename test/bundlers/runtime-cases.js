// Runtimes without Node and without a page: what each is asked, and how. The answer is a list of labels, as a page gives it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { statusOf } from './serve.js';

const QUESTION = { text: 'You idiots.', target: 'closing the bridge to cars' };
const port = 4100 + (process.pid % 800);

/** Counts the instances of WebAssembly: without any, the kernels run in JavaScript. */
const COUNTED = `
let instances = 0;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    instances++;
  }
};
`;
const worker = (imports, model) => `
import { loadClassifier } from 'below-the-line';
import { createApp } from 'below-the-line/server';
${imports}
${COUNTED}
let app;
export default {
  async fetch(request, env, ctx) {
    app ??= start(env);
    const response = await (await app).fetch(request, env, ctx);
    const answer = new Response(response.body, response);
    answer.headers.set('x-instances', instances);
    return answer;
  },
};
async function start(env) {
  const classifier = await loadClassifier({ model: ${model} });
  return createApp({ classifier });
}
`;
const IMPORTED = `
import manifest from 'below-the-line/models/en/model.json';
import weights from 'below-the-line/models/en/weights.bin';
import encoder from 'below-the-line/models/en/encoder.bin';
`;
const FROM_ASSETS = `
const file = async (env, name) => (await env.ASSETS.fetch('https://assets/' + name)).arrayBuffer();
`;
const wrangler = (more) =>
  JSON.stringify({ name: 'app', main: 'worker.js', compatibility_date: '2026-07-01', ...more });

/** Starts a server, and asks it until it answers. */
const served = (command) => async (app) => {
  const child = spawn('sh', ['-c', `exec ${command}`], { cwd: app, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  try {
    for (let tries = 0; tries < 120 && child.exitCode === null; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const response = await fetch(`http://127.0.0.1:${port}/v1/classify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(QUESTION),
      }).catch(() => null);
      if (response === null) continue;
      const text = await response.text();
      if (!text.startsWith('{"')) return `${text}\n${said}`;
      const shown = await statusOf(`http://127.0.0.1:${port}/`);
      if (!/Answered in \d+ ms/.test(shown)) return `its page says: ${shown}`;
      if (response.headers.get('x-instances') === '0') return 'the kernels run in JavaScript';
      return JSON.stringify(JSON.parse(text).toxicity.labels);
    }
    return said;
  } finally {
    if (child.exitCode === null) {
      process.kill(-child.pid);
      await once(child, 'exit');
    }
  }
};

const MODULE = `
import { loadClassifier } from 'below-the-line';
import { createApp } from 'below-the-line/server';
const app = createApp({ classifier: await loadClassifier() });
`;
const WRANGLER = `npx wrangler dev --port ${port} --ip 127.0.0.1`;

/** A test of Jest's, which passes where the answer is right. */
const jest = (environment, options = {}) => ({
  files: {
    'app.test.js': `
import { loadClassifier } from 'below-the-line';
test('answers', async () => {
  const classifier = await loadClassifier();
  process.stdout.write('said ' + JSON.stringify(classifier.classify(${JSON.stringify(QUESTION)}).toxicity.labels) + ';');
}, 60_000);
`,
    'package.json': '{ "type": "module" }',
    'jest.config.js': `export default ${JSON.stringify({ testEnvironment: environment, testEnvironmentOptions: options, transform: {} })};`,
  },
  ask: async (_app, run) => {
    const said = run('node --experimental-vm-modules ../../node_modules/jest/bin/jest.js 2>&1');
    return said.match(/said (.*?);/)?.[1] ?? said;
  },
});

export const RUNTIME_CASES = [
  { name: 'jest', packages: ['jest'], ...jest('node') },
  {
    name: 'jest with jsdom',
    packages: ['jest', 'jest-environment-jsdom', 'jest-fixed-jsdom'],
    ...jest('jest-fixed-jsdom', { customExportConditions: ['node'] }),
  },
  {
    name: 'vitest with jsdom',
    packages: ['vitest', 'jsdom'],
    files: {
      'app.test.js': `
import { expect, test } from 'vitest';
import { loadClassifier } from 'below-the-line';
test('answers', async () => {
  expect(typeof document).toBe('object');
  const classifier = await loadClassifier();
  console.log('said ' + JSON.stringify(classifier.classify(${JSON.stringify(QUESTION)}).toxicity.labels) + ';');
}, 60_000);
`,
    },
    ask: async (_app, run) => {
      const said = run('npx vitest run --root . --environment jsdom 2>&1');
      return said.match(/said (.*?);/)?.[1] ?? said;
    },
  },
  {
    name: 'workerd, model imported',
    packages: ['wrangler'],
    files: { 'worker.js': worker(IMPORTED, '{ manifest, weights, encoder }'), 'wrangler.json': wrangler({}) },
    ask: served(WRANGLER),
  },
  {
    name: 'workerd, model from assets',
    packages: ['wrangler'],
    files: {
      'worker.js': worker(
        FROM_ASSETS,
        `{ manifest: await file(env, 'model.json'), weights: await file(env, 'weights.bin'), encoder: await file(env, 'encoder.bin') }`,
      ),
      'wrangler.json': wrangler({ assets: { directory: './public', binding: 'ASSETS' } }),
      ...Object.fromEntries(
        ['model.json', 'weights.bin', 'encoder.bin'].map((name) => [
          `public/${name}`,
          { from: join('node_modules/below-the-line/models/en', name) },
        ]),
      ),
    },
    ask: served(WRANGLER),
  },
  {
    name: 'deno',
    packages: ['deno'],
    files: { 'server.js': `${MODULE}Deno.serve({ port: ${port}, hostname: '127.0.0.1' }, app.fetch);` },
    ask: served('npx deno run --node-modules-dir=manual --allow-net --allow-read server.js'),
  },
  {
    name: 'bun',
    packages: ['bun'],
    files: { 'server.js': `${MODULE}Bun.serve({ port: ${port}, hostname: '127.0.0.1', fetch: app.fetch });` },
    ask: served('npx bun server.js'),
  },
];
