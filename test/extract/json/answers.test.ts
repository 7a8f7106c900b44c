import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';
import { Thread } from '../../../src/schemas.ts';

const FOLDER = 'test/fixtures/answers';

/** Each file says how it was made, and holds an answer with what is right to read in it; what it leaves out is null. */
const answers = readdirSync(FOLDER).map(
  (file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))] as const,
);

describe('answers of platforms, and their exports', () => {
  test.each(answers)('%s', (_, { made, answer, right }) => {
    expect(made).toMatch(/\w/);
    const thread = extractThread({ json: answer });
    expect(Thread.parse(thread)).toEqual(thread);
    const { headline = null, url = null, lead = null, claimedCount = null } = right;
    expect(thread).toMatchObject({
      headline,
      url,
      lead,
      claimedCount,
      source: { kind: 'json', platform: right.platform },
    });
    expect(thread.comments.map(({ depth, quotes, ...comment }) => comment)).toEqual(right.comments);
    expect(thread.warnings.map(({ code }) => code)).toEqual(right.warnings);
  });
});
