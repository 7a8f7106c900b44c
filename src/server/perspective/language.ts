const NON_LATIN_LETTER = /[^\P{L}\p{Script=Latin}]/u;

/**
 * Returns `en`, or `und` where most letters of a text are not Latin: the model reads English, and the script is all
 * that is known of other languages.
 */
export function detectedLanguage(text: string): 'en' | 'und' {
  if (!NON_LATIN_LETTER.test(text)) return 'en';
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  return latin * 2 >= letters.length ? 'en' : 'und';
}
