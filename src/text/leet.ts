/** Letters by the digit that stands in for them (leet); `_` for digits that stand for none. */
const LETTER_OF_DIGIT = 'oi_eas_t';
const LETTER_OF_SIGN: Readonly<Record<string, string>> = { '@': 'a', $: 's' };

const HAS_SIGN = /[013457@$]/;
const SIGNS = /[013457@$]/g;
const LETTERS = /[aeiost]/gi;

/** Returns the text with letters in place of the digits and signs that stand in for them: `1d10t` as `idiot`. */
export function fromLeet(text: string): string {
  if (!HAS_SIGN.test(text)) return text;
  return text.replace(SIGNS, (sign) => LETTER_OF_SIGN[sign] ?? LETTER_OF_DIGIT[Number(sign)]!);
}

/** Returns the text with digits in place of the letters that have one, in either case: `idiot` as `1d107`. */
export function toLeet(text: string): string {
  return text.replace(LETTERS, (letter) => String(LETTER_OF_DIGIT.indexOf(letter.toLowerCase())));
}
