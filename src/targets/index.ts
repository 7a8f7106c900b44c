import type { Target, Thread } from '../schemas.ts';
import { warningOfLanguage } from '../text/page-language.ts';
import { withoutQuotes } from '../text/without-quotes.ts';
import { articleName, type Touch, touchesOf } from './article.ts';
import { type Entity, readEntities } from './entities.ts';
import { issueOf } from './issue.ts';
import { memo } from './phrases.ts';
import { readWords, singular } from './read.ts';
import { HEADLINE, LEAD, type ReadText, readUsage } from './usage.ts';
import { CLOSED } from './words.ts';

/** Targets that are suggested at most. */
export const MAX_TARGETS = 7;
/** Comments by which the language of a thread is told. */
const SAMPLE = 50;

/**
 * Returns what readers of a thread may be for or against, at most seven: the dispute that its headline names if it names
 * one, and the article itself among the names and things that comments mention, most mentioned first. The order of the comments
 * makes no difference. In a thread in another language than English, which alone the words are known of, it is the
 * article; without comments, too, what the article names.
 */
export function suggestTargets(thread: Thread): Target[] {
  const isForeign = isInOtherLanguage(thread);
  const texts = isForeign ? [] : readTexts(thread);
  const name = articleName(thread, texts);
  if (isForeign) return [targetOf(thread, name, 'article', [], 'the page itself; it is not in English')];
  const uses = readUsage(texts);
  const issue = thread.headline === null ? null : issueOf(thread.headline, uses);
  const isAuthor = isAuthorOf(thread);
  const entities = choose(
    readEntities(texts, uses, thread.comments.length, issue !== null).filter(
      (entity) => entity.edited > 0 || !isAuthor(entity),
    ),
    issue === null ? [name] : [name, issue],
  );
  const touched = new Set(entities.flatMap(({ places }) => places.map(({ comment }) => comment)));
  const article = targetOf(thread, name, 'article', touchesOf(thread, texts, name, touched), 'the page itself');
  const mentioned = entities.map((entity) =>
    targetOf(thread, entity.name, 'entity', entity.places, whyOf(entity, thread.comments.length)),
  );
  // Where readers speak of other things, the page is no more than one of them.
  const ahead = mentioned.filter(({ comments }) => comments > article.comments).length;
  const disputed =
    issue === null
      ? []
      : [targetOf(thread, issue, 'issue', touchesOfIssue(issue, texts), 'the dispute in the headline')];
  const others = mentioned.slice(0, MAX_TARGETS - 1 - disputed.length);
  return [...disputed, ...others.slice(0, ahead), article, ...others.slice(ahead)];
}

