import { excerpt } from './format.ts';
import { escapeText, html, type Markup } from './markup.ts';

/** Bidirectional embeddings, overrides and isolates; the harmless marks U+200E, U+200F and U+061C are none of them. */
const BIDI_CONTROL = /([\u202a-\u202e\u2066-\u2069])/;

/**
 * Returns other people's text for an element. Characters that turn the direction of what follows, and so can pass one
 * text off as another, are shown by their number instead.
 */
export function untrustedText(text: string): Markup {
  if (!BIDI_CONTROL.test(text)) return { markup: escapeText(text) };
  const parts = text
    .split(BIDI_CONTROL)
    .map((part, i) => (i % 2 === 0 ? part : html`<span class="turning">${codePoint(part)}</span>`));
  return html`${parts}`;
}

const codePoint = (character: string) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Returns other people's text on one line, for an attribute or a title. Nothing can be marked up there, so characters
 * that turn the direction are left out.
 */
export const untrustedLine = (text: string): string => text.replace(/[\p{Bidi_Control}\s]+/gu, ' ').trim();

/** Returns the beginning of what is short where nobody means harm: a name, a date, a title. */
export const untrustedExcerpt = (text: string, maxLength = 80): Markup => untrustedText(excerpt(text, maxLength));
