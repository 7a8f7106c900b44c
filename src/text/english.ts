/**
 * The English words that features look for, each list by what it is looked for: what another language needs its own of.
 * Lists that seem alike differ in their members: the models' scores were learnt with them as they are.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** They negate what a target says: "Zoos should not exist". */
export const TARGET_NEGATIONS = words('not no never cannot nobody nothing none neither nor hardly cant dont shouldnt');

/** To do this to something is to be against it: "We should ban zoos". */
export const ENDING_WORDS = words(
  'abandon abolish abolition ban block boycott cancel cease censor close combat condemn curb cut decrease ' +
    'defund deny deport disallow disband discard discontinue discourage dismantle dissolve ditch eliminate end ' +
    'eradicate exclude expel fight forbid halt hinder impeach lift limit lower offence offense oppose ' +
    'opposed opposition oust outlaw overturn penalise penalize phase postpone prevent prohibit prohibition ' +
    'quit reduce reduction refuse reject remove removal repeal replace resign resist restrict ' +
    'restriction revoke rid scrap shun shut stop suspend withdraw withdrawal withhold',
);

/** To say this of something is to be against it: "Zoos do more harm than good". */
export const BLAMING_WORDS = words(
  'awful bad badly burden catastrophe cause corrupt corruption counterproductive cruel damage danger dangerous ' +
    'destroy disaster disgrace evil exaggerate exploit fail failure fewer harm harmful hoax horrible hurt illegal ' +
    'immoral impossible ineffective inefficient inhumane irrelevant less mistake myth nonsense obsolete outdated ' +
    'overblown overpriced overrated pointless problem ruin risk risky scam stupid terrible threat threaten too ' +
    'toxic unacceptable unconstitutional undermine unethical unfair unhealthy unjust unlikely unnecessary ' +
    'unneeded unrealistic unsafe unsustainable useless waste weaken worse worst wrong',
);

/** They open a clause about something else than the claim of a target: "The mayor who built the bridge should resign". */
export const CLAUSE_OPENERS = words(
  'that which who whom whose where because while although unless rather instead than',
);

/** With one of these the claim of a target goes on. */
export const CLAIM_VERBS = words('should must ought shall');

/** Before "to" they make a purpose a demand: "We need to end parking", but not "City to end parking". */
export const URGING_WORDS = words('need needs have has ought time want going able right');

/** Before "against" they state a position: "I am against cars", but not "Violence against women". */
export const POSITION_VERBS = words('be is are am was were vote');

/** A target with one of these demands something. */
export const TARGET_DEMANDS = words('should must need needs ought shall let time deserve deserves right');

/** A reply with one of these speaks to the author of the comment that it answers. */
export const REPLY_ADDRESS = words("you your you're yours u ur you've yourself");

/** A reply with one of these denies what the comment says. */
export const REPLY_NEGATIONS = words("no not never don't doesn't isn't can't n't nope wrong didn't");

/** A reply with one of these sets something against what the comment says. */
export const REPLY_CONTRASTS = words('but however yet although though actually instead rather whereas');

/** A reply with one of these goes along with what the comment says. */
export const REPLY_ASSENT = words('yes agree agreed exactly right true indeed thanks thank good well');