/** Is a thread in another language than English, by its comments, or as its page declares where it has none? */
function isInOtherLanguage({ comments, language }: Thread): boolean {
  if (comments.length === 0) return language !== null && !/^en\b/i.test(language);
  // The longest tell most, and are the same ones in whatever order they stand.
  const longest = comments.toSorted((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
  return warningOfLanguage(longest.slice(0, SAMPLE)) !== null;
}

/** Is an entity one of those who write, by their whole or first name, or a name by any part of theirs? Readers address each other. */
function isAuthorOf({ comments }: Thread): (entity: Entity) => boolean {
  const names = new Set<string>();
  const parts = new Set<string>();
  for (const { author } of comments) {
    if (author === null) continue;
    const all = author.toLowerCase().split(/[\s_.,]+/);
    for (const name of [author.toLowerCase(), all[0]!]) names.add(name);
    for (const part of all) parts.add(part);
  }
  return ({ words, isName }) => names.has(words.join(' ')) || (isName && words.length === 1 && parts.has(words[0]!));
}

/** A name, or a thing with a word more: nobody is for or against "road". */
const saysWhich = /\p{Lu}|\S \S/u;
/** Names and things that stances are measured towards where nobody says what to measure them towards. */
const MAX_ENTITIES = 2;

/** Returns what to measure stances towards by default: the article, its dispute, and the two that are mentioned most. */
export function defaultTargets(suggestions: readonly Target[]): string[] {
  const mentioned = suggestions.filter(
    ({ kind, comments, target }) => kind === 'entity' && comments > 0 && saysWhich.test(target),
  );
  // What one comment mentions is worth asking about only where nothing is mentioned by two.
  const least = mentioned.some(({ comments }) => comments > 1) ? 2 : 1;
  const entities = mentioned.filter(({ comments }) => comments >= least).slice(0, MAX_ENTITIES);
  return suggestions.filter((one) => one.kind !== 'entity' || entities.includes(one)).map(({ target }) => target);
}

/** Long words by which it is told whether a headline is written as a title. */
const MIN_LONG_OF_TITLE = 2;

function readTexts({ headline, lead, comments }: Thread): ReadText[] {
  const read = (text: string, comment: number, minLong?: number): ReadText => {
    return { text, words: readWords(text, minLong), comment };
  };
  return [
    ...(lead === null ? [] : [read(lead, LEAD)]),
    ...(headline === null ? [] : [read(headline, HEADLINE, MIN_LONG_OF_TITLE)]),
    ...comments.map((comment, i) => read(withoutQuotes(comment), i)),
  ];
}

/** Leaves out what another says already: a thing that one of the targets names, a phrase that shares its words with one before. */
function choose(entities: readonly Entity[], targets: readonly string[]): Entity[] {
  const chosen: Entity[] = [];
  const said = targets.map(
    (target) =>
      new Set(
        target
          .toLowerCase()
          .split(/[^\p{L}\p{N}'-]+/u)
          .map(singular),
      ),
  );
  const isSaid = ({ words, isName }: Entity) =>
    said.some((of) => words.every((word) => of.has(singular(word))) && (!isName || words.length === of.size));
  for (const entity of entities) {
    if (chosen.length >= MAX_TARGETS) break;
    if (isSaid(entity)) continue;
    if (
      chosen.some(
        ({ words }) =>
          holds(words, entity.words) || (!entity.isName && words.some((word) => entity.words.includes(word))),
      )
    )
      continue;
    chosen.push(entity);
  }
  return chosen;
}

const holds = (words: readonly string[], others: readonly string[]) => others.every((word) => words.includes(word));

/** Returns where comments use words of the issue: at least half of those that say something. */
function touchesOfIssue(issue: string, texts: readonly ReadText[]): Touch[] {
  const keys = new Set(
    readWords(issue)
      .map(({ key }) => rootOf(key))
      .filter((key) => !CLOSED.has(key)),
  );
  if (keys.size === 0) return [];
  const roots = memo(rootOf);
  return texts.flatMap(({ words, comment }) => {
    if (comment < 0) return [];
    const places = words.filter(({ key }) => keys.has(roots(key)));
    const found = new Set(places.map(({ key }) => roots(key)));
    return found.size * 3 >= keys.size ? places.map(({ start, end }) => ({ comment, start, end })) : [];
  });
}

const rootOf = (key: string) =>
  singular(key)
    .replace(/(?:ing|ed|e)$/, '')
    .replace(/(.)\1$/, '$1');

function targetOf(
  { comments }: Thread,
  target: string,
  kind: Target['kind'],
  touches: readonly Touch[],
  why: string,
): Target {
  const mentions = touches.map(({ comment, start, end }) => ({ id: comments[comment]!.id, start, end }));
  return { target, kind, comments: new Set(touches.map(({ comment }) => comment)).size, mentions, why };
}

function whyOf({ isName, comments, isInHeadline, isInLead }: Entity, total: number): string {
  const verb = isName ? 'named' : 'mentioned';
  const where = isInHeadline ? 'the headline' : isInLead ? 'the article' : null;
  if (comments === 0) return `${verb} in ${where}, in no comment`;
  return `${verb} in ${comments} of ${total} ${total === 1 ? 'comment' : 'comments'}${where === null ? '' : `, and in ${where}`}`;
}
