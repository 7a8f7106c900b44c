const IRREGULAR: Readonly<Record<string, string>> = {
  be: 'being',
  tie: 'tying',
  die: 'dying',
  lie: 'lying',
  see: 'seeing',
  free: 'freeing',
  flee: 'fleeing',
  agree: 'agreeing',
  built: 'building',
  bought: 'buying',
  brought: 'bringing',
  cut: 'cutting',
  done: 'doing',
  driven: 'driving',
  fed: 'feeding',
  forbidden: 'forbidding',
  given: 'giving',
  held: 'holding',
  hit: 'hitting',
  kept: 'keeping',
  let: 'letting',
  lost: 'losing',
  made: 'making',
  paid: 'paying',
  put: 'putting',
  read: 'reading',
  run: 'running',
  sent: 'sending',
  set: 'setting',
  shot: 'shooting',
  shut: 'shutting',
  sold: 'selling',
  spent: 'spending',
  split: 'splitting',
  taken: 'taking',
  taught: 'teaching',
  thrown: 'throwing',
  told: 'telling',
  worn: 'wearing',
  written: 'writing',
  driving: 'driving',
};

/** Two syllables and the stress on the last: the consonant doubles. */
const DOUBLING =
  /^(?:admit|allot|begin|commit|compel|control|defer|deter|equip|expel|forbid|forget|occur|omit|permit|prefer|propel|rebel|refer|regret|submit|transfer)$/;

/** Returns the gerund of a verb in its base form (`ban`), third person (`bans`) or participle (`banned`). */
export function gerund(verb: string): string {
  const word = verb.toLowerCase();
  const hyphen = word.lastIndexOf('-');
  if (hyphen > 0) return `${word.slice(0, hyphen + 1)}${gerund(word.slice(hyphen + 1))}`;
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (/[^aeiou]ied$/.test(word)) return `${word.slice(0, -3)}ying`;
  if (/[^e]ed$/.test(word)) return `${word.slice(0, -2)}ing`;
  const base = baseOf(word);
  const irregular = IRREGULAR[base];
  if (irregular !== undefined) return irregular;
  if (/[^aeiouy]e$|[aeiou][aeiou]?[^aeiouywx]e$|ue$/.test(base)) return `${base.slice(0, -1)}ing`;
  const doubles = DOUBLING.test(base) || /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(base);
  return `${base}${doubles ? base.at(-1) : ''}ing`;
}

/** Returns the base form of a verb in the third person; any other is its own. */
export function baseOf(verb: string): string {
  if (/ies$/.test(verb) && verb.length > 4) return `${verb.slice(0, -3)}y`;
  if (/(?:ss|x|zz|ch|sh|o)es$/.test(verb)) return verb.slice(0, -2);
  return /[^su]s$/.test(verb) ? verb.slice(0, -1) : verb;
}
