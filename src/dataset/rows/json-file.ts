import { readFile } from 'node:fs/promises';
import { parseJson } from '../../tables/index.ts';
import { unreadable } from './lines.ts';

/**
 * Returns what a file of JSON holds, unchecked.
 * @param name what the message calls it; its path where that says enough
 * @throws BelowTheLineError `file` when it cannot be read or is no JSON.
 */
export async function readJsonFile(path: string, name = path): Promise<unknown> {
  try {
    return parseJson(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(name, cause);
  }
}
