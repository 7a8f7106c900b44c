import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Interner } from '../../src/text/interner.ts';

const toUnits = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

it('numbers strings as a Map would, whatever their hashes', () => {
  const strings = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom(0, 1, -1)));
  fc.assert(
    fc.property(strings, (texts) => {
      const numbers = new Map<string, number>();
      const interner = new Interner(texts.length);
      for (const [text, hash] of texts) {
        // Equal strings have equal hashes; here many others have the same.
        const key = text + hash;
        const units = toUnits(`..${key}.`);
        const found = interner.find(units, 2, 2 + key.length, hash);
        expect(found).toBe(numbers.get(key) ?? -1);
        if (found >= 0) continue;
        numbers.set(key, numbers.size);
        expect(interner.add(units, 2, 2 + key.length, hash)).toBe(numbers.get(key));
      }
      expect(interner.size).toBe(numbers.size);
    }),
  );
});
