import { InvalidArgumentError } from 'commander';

/** A command that was called in a way that it cannot be: said in one line, exit code 2. */
export class UsageError extends Error {}

/**
 * Returns the whole number of an argument.
 * @throws InvalidArgumentError when it is none, or has over nine digits.
 */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected a whole number, got ${JSON.stringify(text)}`);
}

/**
 * Returns the port of an argument, 0 to 65535.
 * @throws InvalidArgumentError when it is none.
 */
export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port <= 65_535) return port;
  throw new InvalidArgumentError(`expected a port from 0 to 65535, got ${JSON.stringify(text)}`);
}

/**
 * Returns the share of an argument, 0 to 1.
 * @throws InvalidArgumentError when it is none.
 */
export function shareNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`expected a number from 0 to 1, got ${JSON.stringify(text)}`);
}

/**
 * Returns the name of an SVG file, as an option gives it.
 * @throws InvalidArgumentError when it ends in something else.
 */
export function svgFile(path: string): string {
  if (path.toLowerCase().endsWith('.svg')) return path;
  throw new InvalidArgumentError(`expected a file name that ends in .svg, got ${JSON.stringify(path)}`);
}
