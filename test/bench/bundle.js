// The built package as a browser gets it: bundled and minified, and how large it is.
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'tsdown';

const ENTRY = JSON.stringify(resolve(import.meta.dirname, '../../dist/index.js'));

/** Files { name, code } that come of exporting `names` (`*` for everything), what is loaded at once before what may be later. */
export async function bundle(names) {
  const code = `export ${names} from ${ENTRY};`;
  const [{ chunks }] = await build({
    config: false,
    entry: { bundle: 'entry' },
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? code : null) },
    ],
    platform: 'browser',
    // The paths of tsconfig.json name sources of Node's.
    inputOptions: { tsconfig: false },
    deps: { alwaysBundle: () => true },
    minify: true,
    dts: false,
    write: false,
    clean: false,
    logLevel: 'silent',
  });
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const atOnce = new Set();
  const visit = (name) => {
    if (atOnce.has(name)) return;
    if (!named.has(name)) throw new Error(`the bundle imports ${name}, which no browser has`);
    atOnce.add(name);
    named.get(name).imports.forEach(visit);
  };
  visit(chunks.find(({ isEntry }) => isEntry).fileName);
  const files = (some) => some.map(({ fileName: name, code }) => ({ name, code }));
  return {
    atOnce: files([...atOnce].map((name) => named.get(name))),
    later: files(chunks.filter(({ fileName }) => !atOnce.has(fileName))),
  };
}

/** Bytes of some files, each gzipped by itself. */
export const gzipped = (files) => files.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
