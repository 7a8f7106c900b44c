import { type Phrase, type Place, readPhrases } from './phrases.ts';
import { HEADLINE, LEAD, type ReadText, type WordUses } from './usage.ts';
import { TITLES } from './words.ts';

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
/** A common noun counts for less than a name: people are asked where they stand towards names. */
const WEIGHTS = { name: 1, phrase: 0.9, noun: 0.4 };
/** What a comment mentions again, beside another comment that mentions it. */
const AGAIN = 0.25;
/** What the headline and the lead name is what an article is about. */
const HEADLINE_BONUS = 1.5;
const LEAD_BONUS = 1.25;

/** Returns what readers mention, most mentioned first; equals as the article mentions them, then by the alphabet. */
export function readEntities(texts: readonly ReadText[], uses: WordUses, comments: number): Entity[] {
  const phrases = readPhrases(texts, uses, comments <= FEW ? 1 : 2)
    .map((phrase) => ({ phrase, comments: commentsOf(phrase.places) }))
    .filter(({ phrase, comments: n }) => n >= minComments(phrase, comments))
    .sort((a, b) => b.comments - a.comments || compare(a.phrase.key, b.phrase.key))
    .slice(0, MAX_PHRASES)
    .map(({ phrase }) => phrase);
  const merged = mergeNames(mergeForms(phrases));
  return withoutParts(merged.filter(({ key }) => !ADJECTIVE.test(key) && !TITLES.has(key)).map(entityOf)).sort(
    (a, b) => scoreOf(b) - scoreOf(a) || b.edited - a.edited || compare(a.name, b.name),
  );
}

/** Comments that have to mention something: a name that the article names too may be mentioned once, or not at all. */
function minComments({ isName, places }: Phrase, comments: number): number {
  const isNamed = places.some(({ comment }) => comment < 0);
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
  const weight = isName ? WEIGHTS.name : words.length > 1 ? WEIGHTS.phrase : WEIGHTS.noun;
  const again = Math.min(comments, places.length - comments);
  return weight * (comments + 0.5 + AGAIN * again) * (isInHeadline ? HEADLINE_BONUS : isInLead ? LEAD_BONUS : 1);
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

/** Puts the parts of a name with the name: Gerasimov with Valery Gerasimov, UN with United Nations. */
function mergeNames(phrases: readonly Phrase[]): Phrase[] {
  const whole = new Map<string, Phrase | null>();
  for (const phrase of phrases) {
    const words = phrase.key.split(' ');
    if (!phrase.isName || words.length < 2) continue;
    const initials = words.map((word) => word[0]).join('');
    for (const part of [
      words.at(-1)!,
      ...(words.length > 1 ? [words[0]!] : []),
      ...(words.length > 1 && initials.length > 2 ? [initials] : []),
    ]) {
      if (phrase.shown === null) whole.set(part, whole.has(part) ? null : phrase);
    }
  }
  return mergeInto(phrases, (phrase) => {
    const { key, isName, places } = phrase;
    const full = key.includes(' ') ? undefined : whole.get(key);
    if (full == null || full.key === key) return null;
    // "The bridge" is the Harbour Bridge where the article is about that.
    if (!isName)
      return full.key.endsWith(` ${key}`) && full.places.some(({ comment }) => comment < 0) ? full.key : null;
    const isLast = full.key.endsWith(` ${key}`);
    const isKnown = full.places.some(({ comment }) => comment < 0) || full.places.length * 4 >= places.length;
    return (isLast && isKnown) || places.length <= 2 * full.places.length ? full.key : null;
  });
}

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
