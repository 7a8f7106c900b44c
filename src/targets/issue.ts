import { baseOf, gerund } from './gerund.ts';
import { partsOf, plainHeadline, type Usage } from './headline.ts';
import { claim, question } from './questions.ts';
import { ACTIONS, DECIDING, DEMANDING, DISPUTED, JUDGING, PHRASAL, REACTING, VERBS } from './verbs.ts';
import { DETERMINERS, PREPOSITIONS } from './words.ts';

/** Words of a phrase: fewer say nothing, more are no phrase. */
const MIN_WORDS = 2;
const MAX_WORDS = 12;

/** Headlines that ask for advice, list, teach, show or mourn: nobody is for or against them. */
const NO_DISPUTE = [
  /^(?:the |our |my |top )*(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\b(?!.*\b(?:ban|bans|banned|should|must|votes?|(?:to|will) (?:be|get|lose|close|leave|join|merge)|approved|planned|proposed|rejected|axed|scrapped|closed)\b)/i,
  /^(?:how|guide|what|which|who|when|where|whose|anyone|any|help|best|review|recipe|meet|inside|watch|introducing|tested)\b/i,
  /\b(?:open thread|in pictures|live blog|recap|review of|newsletter|has died|dies at|obituary|caption competition|best of)\b/i,
];
/** Behind these a headline says when or why. */
const ADJUNCT =
  /,? (?:\S+ (?:hours?|days?|weeks?|months?|years?) (?:before|after|early|late)|after|amid|following|despite|because|when|while|until|even though|although|say|says|as (?!an? )|(?:from|in|by|on|for|since|until) (?:(?:early |late |next |this |last )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|easter|christmas|new year|year|month|week|today|tomorrow|(?:19|20)\d\d)))\b.*$/i;

/** Returns the dispute that a headline names, as something that one can be for or against; null where it names none. */
export function issueOf(headline: string, usage: Usage): string | null {
  const plain = plainHeadline(headline, usage);
  if (NO_DISPUTE.some((pattern) => pattern.test(plain))) return null;
  for (const part of partsOf(plain)) {
    const phrase = disputeOf(part, usage, part.endsWith('?') || plain.includes(`${part}?`));
    if (phrase !== null) return phrase;
  }
  return null;
}

function disputeOf(part: string, usage: Usage, isQuestion: boolean): string | null {
  const text = part.replace(/(?<![?.!])[?.!]+$/, '');
  for (const rule of isQuestion
    ? [question, opinion]
    : [demand, reacted, opinion, accused, decided, ending, judged, acted, named]) {
    const phrase = rule(text, usage);
    if (phrase !== null) return tidy(phrase);
  }
  return null;
}

/** "Why the council should close the bridge", "Schools must reopen" */
function demand(text: string): string | null {
  const found =
    /^(?:.*\bwhy |whether |because )?([^\s:][^:]*?) (should|must|ought to|needs? to|(?:has|have) to|deserves? to) (?:(?:really|now|finally|also) )?(\S+)( .+)?$/i.exec(
      text,
    );
  if (found === null) return null;
  const [, subject = '', , verb = '', rest = ''] = found;
  if (/\b(?:i|you|what|who|which|how|when|where|want)\b/i.test(subject) && !/^you$/i.test(subject)) return null;
  return claim(subject, 'should', `${verb}${rest}`);
}

