import { readFile } from 'node:fs/promises';
import { locationIn, readPart } from '../../artifact/files.ts';
import { ownFolder } from '../../own-model.ts';
import type { AppOptions } from '../options.ts';

/**
 * Returns what reads the files by which the page to try the server on can answer in the browser itself.
 * @param model folder of the model that the server answers with
 */
export function browserFiles(model: string | URL = ownFolder()): NonNullable<AppOptions['inBrowser']> {
  const worker = new URL(import.meta.resolve('#browser-worker'));
  return async (file) =>
    new Uint8Array(file === 'worker.js' ? await readFile(worker) : await readPart(locationIn(model, file)));
}
