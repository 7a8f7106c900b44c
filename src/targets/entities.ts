import { type Phrase, type Place, readPhrases } from './phrases.ts';
import { HEADLINE, LEAD, type ReadText, type WordUses } from './usage.ts';
import { NAME_JOINERS, TITLES } from './words.ts';

/** Somebody or something that readers mention, under one name. */
export interface Entity {
  /** As it is to be shown, with "the" where readers write it. */
  readonly name: string;
  /** Lower-case words, to tell whether two overlap. */
  readonly words: readonly string[];
  readonly isName: boolean;
  /** How many comments mention it. */
  readonly comments: number;
  readonly isInHeadline: boolean;
  readonly isInLead: boolean;
  /** Times that the headline and the lead mention it. */
  readonly edited: number;
  readonly places: readonly Place[];
}

/** Phrases that are compared with each other: the most frequent. */
const MAX_PHRASES = 300;
/** A thread of that many comments is short: what one of them names may be all that there is to ask about. */
const FEW = 30;
/**
 * A common noun counts for less than a name: people are asked where they stand towards names; a name of several words is
 * one more surely than a word with a capital.
 */
const WEIGHTS = { fullName: 1.2, name: 1, phrase: 0.9, noun: 0.45 };
/** What a comment mentions again, beside another comment that mentions it. */
const AGAIN = 0.5;
/** What the article names is what it is about. */
const EDITED_BONUS = 1.25;
/** Names that come first where no dispute is known; behind them stand the things that may be in dispute. */
const FIRST_NAMES = 2;
const LATER_NAME = 0.5;

/**
 * Returns what readers mention, most mentioned first; equals as the article mentions them, then by the alphabet.
 * @param hasDispute whether the headline names a dispute; else things count for more beside all names but the first two
 */
export function readEntities(
  texts: readonly ReadText[],
  uses: WordUses,
  comments: number,
  hasDispute: boolean,
): Entity[] {
  const phrases = mergeNames(mergeForms(readPhrases(texts, uses, comments <= FEW ? 1 : 2)))
    .map((phrase) => ({ phrase, comments: commentsOf(phrase.places) }))
    .filter(({ phrase, comments: n }) => n >= minComments(phrase, comments))
    .sort((a, b) => b.comments - a.comments || compare(a.phrase.key, b.phrase.key))
    .slice(0, MAX_PHRASES)
    .map(({ phrase }) => phrase);
  const entities = withoutParts(phrases.filter(({ key }) => !ADJECTIVE.test(key) && !TITLES.has(key)).map(entityOf));
  const ranked = sortByScore(entities.map((entity) => ({ entity, score: scoreOf(entity) })));
  if (hasDispute) return ranked.map(({ entity }) => entity);
  const later = new Set(ranked.filter(({ entity }) => entity.isName).slice(FIRST_NAMES));
  return sortByScore(ranked.map((one) => (later.has(one) ? { ...one, score: one.score * LATER_NAME } : one))).map(
    ({ entity }) => entity,
  );
}

interface Scored {
  readonly entity: Entity;
  readonly score: number;
}

const sortByScore = (scored: readonly Scored[]): Scored[] =>
  scored.toSorted(
    (a, b) => b.score - a.score || b.entity.edited - a.entity.edited || compare(a.entity.name, b.entity.name),
  );

