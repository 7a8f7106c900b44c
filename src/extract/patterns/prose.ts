import { dateIn } from './dates.ts';
import { oneLine } from './lines.ts';
import { isByline } from './names.ts';

/** A block of a page's text. */
export interface Paragraph {
  readonly text: string;
  /** How much of it stands in links, in UTF-16 units. */
  readonly linked: number;
}

/** Of a lead, in UTF-16 units: enough to say what an article is about. */
const MAX_LEAD = 600;
const MAX_PARAGRAPHS = 3;
/** As much of a paragraph is looked at, in UTF-16 units. */
const MAX_PARAGRAPH = 2000;
/** What is shorter is a label, a caption or a byline more often than the first sentence of an article; UTF-16 units. */
const MIN_PROSE = 60;
/** A sentence of a script without spaces says as much in fewer characters. */
const MIN_UNSPACED = 24;
const MIN_WORDS = 8;
const MAX_LINKED_SHARE = 0.5;
/** A dated line below this length, in UTF-16 units, says when and by whom something was published. */
const MAX_DATED = 120;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Thai, for one, sets no full stops: what is as long is a sentence anyway. */
const MIN_UNSTOPPED = 100;
const SENTENCE_END = /[.!?…:。！？]["'”“’»«)\]]*$/;
const SENTENCE = /\p{L}{2}["'”“’»«)\]]*[.!?…。！？]/u;
/** Where a sentence may end in a text. */
const STOPS = /[.!?…]["'”“’»«)\]]*(?=\s)|[。！？]/g;
/** How it ends there: a full stop behind a number or one letter is no end ("30. September", "z. B."). */
const ENDS = /(?:\p{L}{2}[.!?…]|[)\]"'”“’»«%\d][!?…]|[)\]"'”“’»«%]\.)["'”“’»«)\]]*$|[。！？]$/u;
/** More than the longest abbreviation and the signs behind it, in UTF-16 units. */
const TAIL = 12;
const ABBREVIATION =
  /(?:^|[^\p{L}])(?:mrs?|ms|dr|prof|st|vs|inc|ltd|co|jr|sr|sen|rep|gov|majr?|gen|col|capt|lt|sgt|al|etc|bzw|ca|usw|vgl|evtl|inkl|nr|hr|fr|mme|art|ed|sra?)\.$/iu;

/** What a page says of itself, wherever it stands: consent, subscriptions, accounts, rights, advertising, browsers. */
const OF_THE_SITE = new RegExp(
  [
    String.raw`\b(?:uses?|using|accept(?:ing)?|our|essential|optional|verwende[nt]|utilis\w{1,6}|utiliza\w{0,5})\b.{0,40}\bcookies?\b`,
    String.raw`\bcookie[- ]?(?:policy|consent|settings|notice|preferences|richtlinie)|\bprivacy policy|datenschutzerkl|\ball rights reserved|©`,
    String.raw`newsletter|\bbecome a member\b|\bsubscribe (?:to|now|for|here)|\babonn(?:ez|iere)|\bsign (?:up|in) (?:for|to|here|now|with)|\blog ?in (?:to|here|with)`,
    String.raw`\bregister (?:for|now|here)\b|affiliate (?:links?|partner)|\bad-?block|\b(?:enable|requires?) javascript|\byour browser (?:is|does)`,
    String.raw`\bfollow (?:us|me|him|her)\b|\bthis (?:article|post) (?:was|is|has been) (?:\w+ )?(?:updated|published|translated)`,
  ].join('|'),
  'i',
);
/** What a line starts with that belongs to a picture, a link or a list of links, or comes from the editors. */
const LABEL =
  /^(?:(?:photo|image|picture|foto|bild|illustration|credit|quelle|source|crédit|getty|reuters|afp|dpa|ap)\b.{0,40}[:/|]|(?:related|see also|read (?:also|next|more)|advertisement|anzeige|publicité|lesen sie auch|mehr zum thema|à lire|lire aussi|published|updated|last updated|veröffentlicht|tags?|filed under|share|teilen|listen to|you are here)\b|\[?(?:editor[’']s )?(?:note|edit|update):|[#>])/i;

/**
 * Returns the lead that the paragraphs of a page give: the first that is clearly prose and up to two behind it, a blank line
 * apart, cut at the end of a sentence at the latest 600 UTF-16 units in. Null where none is prose.
 */
export function leadOf(paragraphs: readonly Paragraph[]): string | null {
  const chosen: string[] = [];
  let length = 0;
  for (const { text: whole, linked } of paragraphs) {
    const text = oneLine(whole.slice(0, MAX_PARAGRAPH));
    if (chosen.length === 0 ? !isProse({ text, linked }) : !isSentence({ text, linked })) continue;
    chosen.push(text);
    length += text.length;
    if (chosen.length === MAX_PARAGRAPHS || length >= MAX_LEAD) break;
  }
  return chosen.length === 0 ? null : shortened(chosen.join('\n\n'));
}

/** Returns the lead of a text in which a line is a paragraph, or null where none of them is clearly prose. */
export function leadOfText(text: string): string | null {
  return leadOf(text.split('\n').map((line) => ({ text: line, linked: 0 })));
}

/** Returns the lead of a text that is known to be the article itself, however it is written; null where it is empty. */
export function openingOf(text: string): string | null {
  const paragraphs = text.slice(0, MAX_PARAGRAPH).split(/\n{2,}/, MAX_PARAGRAPHS);
  return shortened(paragraphs.join('\n\n').trim()) || null;
}

/** Says whether a paragraph is clearly prose: a whole sentence, and more than a caption or a byline. */
export function isProse(paragraph: Paragraph): boolean {
  const { text } = paragraph;
  if (!isSentence(paragraph)) return false;
  if (UNSPACED.test(text.slice(0, MIN_PROSE)))
    return text.length >= MIN_UNSTOPPED || (text.length >= MIN_UNSPACED && SENTENCE.test(text));
  return text.length >= MIN_PROSE && text.split(' ', MIN_WORDS).length === MIN_WORDS && SENTENCE.test(text);
}

/** Says whether a paragraph is a sentence of an article: not a link, a label, or what a page says of itself. */
function isSentence({ text, linked }: Paragraph): boolean {
  if (linked > text.length * MAX_LINKED_SHARE) return false;
  if (!SENTENCE_END.test(text) && !SENTENCE.test(text) && !(text.length >= MIN_UNSTOPPED && UNSPACED.test(text)))
    return false;
  if (text.length < MAX_DATED && (isByline(text) || (/\d/.test(text) && dateIn(text) !== null))) return false;
  return !LABEL.test(text) && (text.length >= MAX_LEAD || !OF_THE_SITE.test(text));
}

function shortened(text: string): string {
  if (text.length <= MAX_LEAD) return text;
  const start = text.slice(0, MAX_LEAD + 1);
  const stops = [...start.matchAll(STOPS)].map(({ index, 0: { length } }) => index + length);
  const end = stops.findLast((at) => {
    const tail = start.slice(Math.max(0, at - TAIL), at);
    return ENDS.test(tail) && !ABBREVIATION.test(tail);
  });
  return start.slice(0, end ?? Math.max(start.lastIndexOf(' '), 1)).trimEnd();
}
