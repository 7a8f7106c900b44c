const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** What one can be for or against doing, or having done. */
export const ACTIONS = words(
  `abandon abolish accept adopt allow arm axe ban bar block bomb boycott bring broadcast build burn buy cancel cap
  censor change charge close combine convert cull curb cut declaw decriminalise decriminalize defund delay demolish
  deport deregulate deny dismiss dispatch ditch drill drop dump edit eliminate end enforce evict execute exempt expand
  expel export extend fire fine fluoridate forbid force forgive free freeze fund give grant halve help hike hire impose
  impeach increase install introduce invade jail legalise legalize let license lift limit lock loosen lower make
  mandate merge monitor move nationalise nationalize open oust outlaw pardon patent pedestrianise pedestrianize permit
  postpone privatise privatize prohibit prosecute punish purge raise ration raze reassess rebuild recognise recognize
  reduce reform refuse regulate reinstate relax relocate remove rename reopen repeal replace require restore restrict
  restart return revoke rewrite sack sanction scan scrap screen sell send shut silence slash split spray stop subsidise
  subsidize support suspend swap switch tax teach test tighten toughen track train triple unban vaccinate veto waive
  withdraw withhold host resettle share`,
);

/** What a question asks somebody to do, beside the actions: they end its subject. */
export const VERBS = words(
  `be have get give go come do keep play pay work learn become face need matter hurt harm help ruin save destroy
  undermine protect improve cause control grade manipulate know tell trust respect care apologize apologise resign vote
  run lead stay leave join act stand last deserve count cost teach last live use take try work wear eat drink own
  fight treat speak say see shun push pull rely regulate exist benefit create prevent drive encourage boost replace
  solve kill make put set show start think watch write read retire return turn strike march rise broadcast lose sit wear exploit survive postpone shun canonize`,
);

/** Behind its subject: what somebody has decided or wants ("Council votes to close the bridge"). */
export const DECIDING =
  /^(.+?) (?:votes?|voted|plans?|planned|planning|wants?|vows?|agrees?|agreed|decides?|decided|proposes?|hopes?|moves?|seeks?|threatens?|asks?|asked|tells?|told|orders?|ordered|gives?|forces?|urges?|urged|calls?|pushes|promises|pledges|set|due|ready|poised|refuses|intends|aims?|about|likely|expected|forced|considers?)(?: \S+){0,6}? to (\S+) (.+)$/i;

/** A noun that a demand hangs on: "plan to close the bridge". */
export const DEMANDING =
  /(?:plans?|proposals?|calls?|bids?|bill|push|campaign|moves?|drive|petition|law|decision|pressure|fight|vote|deal|scheme|whether|time|motion|pledge|promise|threat|need|right|leave|permission|how|not) to (\S+) (.+)$/i;

/** They pass judgement on what a headline names: "New parking charges anger shoppers". */
export const REACTING =
  /^([^:]+?) (?:sparks?|sparked|angers?|angered|divides?|divided|draws? (?:ire|fire|criticism|anger|backlash|protests?|complaints)|faces? (?:backlash|opposition|criticism|protests?|calls|legal|anger|fury|outrage|challenge)|faced (?:backlash|opposition|criticism)|prompts?|triggers?|upsets?|infuriates?|outrages?|meets?|stirs?|provokes?|raises? (?:questions|concerns|fears|eyebrows|hackles)|comes? into force|takes? effect|comes? under fire|gets? (?:the )?green light|(?:is|are) (?:a |an )?(?:mistake|wrong|right|disgrace|disaster|scandal|outrage|necessary|unfair|overrated|underrated|dangerous|here to stay|good|bad|overdue)|deserves?|punish(?:es)?|harms?|hurts?|should worry|must go|must end|will hurt|won't work|don't work|doesn't work)\b/i;

/** What somebody backs, rejects or plans is in dispute: "Council backs wind farm". */
export const JUDGING =
  /^(?:[^:]+? )?((?<!bring |brings |come |comes |get |gets |going )backs?|backed|approves?|approved|proposes?|proposed|plans|planned|considers?|rejects?|rejected|passes|passed|defends?|defended|opposes?|opposed|endorses?|clears?|cleared|halts?|halted|announces|unveils|calls(?: for)?|votes (?:for|against)|wants|demands|slams?|condemns?|criticises|criticizes|protests?|puts off|signs?|orders?|offers) (?:(?:its|his|her|their) )?(.+)$/i;

/** Nouns of what is in dispute. */
export const DISPUTED =
  /\b(?:ban|tax|plans?|proposals?|bill|law|rules?|cap|cuts?|fees?|fines?|charges?|closures?|strikes?|support|aid|reform|deal|policy|war|ceasefire|recount|test|referendum|limit|mandate|subsid(?:y|ies)|protests?|merger|crackdown|boycott|embargo|sanctions|quota|curfew|levy|toll|amnesty|occupation|protests?|moratorium|privati[sz]ation|deportations?|lockdown|tuition|wind farm|casino|hostel|mosque|stadium|pipeline|runway|death penalty)\b/i;

/** Verbs of two words, in the base form: "take out the tills", "take it off the menu". */
export const PHRASAL =
  /^(?:take (?:out|off|away|down)|bring (?:back|in)|phase out|shut down|close down|tear down|pull down|knock down|roll (?:out|back)|crack down on|do away with|get rid of|give back|hand (?:back|over|out)|lay off|put (?:up|back)|send back|turn off|switch off|rip up|take (?!part|place)(?:\S+ ){1,5}(?:off|out of|away) |put (?:\S+ ){1,5}(?:on|in|into|behind|under|over) )/i;
