/** The English words by which phrases are found: what another language needs its own of. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Before a noun, or the adjective before one. */
export const DETERMINERS = words(
  `the a an this that these those my your his her its our their whose some any no every each all both another such
  many more most few several enough other what which`,
);

export const PREPOSITIONS = words(
  `of in on at for from with about against by into onto over under between through during without within like as
  than behind beyond near around across after before since until till off per via towards toward upon among
  amongst alongside along beside besides despite except regarding concerning plus versus vs`,
);

/** Behind a noun that is a subject. */
export const AUXILIARIES = words(
  `is are was were be been being am has have had having do does did done doing will would shall should can could may
  might must isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't don't
  doesn't didn't mustn't isnt arent wasnt werent dont doesnt didnt cant wont wouldnt couldnt shouldnt hasnt havent
  gonna wanna gotta ain't aint`,
);

/** Before a verb. */
export const VERB_OPENERS = words(
  `to i you we they he she who let's lets please i'd i'll i've you'd you'll you've we'd we'll we've they'd they'll
  they've he'd he'll she'd she'll it'll will would shall should can could may might must won't wouldn't can't cannot
  couldn't shouldn't don't doesn't didn't do does did dont doesnt didnt cant gonna wanna never always also`,
);

const REST = words(
  `and or but nor so yet if because though although while whereas unless whether when where why how that who whom
  i me mine myself you yours yourself he him himself she hers herself it itself we us ourselves they them themselves
  ours theirs yourselves i'm you're he's she's it's we're they're that's there's what's who's here's im youre its
  theyre thats theres whats let lets let's not n't never ever always often sometimes usually rarely already still
  just only even also too very quite rather really actually basically literally probably maybe perhaps certainly
  definitely absolutely totally completely exactly simply pretty almost nearly again away back down up out here
  there everywhere anywhere somewhere now then today tomorrow yesterday tonight soon later ago once twice yes no yeah
  yep nope nah ok okay oh ah hey hi hello hmm lol haha wow omg btw imo imho fwiw etc eg ie vs please thank thanks thx
  lmao lmfao rofl smh tbh idk iirc afaik fyi tldr til ftw ngl wtf imma ima i'ma bro bruh dude dudes ppl thru
  congrats welcome sorry cheers well else instead anyway however therefore thus hence indeed otherwise nevertheless
  meanwhile moreover furthermore together apart ahead everyone everybody someone somebody anyone anybody nobody
  something anything nothing everything none one ones two three four five six seven eight nine ten dozen hundred
  eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
  eighty ninety thousand million billion first second third last next much lot lots bit little less least own same different new
  old good great best better bad worse worst nice big small large huge long short high low right wrong true false
  real sure able likely possible impossible easy hard difficult early late full whole entire certain various
  important interesting amazing awesome wonderful beautiful lovely perfect excellent fantastic delicious terrible
  horrible awful stupid crazy silly happy glad sad free cheap expensive available ready main major minor simple
  similar clear obvious recent current former previous final total average single double extra further latest top
  older newer bigger smaller larger higher lower longer shorter easier harder cheaper faster slower stronger weaker
  earlier older fewer fine cool fun funny weird strange odd ridiculous useless useful helpful dear poor rich young
  get gets got getting gotten go goes going gone went make makes made making take takes took taken taking give gives
  gave given giving come comes came coming see sees saw seen seeing know knows knew known knowing think thinks thought
  thinking want wants wanted wanting need needs needed try tries tried trying say says said saying tell tells told
  telling ask asks asked asking use uses used using find finds found finding keep keeps kept keeping put puts putting
  seem seems seemed feel feels felt feeling look looks looked looking hear hears heard hearing mean means meant
  become becomes became leave leaves left leaving let lets start starts started starting stop stops stopped stopping
  turn turns turned show shows showed shown showing call calls called run runs ran running move moves moved bring
  brings brought hold holds held happen happens happened write writes wrote written writing read reads reading learn
  learned learnt sit stand stands stood lose loses lost losing pay pays paid paying meet met include includes included
  including continue continues continued set sets follow follows followed create created add adds added adding buy
  buys bought buying send sent build built stay stays stayed fall fell cut remember forget forgot hope hopes hoped
  hoping wish wished love loves loved loving like likes liked hate hates hated enjoy enjoyed enjoying believe believes
  believed agree agrees agreed disagree guess suppose wonder wondering appreciate appreciated recommend recommended
  consider considered understand understood explain explained suggest suggested expect expected mention mentioned
  mentioning check checked checking eat ate eaten eating cook cooked drink live lives lived living work works worked
  working play plays played playing wait waited waiting help helps helped helping care cares share shared sharing
  change changed allow allows allowed talk talking talked speak spoke lead led kill killed sell sold spend spent
  visit visited visiting post posted posting comment commented click based due seriously especially mostly mainly
  currently recently finally eventually obviously clearly honestly frankly personally apparently supposedly
  generally specifically particularly easily quickly slowly fully truly highly deeply hardly barely merely fairly
  slightly gets id ill ive id cannot doesn dont does didn isn wasn couldn wouldn shouldn aren won hasn haven ain ll ve
  re don maam sir mr mrs ms dr per upon via amid whose wherever whenever whatever whichever whoever won lets kind sort
  type bunch couple number amount part parts piece side end way ways thing things stuff time times day days week weeks
  month months year years hour hours minute minutes moment today's point points case cases fact facts reason reasons
  example examples idea ideas place places person people guy guys folks folk man men woman women lady ladies kid
  everyone's world life problem problems issue issues question questions answer answers sense matter level area line
  name word words story article articles post posts blog blogs comment comments page site website link links thread
  topic author writer reader readers editor video videos photo photos picture pictures pic pics image images section
  list title headline version info information detail details experience opinion opinions view views thought thoughts
  job result results change changes difference choice option options course rest hand hands head face eye eyes body
  home house room door water money cost price prices half middle beginning past future present morning afternoon
  evening night weekend summer winter spring autumn et al na god jesus christ hell damn shit
  fuck fucking crap ass bullshit idiot idiots moron morons fool fools share edit reply report quote via pm tip tips
  mum dad mom mother father husband wife son daughter sister brother uncle aunt grandma grandpa op luck favorite
  favorites favourite favourites test tests attempt effort effect effects attention chance respect joke truth lie lies
  update updates`,
);

