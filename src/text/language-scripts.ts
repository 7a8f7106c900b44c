/** Languages by a script that is theirs alone, or that they share with few others. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/[іїєґ]/iu, 'uk'],
  [/[јљњћђџ]/iu, 'sr'],
  [/[ыэё]/iu, 'ru'],
  [/ъ(?![еёюя])|щ[аи]|\bсъм\b/iu, 'bg'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/[ٹڈڑںےہ]/u, 'ur'],
  [/[پچژگکی]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Gurmukhi}/u, 'pa'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Ethiopic}/u, 'am'],
];

/** No Latin letter of a European language is beyond: most words are told by it. */
const LAST_LATIN = 0x24f;
const LATIN = /\p{Script=Latin}/u;
/** Scripts that are written without spaces, in which Latin names stand amid a word. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Says whether the word from a UTF-16 offset to another is written in Latin letters. One Latin letter will do, since letters
 * of other scripts that pass for Latin ones are a disguise.
 */
export function isLatin(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) <= LAST_LATIN) at++;
  if (at === end) return true;
  const word = text.slice(start, end);
  return LATIN.test(word) && !EAST_ASIAN.test(word);
}

/** Returns the language of a text in another script than the Latin one: the likeliest of the script, or `und`. */
export function languageOfScript(text: string): string {
  return SCRIPTS.find(([script]) => script.test(text))?.[1] ?? 'und';
}