/** "The case for reparations", "Stop feeding the birds", "Why we are closing our comments" */
function opinion(text: string): string | null {
  const about =
    /\b(?:the case (?:for|against)|in (?:defen[cs]e|praise|favou?r) of|the (?:trouble|problem|battle over|row over|debate (?:over|on|about)) (?:with )?|the (?:fight|argument) (?:for|against|over)|(?:debate|row|dispute|anger|outrage|controversy|battle|fury|backlash|division|protests?) (?:over|about|at|against)|why i am (?:for|against)|say no to|yes to|no to)\s+(.+)$/i.exec(
      text,
    );
  if (about !== null) return about[1]!;
  const doing = /^(?:why (?:we|i|they) (?:are|am|'re) |stop |(?:it's|it is) time to (?:stop )?)(\p{L}+ing\b.*)$/iu.exec(
    text,
  );
  if (doing !== null) return doing[1]!;
  const imperative = /^(?:let's|don't|do not|it's time to|it is time to|time to|never) (\S+) (.+)$/i.exec(text);
  if (imperative !== null) return `${gerund(imperative[1]!)} ${imperative[2]}`;
  const going = /^(?:stop|keep|start) (\p{L}+ing\b.*)$/iu.exec(text);
  if (going !== null) return going[1]!;
  const [first = '', ...rest] = text.split(' ');
  if (
    /^(?:making|banning|closing|raising|ending|taxing|legali[sz]ing|keeping|scrapping|building|forcing|letting)$/i.test(
      first,
    )
  )
    return text;
  return rest.length > 1 &&
    rest.length < 8 &&
    ACTIONS.has(first.toLowerCase()) &&
    (DETERMINERS.has(rest[0]!.toLowerCase()) || /^back$/i.test(rest[0]!))
    ? `${gerund(first)} ${rest.join(' ')}`
    : null;
}

/** "Russia accuses the US of helping ISIS", "US continues to fight alongside ISIS", "Ministry says USA providing cover for ISIS" */
function accused(text: string): string | null {
  const of = /\b(?:accus(?:es?|ed|ing)|suspect(?:s|ed)? |blam(?:es?|ed)) (.+?) (?:of|for) (\p{L}+ing\b.*)$/iu.exec(
    text,
  );
  if (of !== null) return `${of[1]} ${of[2]}`;
  const going = /^([^:]+?(?<! to)) (?:continues?|keeps?|starts?|begins?|stops?) (?:to (\S+)|(\p{L}+ing)) (.+)$/iu.exec(
    text,
  );
  if (going !== null) return `${going[1]} ${going[3] ?? gerund(going[2]!)} ${going[4]}`;
  const now = /^((?:\S+ ){1,4}?)(?:is|are) (\p{L}{3,}ing) (.+)$/iu.exec(text);
  if (
    now !== null &&
    !/^(?:i|we|you|he|she|it|they|what|who|there|here|this|that)\b/i.test(text) &&
    !/^(?:coming|going|moving|looking|getting|passing|having|doing|trying)$/i.test(now[2]!)
  )
    return `${now[1]}${now[2]} ${now[3]}`;
  const said = /\b(?:says|claims|insists|alleges|warns|argues|finds)(?: that)? (.+)$/i.exec(text)?.[1];
  if (said === undefined) return null;
  const doing = /^(\S+(?: \S+){0,3}?) (?:(?:is|are|was|were) )?(\p{L}{3,}ing) (.+)$/iu.exec(said);
  if (doing !== null) return `${doing[1]} ${doing[2]} ${doing[3]}`;
  const will = /^(.+?) (?:will|would|could|can|may) (\S+) (.+)$/i.exec(said);
  return will === null || /^(?:he|she|it|they|i|we)$/i.test(will[1]!)
    ? null
    : `${will[1]} ${gerund(will[2]!)} ${will[3]}`;
}

/** "Council to close bridge", "Parliament votes to stop changing the clocks", "Plan to sell the pier", "Harbour to be closed to cars" */
function decided(text: string, usage: Usage): string | null {
  const ongoing = /\bto (?:stop|keep|start|continue|resume) (\p{L}+ing\b.*)$/iu.exec(text);
  if (ongoing !== null) return ongoing[1]!;
  const ballot = /\b(?:votes?|voted|voting|referendum|debate) on (?:whether to )?(.+)$/i.exec(text);
  if (ballot !== null)
    return /\bwhether to /i.test(text)
      ? doing(ballot[1]!.split(' ')[0]!, ballot[1]!.split(' ').slice(1).join(' '), usage)
      : withThe(ballot[1]!, usage);
  const passive =
    /^([^:,]+?) (?:is |are |set |due |about |likely )?(?:to|will|may|could|must) be (?:\S+ly )?(\p{L}+)(.*)$/iu.exec(
      text,
    );
  if (passive !== null)
    return isParticiple(passive[2]!) ? `${gerund(passive[2]!)} ${withThe(passive[1]!, usage)}${passive[3]}` : null;
  for (const pattern of [DEMANDING, DECIDING, /^()()?[^:]+? whether to (\p{L}[\p{L}-]*) (.+)$/iu]) {
    const found = pattern.exec(text);
    const [verb = '', object = ''] = found?.slice(-2) ?? [];
    if (isVerbOfAny(verb) && !/\bhow to\b/i.test(text)) return doing(verb, object, usage);
  }
  const title =
    /^([^\s:,]+(?: [^\s:,]+){0,8}?) (?:to|will|may|could) (?:(?:no longer|finally|also|soon) )?(\p{L}[\p{L}-]*)(?: (.+))?$/iu.exec(
      text,
    );
  if (title === null || !isVerbOfAny(title[2]!)) return null;
  const [, subject = '', verb = '', rest = ''] = title;
  const isSubject =
    !/(?:^| )(?:\p{L}+(?:ed|ing)|back|way|guide|ways|reasons|things|films|books|places|up|how|moves?|comes?|goes|returns?|asks?|helps?|i|we|you|he|she|it|they|what|who|time)$/iu.test(
      subject,
    );
  if (!isSubject) return null;
  const isAlone = rest === '' || PREPOSITIONS.has(rest.split(' ')[0]!.toLowerCase()) || /^to\b/i.test(rest);
  if (isAlone && ACTIONS.has(verb.toLowerCase())) return `${gerund(verb)} ${withThe(subject, usage)} ${rest}`;
  return ACTIONS.has(verb.toLowerCase()) ? doing(verb, rest, usage) : `${subject} ${gerund(verb)} ${rest}`;
}

const isVerbOfAny = (verb: string) => ACTIONS.has(verb.toLowerCase()) || VERBS.has(verb.toLowerCase());
const isParticiple = (word: string) =>
  /ed$/i.test(word) ||
  /^(?:cut|built|sold|shut|made|paid|kept|split|sent|held|taken|given|driven|taught|bought|fed|set|put)$/i.test(word);
const doing = (verb: string, object: string, usage: Usage) => `${gerund(verb)} ${withThe(object, usage)}`;

/** "Rental e-scooters banned from pavements", "Casino planned for the pier", "Why are the buses being cut" */
function ending(text: string, usage: Usage): string | null {
  const done =
    /^(?!.*\bto \p{L}+ed\b)([^:,]+?) (?:(?:is|are|was|were|being) )*(banned|barred|closed|cancelled|canceled|scrapped|outlawed|axed|abolished|suspended|restricted|demolished|sacked|expelled|deported|renamed|removed)( .+)?$/iu.exec(
      text,
    );
  if (done !== null) return `${gerund(done[2]!)} ${withThe(done[1]!, usage)}${done[3] ?? ''}`;
  const planned =
    /^(?!.*\b(?:who|that|as)\b)([^:,]+?) (?:(?:is|are|was|were) )?(?:planned|proposed|approved|rejected|delayed|postponed|backed|opposed|passed(?! away)|adopted|introduced)(?: (.+))?$/i.exec(
      text,
    );
  return planned === null ? null : withThe(`${planned[1]}${planned[2] === undefined ? '' : ` ${planned[2]}`}`, usage);
}

/** "New parking charges anger shoppers", "Plan to sell the pier sparks protest" */
function reacted(text: string, usage: Usage): string | null {
  const subject = REACTING.exec(text)?.[1];
  return subject === undefined ? null : (demand(subject) ?? decided(subject, usage) ?? subject);
}

/** "Fleetmoor bans private fireworks", "Ministers ban gas boilers" */
function acted(text: string, usage: Usage): string | null {
  const words = text.split(' ');
  for (let i = 1; i < Math.min(words.length - 1, 9); i++) {
    const word = words[i]!.toLowerCase();
    const before = words[i - 1]!.toLowerCase();
    if (DETERMINERS.has(before) || PREPOSITIONS.has(before) || before.endsWith("'s")) continue;
    const rest = words.slice(i + 1).join(' ');
    if (PHRASAL.test(`${baseOf(word)} ${rest}`)) return `${gerund(word)} ${rest}`;
    const isThird = ACTIONS.has(baseOf(word)) && /s$/.test(word) && !/^\p{Ll}.*[^s]s$/u.test(words[i - 1]!);
    const isPlural = ACTIONS.has(word) && (/[^s]s$/.test(before) || PLAIN_VERBS.test(word));
    const next = words[i + 1]!.toLowerCase();
    if (PREPOSITIONS.has(next) || /^(?:off|up|out|flat|to|over)$/.test(next)) continue;
    if (isThird || isPlural) return doing(word, rest, usage);
  }
  return null;
}

/** No nouns: they need no plural before them. */
const PLAIN_VERBS =
  /^(?:swap|sack|scrap|ditch|sell|build|abolish|outlaw|reject|introduce|impose|allow|require|expel|evict|deport)$/;

/** "Council backs wind farm off Hallorness Head" */
function judged(text: string, usage: Usage): string | null {
  const [, verb = '', object = ''] = JUDGING.exec(text) ?? [];
  if (object === '' || /^(?:to|on|in|as|at|for|of|how|what|why|that|up|off|out)\b/i.test(object)) return null;
  const isDisputed =
    DISPUTED.test(object.replace(ADJUNCT, '')) ||
    isDeed(object) ||
    /^(?:backs?|approves?|rejects?|opposes?|defends?|wants|demands|proposes?|offers)$/i.test(verb);
  return isDisputed ? withThe(object, usage) : null;
}

/** A verb as a noun: "restart of the plant", "the demolition of the baths". */
function isDeed(object: string): boolean {
  const head = /^(?:the )?(\S+) of /i.exec(object)?.[1] ?? '';
  return ACTIONS.has(head.toLowerCase()) || /(?:tion|sion|sure|oval|ewal)$/i.test(head);
}

/** "US support for ISIS", "The new parking charges" */
function named(text: string): string | null {
  const found = DISPUTED.exec(text);
  if (found === null) return null;
  const before = text.slice(0, found.index).split(' ').filter(Boolean);
  const behind = /^(?: (?:for|on|of|against|over|in|off|at|beside|near) .+)?$/i.exec(
    text.slice(found.index + found[0].length),
  );
  return behind === null || before.length > 4 || before.some((word) => PREPOSITIONS.has(word.toLowerCase()))
    ? null
    : text;
}

/** Returns an object of a headline with the article that headlines leave out, where the readers write it. */
function withThe(object: string, { hasThe, isName }: Usage): string {
  const words = object.split(' ');
  const [first = '', second = ''] = words;
  // The capital of a sentence that began with the object.
  if (/^\p{Lu}\p{Ll}+$/u.test(first) && /^\p{Ll}/u.test(second) && !isName(first.toLowerCase()))
    return withThe(first[0]!.toLowerCase() + object.slice(1), { hasThe, isName, isLower: () => true });
  if (DETERMINERS.has(first.toLowerCase()) || /^\P{Ll}|'s$/u.test(first)) return object;
  const end = words.findIndex((word, i) => i > 0 && PREPOSITIONS.has(word.toLowerCase()));
  const head = (words.slice(0, end === -1 ? words.length : end).at(-1) ?? '').toLowerCase();
  return hasThe(head) && !/s$/.test(head) ? `the ${object}` : object;
}

/** Returns a phrase up to the last preposition by which it is short enough: where and how much say least. */
function withoutLast(text: string): string {
  const words = text.split(' ');
  const end = words.findLastIndex(
    (word, i) => i > 1 && i <= MAX_WORDS && word !== 'than' && PREPOSITIONS.has(word.toLowerCase()),
  );
  return end === -1 ? text : words.slice(0, end).join(' ');
}

/** What it is done for: "training fighters to further destabilise Syria". */
const PURPOSE = / to (further |better |finally )?(\p{L}+) [^:]*$/iu;
/** Something else that is done: "to close the pier and sell it". */
const ANOTHER = / and (\p{L}+) .*$/u;

/** Returns a phrase without when and why, without a stray mark; null where it is too short or too long to be one. */
function tidy(phrase: string): string | null {
  let text = phrase
    .replace(ADJUNCT, '')
    .replace(/, .*$/s, '')
    .replace(ANOTHER, (all, verb: string) => (ACTIONS.has(baseOf(verb.toLowerCase())) ? '' : all))
    .replace(/ by \w+ votes.*$/, '')
    .replace(PURPOSE, (all, how: string | undefined, verb: string) =>
      how !== undefined || isVerbOfAny(verb) ? '' : all,
    )
    .replace(/[\s"“”‘]+/g, ' ')
    .replace(/^(?:the )?(?:new |latest )?(?=the )/i, '')
    .trim();
  if (text.split(' ').length > MAX_WORDS) text = text.replace(/ (?:that|which|who) .*$/, '');
  if (text.split(' ').length > MAX_WORDS) text = withoutLast(text);
  const count = text.split(' ').length;
  if (/^\S+ (?:it|them|him|her|us|this|that)$/i.test(text)) return null;
  if (count > MAX_WORDS || (count < MIN_WORDS && text.length < 5)) return null;
  if (!/\p{L}{3}/u.test(text)) return null;
  return /^\p{Lu}\p{Ll}+ing (?!\p{Lu}\p{Ll}+ (?:should|\p{Ll}+ing))/u.test(text)
    ? text[0]!.toLowerCase() + text.slice(1)
    : text;
}