/** They have a capital wherever they stand, which so makes no name of them. */
export const CAPITALISED = words(
  `monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
  sundays january february march april may june july august september october november december i i'm i'd i'll i've`,
);

/** They begin no name and no phrase: words of grammar, words of any talk, and what stands on every page. */
export const CLOSED: ReadonlySet<string> = new Set([
  ...DETERMINERS,
  ...PREPOSITIONS,
  ...AUXILIARIES,
  ...VERB_OPENERS,
  ...CAPITALISED,
  ...REST,
]);

/** They join the parts of a name: "the Bank of England". */
export const NAME_JOINERS = words('of de la le du van von der den di da del');

/** Names in capitals that would be words of grammar without. */
export const ACRONYMS = words('US WHO');

/** They stand before the name of a person, and are no part of it. */
export const TITLES = words(
  `mr mrs ms miss dr prof professor sir dame lord lady judge councillor councilor minister president senator governor
  mayor officer captain general chief chancellor secretary director chairman principal reverend rev imam bishop father
  sister brother uncle aunt owner coach`,
);

/** Names that have no form in common, or are words too; the first of a group is shown. */
const ALIASES: readonly (readonly string[])[] = [
  ['the United States', 'united states', 'US', 'usa', 'america', 'american'],
  ['the United Kingdom', 'united kingdom', 'uk', 'britain', 'british'],
  ['the European Union', 'european union', 'eu'],
  ['ISIS', 'isis', 'isil', 'daesh', 'islamic state'],
  ['the United Nations', 'united nations', 'UN', 'un'],
  ['Russia', 'russia', 'russian', 'russian federation'],
  ['China', 'china', 'chinese'],
  ['France', 'france', 'french'],
  ['Germany', 'germany', 'german'],
  ['Spain', 'spain', 'spanish'],
  ['Turkey', 'turkey', 'turkish'],
  ['Poland', 'poland', 'polish'],
  ['Ireland', 'ireland', 'irish'],
  ['the Netherlands', 'netherlands', 'dutch'],
];

/** The groups of aliases by each of their keys. */
export const ALIAS_OF: ReadonlyMap<string, { readonly key: string; readonly shown: string }> = new Map(
  ALIASES.flatMap(([shown, ...keys]) => keys.map((key) => [key, { key: keys[0]!, shown: shown! }] as const)),
);
