import { compiled } from '#compiled';

/** What WebAssembly is compiled of. */
export interface Binary {
  readonly name: string;
  readonly base64: string;
}

/** By name, what was compiled: once for all instances. */
const modules = new Map<string, WebAssembly.Module>();

/**
 * Returns the functions that a binary exports, in a new instance with these imports as its `env`. Throws where WebAssembly,
 * its vectors or compiling cannot be had: an old browser, or a page whose policy forbids it.
 */
export function instantiate<Name extends string>(
  { name, base64 }: Binary,
  env: WebAssembly.ModuleImports,
): Readonly<Record<Name, (...args: number[]) => number>> {
  let module = modules.get(name);
  if (module === undefined) {
    module = compiled(name) ?? new WebAssembly.Module(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)));
    modules.set(name, module);
  }
  return new WebAssembly.Instance(module, { env }).exports as Record<Name, (...args: number[]) => number>;
}

/** Returns a memory of at least so many bytes; what is never written to takes none. Throws where it cannot be had. */
export const createMemory = (bytes: number): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });

const PAGE = 65_536;
