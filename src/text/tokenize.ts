import { fold } from './normalize.ts';
import { Scanner, type TokenKind } from './scanner.ts';

/** A token of a text: `text.slice(start, end)` is what the reader wrote, `norm` its folded form. */
export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset behind the last unit. */
  readonly end: number;
  /**
   * Folded: lower case, no disguise of single characters, letters repeated three times and more cut to two, spelt-out
   * words (`i.d.i.o.t`) joined.
   */
  readonly norm: string;
}

/**
 * Splits a text into tokens in reading order; white space lies between them. Any string will do, lone surrogates
 * included; linear in its length.
 */
export function tokenize(text: string): Token[] {
  const scanner = new Scanner(fold(text));
  const tokens: Token[] = [];
  while (scanner.next()) {
    const { kind, start, end } = scanner;
    tokens.push({ kind, start, end, norm: normOf(scanner) });
  }
  return tokens;
}

const SEPARATORS = /[ ._*-]/g;
const LETTER = /^\p{L}$/u;

/** Returns the norm of the token that a scanner has reached. */
export function normOf({ kind, folded, isSpelled }: Scanner): string {
  const raw = isSpelled ? folded.replace(SEPARATORS, '') : folded;
  return (kind === 'word' || kind === 'hashtag') && mayBeStretched(raw) ? unstretched(raw) : raw;
}

function mayBeStretched(text: string): boolean {
  for (let i = 2; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === text.charCodeAt(i - 1) && code === text.charCodeAt(i - 2)) return true;
  }
  // Letters beyond the basic plane take two units.
  return text.length > 5 && /[\ud800-\udbff]/.test(text);
}

/** Cuts every letter that is repeated three times and more to two; an expression for that runs out of stack on long runs. */
function unstretched(text: string): string {
  let kept = '';
  let last = '';
  let times = 0;
  for (const character of text) {
    times = character === last ? times + 1 : 1;
    last = character;
    if (times <= 2 || !LETTER.test(character)) kept += character;
  }
  return kept;
}
