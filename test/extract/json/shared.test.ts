import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';
import { needs } from '../../fixtures/needs.ts';

const CAPTURES = '../shared/captures';
/** Which truth an answer is held against; the others have none beside them. */
const TRUTHS = {
  artalk: /^artalk.*json$/,
  ghost: /^ghost.*json$/,
  isso: /^isso.*api\.json$/,
  nodebb: /^nodebb.*json$/,
  waline: /^waline.*api\.json$/,
  wp: /^wordpress.*rest(-edit|-envelope)?\.json$/,
  lemmy: /^lemmy/,
};

interface True {
  readonly key: string;
  readonly author: string | null;
  readonly parent: string | null;
  readonly date: string;
  readonly text: string;
  readonly up?: number;
  readonly down?: number;
  readonly hidden?: boolean;
}

const read = (path: string) => extractThread(readPage(readFileSync(path)));
const captures = existsSync(CAPTURES) ? readdirSync(CAPTURES) : [];
const pairs = Object.entries(TRUTHS).flatMap(([name, files]) =>
  captures.filter((file) => files.test(file)).map((file) => [file, `${CAPTURES}/truth-${name}.json`] as const),
);
/** Platforms show a name of their own for nobody, and one shows a user's name where another shows what the user chose. */
const nobody = (author: string | null) => (author === 'Anonymous' ? null : author);

/** Waline makes quotes curly. */
const straight = (text: string) => text.replace(/[“”]/g, '"');

describe('answers captured from platforms', needs('shared pages'), () => {
  test.each(pairs)('%s', (file, truth) => {
    const expected: True[] = JSON.parse(readFileSync(truth, 'utf8')).filter(({ hidden }: True) => !hidden);
    const { comments } = read(`${CAPTURES}/${file}`);
    const textOf = new Map(comments.map(({ id, text }) => [id, straight(text)]));
    const trueText = new Map(expected.map(({ key, text }) => [key, straight(text)]));
    // The staff's own comment is in some truths only; what is read is held against what is true of it.
    expect(comments).toHaveLength(expected.length);
    for (const one of expected) {
      const found = comments.find(
        ({ text, dateCreated }) => straight(text) === straight(one.text) && dateCreated === one.date,
      );
      expect(found, one.text).toBeDefined();
      expect(found!.author?.toLowerCase().replace(' ', '_') ?? null).toBe(
        nobody(one.author)?.toLowerCase().replace(' ', '_') ?? null,
      );
      expect(found!.parentId === null ? null : textOf.get(found!.parentId)).toBe(
        one.parent === null ? null : (trueText.get(one.parent) ?? null),
      );
      if (one.up !== undefined) expect(found!.upvoteCount).toBe(one.up);
      if (one.down !== undefined) expect(found!.downvoteCount).toBe(one.down);
    }
  });
});

const CASES = '../shared/cases';
const cases = existsSync(CASES)
  ? readdirSync(CASES)
      .filter((file) => file.endsWith('.right.json'))
      .map((file) => JSON.parse(readFileSync(`${CASES}/${file}`, 'utf8')))
      .filter(({ file, right }) => file.endsWith('.json') && /^gullfan \(or the like\)/.test(right))
      .map(({ file }) => [file])
  : [];

test.each(cases)('%s: the second answers the first', needs('shared pages'), (file) => {
  const { comments } = read(`${CASES}/${file}`);
  expect(comments.map(({ text }) => text.replace(/^@gullfan /, ''))).toEqual([
    'Free ferries would fill the town again.',
    'No, somebody has to pay the crew.',
  ]);
  expect(comments[1]!.parentId).toBe(/github/.test(file) ? null : comments[0]!.id);
});
