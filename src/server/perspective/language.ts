import { languageOf } from '../../text/language.ts';

/**
 * Returns the language of a text as a BCP 47 code, and `en` where the text does not tell: clients may take anything else
 * for a text that was not scored.
 */
export function detectedLanguage(text: string): string {
  return languageOf(text) ?? 'en';
}
