import { describe, expect, it } from 'vitest';
import { baseOf, gerund } from '../../src/targets/gerund.ts';

describe('gerund', () => {
  it.each([
    ['ban', 'banning'],
    ['bans', 'banning'],
    ['banned', 'banning'],
    ['close', 'closing'],
    ['closed', 'closing'],
    ['raise', 'raising'],
    ['tax', 'taxing'],
    ['taxes', 'taxing'],
    ['deny', 'denying'],
    ['denies', 'denying'],
    ['carried', 'carrying'],
    ['free', 'freeing'],
    ['build', 'building'],
    ['built', 'building'],
    ['expel', 'expelling'],
    ['allow', 'allowing'],
    ['continue', 'continuing'],
    ['Scrap', 'scrapping'],
    ['re-open', 're-opening'],
  ])('of %s is %s', (verb, form) => {
    expect(gerund(verb)).toBe(form);
  });

  it('is made of the base form', () => {
    expect(['bans', 'closes', 'passes', 'goes', 'pays', 'denies', 'tax'].map(baseOf)).toEqual([
      'ban',
      'close',
      'pass',
      'go',
      'pay',
      'deny',
      'tax',
    ]);
  });
});
