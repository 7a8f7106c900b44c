import { describe, expect, it } from 'vitest';
import { reasonsOf } from './skipped.ts';

const skipped = (file: string, name: string, lacks: string | null) => ({ file, name, lacks });

describe('what was skipped', () => {
  it('is told once for each reason, with its files', () => {
    const lacks = 'chromium is not installed (apt-get install chromium)';
    expect(
      reasonsOf([
        skipped('a.test.ts', 'opens', lacks),
        skipped('a.test.ts', 'sorts', lacks),
        skipped('b.test.ts', 'x', lacks),
      ]),
    ).toEqual([{ line: `${lacks}: 3 tests of a.test.ts, b.test.ts`, excused: false }]);
  });

  it.each(['../shared/pages is absent', 'Node 22 could not be had: npm view node'])('is excused by "%s"', (lacks) => {
    expect(reasonsOf([skipped('a.test.ts', 'x', lacks)])).toMatchObject([{ excused: true }]);
  });

  it.each(['redis-server is not installed', 'shared', 'NodeBB is absent', 'a folder ../shared/pages'])(
    'is not excused by "%s"',
    (lacks) => {
      expect(reasonsOf([skipped('a.test.ts', 'x', lacks)])).toMatchObject([{ excused: false }]);
    },
  );

  it('is named, and not excused, where no reason is given', () => {
    expect(reasonsOf([skipped('a.test.ts', 'adds > two', null)])).toEqual([
      { line: 'no reason is given: 1 test of a.test.ts > adds > two', excused: false },
    ]);
  });
});
