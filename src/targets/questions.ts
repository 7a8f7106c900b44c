import { gerund } from './gerund.ts';
import { ACTIONS, VERBS } from './verbs.ts';
import { CLOSED, DETERMINERS, PREPOSITIONS } from './words.ts';

/** Whom a question about oneself is asked of. */
const PERSONAL = /^(?:i|my|you|your|anyone|anybody|someone|me|this|that|there|these|those)$/i;
const ANYBODY = /^(?:we|they|you|it|one)$/i;

/** "Should we ban zoos?", "Is veganism good for everyone?", "Has Facebook ruined love?" */
export function question(text: string): string | null {
  const [, opener = '', rest = ''] =
    /^(?:so |but |and )?(should|must|is|are|was|were|do|does|did|can|could|will|would|has|have)(?:n't)? (.+)$/i.exec(
      text,
    ) ?? [];
  if (opener === '') return null;
  const verb = opener.toLowerCase();
  const it = /^it (?:\S+ ){1,3}to (\S+) (.+)$/i.exec(rest);
  if (it !== null) return `${gerund(it[1]!)} ${it[2]}`;
  const words = rest.split(' ');
  const bare = /^(?:we|they) (?:stop|keep|start|continue) (\p{L}+ing\b.*)$/iu.exec(rest);
  if (bare !== null) return bare[1]!;
  if (PERSONAL.test(words[0]!) && !(verb === 'should' && /^you$/i.test(words[0]!))) return null;
  if (/^(?:is|are|was|were)$/.test(verb))
    return subjectOf(words, isPredicate) ?? (words.length > 1 ? words.slice(0, -1).join(' ') : null);
  const subject = ANYBODY.test(words[0]!) ? words[0]! : subjectOf(words, isVerb);
  if (subject === null) return null;
  const [first = '', ...others] = rest
    .slice(subject.length + 1)
    .replace(/^(?:really|ever|still|always|now) /i, '')
    .split(' ');
  if (first === '') return null;
  if (/^need$/i.test(first) && others[0] !== 'to') return others.join(' ');
  if (verb === 'should' || verb === 'must') return claim(subject, 'should', [first, ...others].join(' '));
  if (/^(?:need|have|deserve)$/i.test(first) && others[0] === 'to')
    return claim(subject, 'should', others.slice(1).join(' '));
  if (/^(?:has|have)$/.test(verb)) return `${subject} ${verb} ${[first, ...others].join(' ')}`;
  if (ANYBODY.test(subject)) return `${gerund(first)} ${others.join(' ')}`;
  return /^be$/i.test(first)
    ? subject
    : others.length === 0
      ? subject
      : `${subject} ${gerund(first)} ${others.join(' ')}`;
}

/** Returns the words before the first that ends a subject; null where none does, or the first word does. */
function subjectOf(
  words: readonly string[],
  ends: (word: string, before: string, behind: string) => boolean,
): string | null {
  for (let i = 1; i < words.length; i++) {
    const before = words[i - 1]!;
    if (DETERMINERS.has(before.toLowerCase()) || PREPOSITIONS.has(before.toLowerCase())) continue;
    if (ends(words[i]!.toLowerCase(), before.toLowerCase(), i + 2 === words.length ? words[i + 1]!.toLowerCase() : ''))
      return words.slice(0, i).join(' ');
  }
  return null;
}

const isVerb = (word: string, before: string) =>
  VERBS.has(word) ||
  ACTIONS.has(word) ||
  /^(?:really|ever|still|always)$/.test(word) ||
  (/[^s]s$/.test(before) && /^[a-z]+[^s]$/.test(word) && !PREPOSITIONS.has(word) && !CLOSED.has(word)) ||
  (/^\w+ed$/.test(word) && word.length > 5);
const isPredicate = (word: string, _before: string, behind: string): boolean =>
  PREDICATES.test(word) ||
  (word.length > 4 &&
    (/^over|(?:ed|able|ible|ful|less|er|ive|ous|ary|ory|ent|ant|al)$/.test(word) ||
      (word.endsWith('ing') && !ADJECTIVE.test(behind))));
const ADJECTIVE = /(?:ed|able|ible|ful|less|ive|ous|ary|ory|ent|ant|al)$/;
const PREDICATES =
  /^(?:an?|the|too|really|still|just|ever|even|so|good|bad|worth|better|worse|safe|out|to|over|dead|due|enough|fair|ethical|right|wrong|possible|ready|smart|allies|here|coming|more|less|as|on|in|about|our|actually|finally|now|no|not)$/;

/** A demand as a claim; as what is done where its subject is everybody. */
export const claim = (subject: string, verb: string, action: string): string => {
  if (!ANYBODY.test(subject)) return `${subject} ${verb} ${action}`;
  const [first = '', ...others] = action.split(' ');
  return `${gerund(first)} ${others.join(' ')}`;
};
