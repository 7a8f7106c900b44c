/** By base64, what was compiled: once for all instances. */
const modules = new Map<string, WebAssembly.Module>();

/**
 * Returns the functions that a module exports, which is kept in base64, in a new instance with these imports as its
 * `env`. Throws where WebAssembly, its vectors or compiling cannot be had: an old browser, or a page whose policy
 * forbids it.
 */
export function instantiate<Name extends string>(
  base64: string,
  env: WebAssembly.ModuleImports,
): Readonly<Record<Name, (...args: number[]) => number>> {
  let module = modules.get(base64);
  if (module === undefined) {
    module = new WebAssembly.Module(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)));
    modules.set(base64, module);
  }
  return new WebAssembly.Instance(module, { env }).exports as Record<Name, (...args: number[]) => number>;
}

/** Returns a memory of at least so many bytes; what is never written to takes none. Throws where it cannot be had. */
export const createMemory = (bytes: number): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });

const PAGE = 65_536;
