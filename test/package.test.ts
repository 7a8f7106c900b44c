import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** 18 MiB packed, of which the model is 17.6 MB: its files hold next to nothing that packing could take out. */
const MAX_BYTES = 18 * 2 ** 20;

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  readonly cpu?: readonly string[];
}

describe('the package', () => {
  it('keeps to its size, and holds the model, the kernels and nothing compiled for one machine', () => {
    const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const [{ size, files }] = JSON.parse(json) as [Packed];
    const paths = files.map(({ path }) => path);
    expect(size).toBeLessThan(MAX_BYTES);
    for (const file of ['model.json', 'weights.bin', 'encoder.bin', 'NOTICE'])
      expect(paths).toContain(`models/en/${file}`);
    for (const file of ['compiled.js', 'compiled.edge.js', 'dense.wasm'])
      expect(paths).toContain(`dist/kernels/${file}`);
    expect(paths.filter((path) => /\.(node|so|dll|dylib|ts\.map)$|^(src|test|findings)\//.test(path))).toEqual([]);
  });

  it('brings no native code, and nothing that runs when it is installed', () => {
    const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
      readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8'),
    );
    const seen = new Set<string>();
    const visit = ({ dependencies, optionalDependencies }: Locked) => {
      for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
        if (seen.has(name)) continue;
        seen.add(name);
        const locked = lock.packages[`node_modules/${name}`];
        expect(locked, name).toBeDefined();
        expect(locked?.hasInstallScript, name).toBeUndefined();
        expect(locked?.cpu, name).toBeUndefined();
        visit(locked!);
      }
    };
    visit(lock.packages['']!);
    expect(seen).toContain('hono');
  });
});
