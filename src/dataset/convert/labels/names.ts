import type { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../../schemas.ts';
import { type GivenValues, NOTHING_GIVEN } from './meaning.ts';
import { attributeNamed, isClean, isEmpty, plain, replyNamed, stanceNamed } from './words.ts';

/** What the names of labels mean that an annotation tool gives: each an attribute, a stance, a reply, or that nothing is wrong. */
export type NameMeaning =
  | { readonly attribute: ToxicityAttribute }
  | { readonly stance: StanceLabel }
  | { readonly reply: ReplyLabel }
  | 'clean'
  | 'left out';

/**
 * Returns what each name means that occurs in a file; a name that is not understood is missing. `none` and `neutral` are
 * stances where others are, and say that a comment is clean where others are attributes.
 */
export function nameMeanings(
  names: Iterable<string>,
  given: GivenValues = NOTHING_GIVEN,
): ReadonlyMap<string, NameMeaning> {
  const all = [...new Set(names)];
  const said = (name: string) => given.values.get(name.trim()) ?? name;
  const isReply = all.some((name) => /^(?:dis)?agree/.test(plain(said(name))));
  const isStance = !isReply && all.some((name) => !isClean(said(name)) && stanceNamed(said(name)) !== undefined);
  const meaningOf = (name: string): NameMeaning | undefined => {
    if (given.values.has(name.trim()) && isEmpty(said(name))) return 'left out';
    const attribute = attributeNamed(said(name));
    if (attribute !== undefined) return { attribute };
    const reply = isReply ? replyNamed(said(name)) : undefined;
    if (reply !== undefined) return { reply };
    const stance = isStance ? stanceNamed(said(name)) : undefined;
    if (stance !== undefined) return { stance };
    return isClean(said(name)) ? 'clean' : undefined;
  };
  return new Map(
    all.flatMap((name) => {
      const meaning = meaningOf(name);
      return meaning === undefined ? [] : [[name, meaning]];
    }),
  );
}

/** Returns a meaning in words. */
export function meaningInWords(meaning: NameMeaning | undefined): string {
  if (meaning === undefined) return 'not understood';
  if (typeof meaning === 'string') return meaning;
  const [[task, label]] = Object.entries(meaning) as [[string, string]];
  return task === 'attribute' ? `${label} 1` : `${task} ${label}`;
}
