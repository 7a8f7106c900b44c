/**
 * Returns a module that came compiled; null here, where the kernels compile their own. Edge runtimes refuse that, and get
 * `compiled.edge.js` in place of this file, which imports modules: package.json chooses, the build writes it.
 */
export const compiled = (_name: string): WebAssembly.Module | null => null;
