import type { Word } from '../../text/lexicon.ts';
import { stem } from '../../text/stem.ts';
import type { Terms } from '../../text/terms.ts';

/** Targets of more words are claims: they say something of what they name, even without a verb that we know. */
export const LONGEST_TOPIC = 3;

const stems = (words: string) => new Set(words.split(' ').map(stem));

const NEGATION = new Set('not no never cannot nobody nothing none neither nor hardly cant dont shouldnt'.split(' '));

/** To do this to something is to be against it. */
const ENDING = stems(
  'abandon abolish abolition ban block boycott cancel cease censor close combat condemn curb cut decrease ' +
    'defund deny deport disallow disband discard discontinue discourage dismantle dissolve ditch eliminate end ' +
    'eradicate exclude expel fight forbid halt hinder impeach lift limit lower offence offense oppose ' +
    'opposed opposition oust outlaw overturn penalise penalize phase postpone prevent prohibit prohibition ' +
    'quit reduce reduction refuse reject remove removal repeal replace resign resist restrict ' +
    'restriction revoke rid scrap shun shut stop suspend withdraw withdrawal withhold',
);

/** To say this of something is to be against it. */
const BLAME = stems(
  'awful bad badly burden catastrophe cause corrupt corruption counterproductive cruel damage danger dangerous ' +
    'destroy disaster disgrace evil exaggerate exploit fail failure fewer harm harmful hoax horrible hurt illegal ' +
    'immoral impossible ineffective inefficient inhumane irrelevant less mistake myth nonsense obsolete outdated ' +
    'overblown overpriced overrated pointless problem ruin risk risky scam stupid terrible threat threaten too ' +
    'toxic unacceptable unconstitutional undermine unethical unfair unhealthy unjust unlikely unnecessary ' +
    'unneeded unrealistic unsafe unsustainable useless waste weaken worse worst wrong',
);

/** They open a clause about something else; the claim itself goes on with a word of duty. */
const CLAUSE = new Set('that which who whom whose where because while although unless rather instead than'.split(' '));
const DUTY = new Set(['should', 'must', 'ought', 'shall']);

/** "To end poverty" is a purpose and "City to end subsidies" a plan; "need to end subsidies" is neither. */
const URGE = new Set('need needs have has ought time want going able right'.split(' '));

/** "Violence against women" refuses nothing, "I am against cars" does. */
const STATE = new Set('be is are am was were vote'.split(' '));

/** Does a word, by its folded form, refuse something or blame it? */
export function isNegative(form: string): boolean {
  const ofForm = stem(form);
  return isNegation(form) || ENDING.has(ofForm) || BLAME.has(ofForm);
}

const isNegation = (form: string) => NEGATION.has(form) || form.endsWith("n't");

/**
 * Is a target a refusal: does who agrees with it speak against what it names? So "We should ban zoos", "Zoos should not
 * exist" and "Zoos do more harm than good" do, and "We should not ban zoos" does not: what is refused twice stands. Nor
 * does a plan that is reported, "City to close its zoo": readers judge the plan.
 */
export function isRefusal({ words }: Terms): boolean {
  const said = words.filter(({ isWord }) => isWord);
  const isClaim = said.length > LONGEST_TOPIC || said.some(({ form }) => STATE.has(form));
  let refused = false;
  let elsewhere = false;
  for (const [i, word] of said.entries()) {
    const { form } = word;
    if (i > 0 && CLAUSE.has(form)) elsewhere = true;
    else if (DUTY.has(form)) elsewhere = false;
    if (!elsewhere && (refuses(word, said, i) || (isClaim && BLAME.has(word.stem)))) refused = !refused;
  }
  return refused;
}

function refuses({ form, stem: ofForm }: Word, said: readonly Word[], i: number): boolean {
  const before = said[i - 1]?.form ?? '';
  if (isNegation(form)) return true;
  if (form === 'against') return i === 0 || STATE.has(before);
  return ENDING.has(ofForm) && (before !== 'to' || URGE.has(said[i - 2]?.form ?? ''));
}
