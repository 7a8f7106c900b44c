/** Words that readers hide from filters, and what may follow their stems. */
const STEMS =
  'fuck motherfuck shit bullshit bitch cunt dick dickhead cock cocksuck pussy twat prick ass asshole arse arsehole jackass dumbass ' +
  'bastard whore slut wank bollock tit bugger bloody damn goddamn hell crap piss turd scum ' +
  'nigger nigga coon spic kike chink gook paki wetback fag faggot dyke tranny retard cripple ' +
  'idiot idiotic moron moronic stupid dumb imbecile fool foolish loser clown jerk creep pig rat vermin parasite trash ' +
  'ignorant pathetic disgusting liar hypocrite racist sexist bigot nazi fascist terrorist pervert pedophile ' +
  'kill murder die death dead shoot rape rapist lynch hang sex porn suck jew muslim gay homo ' +
  'stupidity ignorance ridiculous nonsense useless worthless clueless brainless mindless gutless spineless silly crazy insane ' +
  'lunatic psycho delusional mental freak weirdo dunce dimwit nitwit buffoon imbecilic thug crook thief traitor treason coward ' +
  'cowardly fraud cheat corrupt lying lie arrogant narcissist narcissistic incompetent troll scumbag swine filth filthy ' +
  'garbage rubbish vile evil wicked gross ugly fat lazy greedy sick darn';
const ENDINGS = ['', 's', 'es', 'ed', 'er', 'ers', 'ing', 'y', 'in'];

const hidden = new Set(STEMS.split(' ').flatMap((stem) => ENDINGS.map((ending) => stem + ending)));
/** By their length; of two that fit the one that stands first is meant. */
const byLength: string[][] = [];
for (const word of hidden) {
  byLength[word.length] ??= [];
  byLength[word.length]!.push(word);
}

/** Says whether a word in small letters is one that readers hide. */
export const isHidden = (word: string): boolean => hidden.has(word);

/**
 * Returns the word that readers write with stars (`f**k`, `st*pid`), each for one letter, where it is one of those that
 * are hidden so; null for any other. The first letter has to stand there, and no more than two thirds may be stars.
 */
export function unstarred(word: string): string | null {
  const stars = word.split('*').length - 1;
  if (stars === 0 || word.startsWith('*') || 3 * stars > 2 * word.length) return null;
  const fits = (known: string) => [...word].every((sign, at) => sign === '*' || sign === known[at]);
  return byLength[word.length]?.find(fits) ?? null;
}
