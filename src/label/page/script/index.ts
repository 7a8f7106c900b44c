import { ANSWER } from './answer.ts';
import { KEYS } from './keys.ts';
import { SHOW } from './show.ts';
import { WORDS } from './words.ts';
import { WORK } from './work.ts';

/**
 * The script of the page, as text: it runs in a browser alone. Its parts share one scope; `WORK` begins. Other people's
 * text goes into text nodes and nowhere else.
 */
export const SCRIPT = `(() => {\n'use strict';\n${ANSWER}${SHOW}${WORDS}${KEYS}${WORK}})();\n`;