/** Comments that have to mention something: a name that the article names too may be mentioned once, or not at all. */
function minComments({ isName, places }: Phrase, comments: number): number {
  const isNamed = isInArticle(places);
  if (isName) return isNamed ? 0 : comments <= FEW ? 1 : 2;
  return comments > FEW && !isNamed ? 3 : 2;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function commentsOf(places: readonly Place[]): number {
  let count = 0;
  let last = -1;
  for (const { comment } of places) {
    if (comment > last) {
      count++;
      last = comment;
    }
  }
  return count;
}

function scoreOf({ isName, words, comments, places, isInHeadline, isInLead }: Entity): number {
  const [several, one] = isName ? (['fullName', 'name'] as const) : (['phrase', 'noun'] as const);
  const weight = WEIGHTS[words.length > 1 ? several : one];
  const again = Math.min(comments, places.length - comments);
  return weight * (comments + 1 + AGAIN * again) * (isInHeadline || isInLead ? EDITED_BONUS : 1);
}

/** Endings of those who belong to a place, a body or a craft: "Russians", "councillors". */
const BELONGING = /^(?:n|an|ian|i|ish|ese|lor|er|or|ist|ler)$/;

/** A name that says where something is from, and stays without the place: "Italian food". */
const ADJECTIVE = /^[^ ]{3,}(?:ian|ean|ish|ese)$/;

/** Puts a word and those who belong to it together: Russia and the Russians, the council and its councillors. */
function mergeForms(phrases: readonly Phrase[]): Phrase[] {
  const byKey = new Map(phrases.map((phrase) => [phrase.key, phrase]));
  return mergeInto(phrases, ({ key, isName }) => {
    if (key.includes(' ')) return null;
    const word = key.replace(/s$/, '');
    const one = word === key ? undefined : byKey.get(word);
    if (one?.isName === isName) return word;
    for (let length = word.length; length > 3 && length >= word.length - 4; length--) {
      const stem = word.slice(0, length);
      for (const candidate of [stem, `${stem}a`, `${stem}e`]) {
        const other = candidate === key ? undefined : byKey.get(candidate);
        const ending = word.slice(length);
        if (
          other?.isName === isName &&
          (candidate === stem ? ending === '' || BELONGING.test(ending) : isName && /^(?:n|ian|ans?|i)$/.test(ending))
        )
          return other.key;
      }
    }
    return null;
  });
}

/** Puts the parts of a name with the name: Gerasimov with Valery Gerasimov, OKC with Oklahoma City. */
function mergeNames(phrases: readonly Phrase[]): Phrase[] {
  const whole = wholeNames(phrases);
  return mergeInto(phrases, (phrase) => {
    const { key, isName, places } = phrase;
    const full = whole.get(key);
    if (full == null) return null;
    // "The bridge" is the Harbour Bridge where the article is about that.
    if (!isName) return full.key.endsWith(` ${key}`) && isInArticle(full.places) ? full.key : null;
    // Two letters are short for much.
    if (key.length > 2 && !full.key.split(' ').includes(key)) return full.key;
    const isEdited = isInArticle(full.places);
    const isKnown = isEdited || full.places.length * 4 >= places.length;
    if ((full.key.endsWith(` ${key}`) && isKnown) || places.length <= 2 * full.places.length) return full.key;
    // What the article calls by its full name alone readers call by the first; what it calls by the first is another.
    return isEdited && !isInArticle(places) ? full.key : null;
  });
}

/**
 * Returns the names that single words stand for, by what is short for them, else by their first and last words; null
 * where several have it.
 */
function wholeNames(phrases: readonly Phrase[]): ReadonlyMap<string, Phrase | null> {
  // By their first letter and each that follows: a name is held against those with the initials of its first and last word.
  const abbreviations = new Map<string, string[]>();
  for (const { key, isName, places } of phrases) {
    if (!isName || !places.some(({ form }) => ABBREVIATION.test(form))) continue;
    for (const letter of new Set(key.slice(1))) {
      const initials = `${key[0]}${letter}`;
      const others = abbreviations.get(initials);
      if (others === undefined) abbreviations.set(initials, [key]);
      else others.push(key);
    }
  }
  const short = new Map<string, Phrase | null>();
  const parts = new Map<string, Phrase | null>();
  const add = (to: Map<string, Phrase | null>, word: string, phrase: Phrase) =>
    to.set(word, to.has(word) && to.get(word) !== phrase ? null : phrase);
  for (const phrase of phrases) {
    const words = phrase.key.split(' ');
    if (!phrase.isName || phrase.shown !== null || words.length < 2) continue;
    add(parts, words[0]!, phrase);
    add(parts, words.at(-1)!, phrase);
    const candidates = abbreviations.get(`${words[0]![0]}${words.at(-1)![0]}`);
    if (candidates === undefined) continue;
    const pattern = abbreviationOf(words);
    for (const key of candidates) if (pattern.test(key)) add(short, key, phrase);
  }
  return new Map([...parts, ...short]);
}

/** What begins and ends with a capital may stand for several words. */
const ABBREVIATION = /^\p{Lu}\p{L}{0,3}\p{Lu}(?:['’]?s)?$/u;

/**
 * Returns what is short for a name: the letters that its words begin with, in order, with others of the same words
 * between them (OKC for Oklahoma City). Small words may be left out. After Schwartz and Hearst 2003.
 */
function abbreviationOf(words: readonly string[]): RegExp {
  const letters = words.map((word) => {
    const [first = '', ...others] = word.replace(/[^\p{L}\p{N}]/gu, '');
    return NAME_JOINERS.has(word) ? `${first}?` : `${first}[${others.join('')}]*`;
  });
  return new RegExp(`^${letters.join('')}$`, 'u');
}

const isInArticle = (places: readonly Place[]) => places.some(({ comment }) => comment < 0);

/** Returns phrases with those that stand for another merged into it; a target stays, whatever it stands for itself. */
function mergeInto(phrases: readonly Phrase[], targetOf: (phrase: Phrase) => string | null): Phrase[] {
  const targets = new Map(phrases.map((phrase) => [phrase.key, targetOf(phrase)]));
  const kept = new Set(targets.values());
  const moved = new Map<string, Place[]>();
  const left = phrases.filter((phrase) => {
    const target = targets.get(phrase.key) ?? null;
    if (target === null || kept.has(phrase.key)) return true;
    moved.set(target, [...(moved.get(target) ?? []), ...phrase.places]);
    return false;
  });
  return left.map((phrase) => {
    const more = moved.get(phrase.key);
    if (more === undefined) return phrase;
    return {
      ...phrase,
      places: [...phrase.places, ...more].sort((a, b) => a.comment - b.comment || a.start - b.start),
    };
  });
}

function entityOf({ key, isName, shown, places }: Phrase): Entity {
  return {
    name: shown ?? nameOf(places, isName),
    words: key.toLowerCase().split(' '),
    isName,
    comments: commentsOf(places),
    isInHeadline: places.some(({ comment }) => comment === HEADLINE),
    isInLead: places.some(({ comment }) => comment === LEAD),
    edited: places.filter(({ comment }) => comment < 0).length,
    places: places.filter(({ comment }) => comment >= 0),
  };
}

/** Returns the form that is written most; of names the longest that is not rare. */
function nameOf(places: readonly Place[], isName: boolean): string {
  const forms = new Map<string, number>();
  for (const { form } of places) {
    const written = isName ? form.replace(/['’]s$/, '') : form.toLowerCase().replace(/['’]s$|(?<=s)['’]$/, '');
    forms.set(written, (forms.get(written) ?? 0) + 1);
  }
  const [most = ''] = [...forms].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))[0] ?? [];
  const longest = isName
    ? [...forms.keys()].sort((a, b) => b.split(' ').length - a.split(' ').length || compare(a, b))[0]!
    : most;
  const name = longest.includes(' ') ? longest : most;
  const the = places.filter(({ hasThe }) => hasThe).length;
  return the * 2 > places.length ? `the ${name}` : name;
}

/** Leaves out a word of which most places are in a longer phrase, and longer phrases that are rare beside their last word. */
function withoutParts(entities: readonly Entity[]): Entity[] {
  const longer = new Map<string, Entity[]>();
  for (const entity of entities) {
    if (entity.isName) continue;
    for (let i = 1; i < entity.words.length; i++) {
      const part = entity.words.slice(i).join(' ');
      longer.set(part, [...(longer.get(part) ?? []), entity]);
    }
  }
  const dropped = new Set<Entity>();
  for (const entity of entities) {
    const above = longer.get(entity.words.join(' ')) ?? [];
    for (const phrase of above) {
      if (phrase.comments * 2 >= entity.comments) dropped.add(entity);
      else if (phrase.comments * 5 < entity.comments) dropped.add(phrase);
    }
  }
  return entities.filter((entity) => !dropped.has(entity));
}
