import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNegatedTarget } from '../../../src/lexical/features/negated-target.ts';
import { readTerms } from '../../../src/text/terms.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city']);
const isNegated = (target: string) => isNegatedTarget(readTerms(target, vocabulary));

describe('a target', () => {
  it.each([
    'The city should close the bridge',
    'Street parking must be abolished',
    'Trams should not run at night',
    "Trams shouldn't run at night",
    'Night trams do more harm than good',
    'Night trams are a waste of money',
    'We are against the bridge',
    'No cars in the old town',
    'We need to end street parking',
    'The mayor who built the bridge should resign',
    'Cars that harm nobody should be banned',
    'The bridge is ugly and unsafe',
    'a ban on cars',
  ])('that is negated: %s', (target) => {
    expect(isNegated(target)).toBe(true);
  });

  it.each([
    '',
    'the bridge',
    'The city should build the bridge',
    'The city should not close the bridge',
    "Don't end night trams",
    'Night trams do more good than harm',
    'Legalise street racing in order to limit it',
    'We need money to fight floods',
    'City to close the bridge to cars',
    'Council plans to cut night trams',
    'Shelters for women who have no home should be built',
    'There is more violence against women',
    'unsafe streets',
  ])('that is not: %s', (target) => {
    expect(isNegated(target)).toBe(false);
  });

  it('is negated the other way round with one more negation in front, whatever it is', () => {
    const word = fc.constantFrom('we', 'should', 'not', 'ban', 'the', 'bridge', 'that', 'harm', 'must', '!', 'to');
    fc.assert(
      fc.property(fc.array(word, { minLength: 4, maxLength: 30 }), (words) => {
        // A claim stays one, and what opens a clause does so behind the first word.
        const target = ['the', 'city', 'may', 'see', ...words].join(' ');
        expect(isNegated(`stop ${target}`)).toBe(!isNegated(target));
      }),
    );
  });
});
