// What is bundled for a browser, and how. A page asks its question and gives itself the answer as its title.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const ASK = `
export async function ask(load) {
  try {
    const classifier = await load();
    const { toxicity } = classifier.classify({ text: 'You idiots.', target: 'closing the bridge to cars' });
    return JSON.stringify(toxicity.labels);
  } catch (error) {
    return error.message;
  }
}
`;
const MAIN = `
import { loadClassifier } from 'below-the-line';
import { ask } from './ask.js';
ask(() => loadClassifier()).then((answer) => { document.title = 'said ' + answer; });
`;
const BY_IMPORT = `
import { loadClassifier } from 'below-the-line';
import manifest from 'below-the-line/models/en/model.json';
import weights from 'below-the-line/models/en/weights.bin';
import encoder from 'below-the-line/models/en/encoder.bin';
import { ask } from './ask.js';
ask(() => loadClassifier({ model: { manifest, weights, encoder } })).then((answer) => { document.title = 'said ' + answer; });
`;
const WORKER = `
import { loadClassifier } from 'below-the-line';
import { ask } from './ask.js';
ask(() => loadClassifier()).then((answer) => postMessage(answer));
`;
const WITH_WORKER = `
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { document.title = 'said ' + data; };
worker.onerror = ({ message }) => { document.title = 'said ' + message; };
`;
const page = (src) => `<!doctype html><title>-</title><script type="module" src="${src}"></script>`;
const ESBUILD =
  'npx esbuild main.js --bundle --splitting --format=esm --outdir=out --loader:.bin=file --public-path=/out/ --log-level=error';
/** Where servers that bring their own listen. */
const port = 3100 + (process.pid % 800);
const app = (main, src) => ({ 'index.html': page(src), 'main.js': main, 'ask.js': ASK });
const WEBPACK = `export default {
  mode: 'production', entry: './main.js', output: { publicPath: 'auto' }, experiments: { topLevelAwait: true },
};`;

/** Starts what serves an app until it says where; gives its address and what ends it. */
const started = (command, says) => async (cwd) => {
  const child = spawn('sh', ['-c', `exec ${command}`], { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  const close = async () => {
    process.kill(-child.pid);
    await once(child, 'exit');
  };
  for await (const chunk of child.stdout) {
    said += chunk;
    const [url] = said.match(says) ?? [];
    if (url) return { url, close };
  }
  throw new Error(said);
};

const NEXT_PAGE = `'use client';
import { useEffect } from 'react';
import { loadClassifier } from 'below-the-line';
import { ask } from './ask.js';
export default function Page() {
  useEffect(() => { ask(() => loadClassifier()).then((answer) => { document.title = 'said ' + answer; }); }, []);
  return null;
}
`;
const NEXT = {
  'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  'app/page.jsx': NEXT_PAGE,
  'app/ask.js': ASK,
  'package.json': '{ "type": "module", "private": true }',
};
const next = (flags) => ({
  build: `npx next build ${flags}`,
  serve: started(`npx next start -p ${port}`, /http:\/\/localhost:\d+/),
});

export const BROWSER_CASES = [
  { name: 'vite build', packages: ['vite'], files: app(MAIN, './main.js'), build: 'npx vite build', serve: 'dist' },
  {
    name: 'vite build with a worker',
    packages: ['vite'],
    files: {
      ...app(WITH_WORKER, './main.js'),
      'worker.js': WORKER,
      'vite.config.js': "export default { worker: { format: 'es' } };",
    },
    build: 'npx vite build',
    serve: 'dist',
  },
  {
    name: 'vite dev',
    packages: ['vite'],
    files: app(MAIN, './main.js'),
    serve: started(`npx vite --port ${port}`, /http:\/\/localhost:\d+/),
  },
  {
    name: 'esbuild',
    packages: ['esbuild'],
    files: app(BY_IMPORT, './out/main.js'),
    build: ESBUILD,
    serve: '.',
  },
  {
    name: 'esbuild without a loader',
    packages: ['esbuild'],
    files: app(MAIN, './out/main.js'),
    build: 'npx esbuild main.js --bundle --splitting --format=esm --outdir=out --log-level=error',
    serve: '.',
    expected: /./,
  },
  {
    name: 'webpack',
    packages: ['webpack', 'webpack-cli'],
    files: { ...app(MAIN, './main.js'), 'index.html': page('./dist/main.js'), 'webpack.config.mjs': WEBPACK },
    build: 'npx webpack',
    serve: '.',
  },
  {
    name: 'content security policy without wasm-unsafe-eval',
    packages: ['esbuild'],
    files: app(BY_IMPORT, './out/main.js'),
    build: ESBUILD,
    serve: '.',
    headers: { 'content-security-policy': "default-src 'self'" },
  },
  {
    name: 'extension (manifest 3)',
    packages: ['esbuild'],
    files: {
      'main.js': `${BY_IMPORT.slice(0, BY_IMPORT.lastIndexOf('ask(() =>'))}
globalThis.answered = ask(() => loadClassifier({ model: { manifest, weights, encoder } }));
`,
      'ask.js': ASK,
      'out/manifest.json': JSON.stringify({
        ...{ manifest_version: 3, name: 'app', version: '1' },
        background: { service_worker: 'main.js', type: 'module' },
        content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
      }),
    },
    build: ESBUILD.replace(' --splitting', '').replace('/out/', '/'),
    extension: 'out',
  },
  { name: 'next', packages: ['next', 'react', 'react-dom'], files: NEXT, ...next('') },
  { name: 'next --webpack', packages: ['next', 'react', 'react-dom'], files: NEXT, ...next('--webpack') },
];
