/** Compiles a module that is kept in base64. Throws where WebAssembly, its vectors or compiling cannot be had. */
export const compileModule = (base64: string): WebAssembly.Module =>
  new WebAssembly.Module(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)));

/** A memory of so many bytes; what is never written to takes none. */
export const createMemory = (bytes: number): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });

const PAGE = 65_536;
