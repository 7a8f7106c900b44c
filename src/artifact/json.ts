import { BelowTheLineError, type ErrorCode } from '../errors.ts';

/**
 * Returns what a file of JSON holds.
 * @param name the file's, for the message
 * @throws BelowTheLineError `code` when the bytes are no JSON.
 */
export function parseJson(name: string, bytes: Uint8Array, code: ErrorCode = 'invalid-model'): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new BelowTheLineError(code, `${name} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
