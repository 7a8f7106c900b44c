import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pool } from '../../../../src/lexical/features/input.ts';
import { readHead } from '../../../../src/lexical/head.ts';
import { parseModel } from '../../../../src/lexical/model.ts';
import { createPooling, poolFeatures } from '../../../../src/lexical/network/reference/pooling.ts';
import { addMean } from '../../../../src/lexical/network/table.ts';
import { readTerms } from '../../../../src/text/terms.ts';
import { tinyModel } from '../../../fixtures/model.ts';
import { creditPool } from '../../../fixtures/reference.ts';

const model = await parseModel(await tinyModel());
const { network, manifest } = readHead(model, 'toxicity');
const { table } = network;
const addPool = createPooling(table, manifest.ngrams);

const pools = fc
  .record({
    words: fc.array(fc.constantFrom('close', 'the', 'bridge', 'IDIOOOT', "don't", '!!', 'f**k', '7'), {
      maxLength: 12,
    }),
    cuts: fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }),
    part: fc.constantFrom('words' as const, 'subwords' as const),
    salt: fc.constantFrom(0, 7919),
  })
  .map(({ words, cuts, part, salt }): Pool => {
    const terms = readTerms(words.join(' '), model.vocabulary);
    const ends = [...new Set(cuts.map((cut) => Math.min(cut, terms.length)))].sort((a, b) => a - b);
    const ranges = ends.flatMap((end, i): [number, number][] => (i % 2 === 1 ? [[ends[i - 1]!, end]] : []));
    return { terms, ranges, part, salt };
  });

it('remembered sums give the mean of the rows that training sees', () => {
  fc.assert(
    fc.property(pools, (pool) => {
      const [expected, actual] = [new Float32Array(table.dimensions), new Float32Array(table.dimensions)];
      const { ids } = poolFeatures(pool, manifest.ngrams);
      if (ids.length > 0) addMean(table, ids, expected, 0);
      addPool(pool, actual, 0);
      for (const [d, mean] of expected.entries()) expect(actual[d]).toBeCloseTo(mean, 5);
    }),
  );
});

it('what the tokens are credited with is the mean row times its gradient', () => {
  const gradient = Float32Array.from({ length: table.dimensions }, (_, d) => 1 - d);
  fc.assert(
    fc.property(pools, (pool) => {
      const mean = new Float32Array(table.dimensions);
      addPool(pool, mean, 0);
      const result = new Float32Array(pool.terms.length);
      creditPool(table, manifest.ngrams, pool, gradient, result);
      const credited = result.reduce((sum, x) => sum + x, 0);
      expect(credited).toBeCloseTo(
        mean.reduce((sum, x, d) => sum + x * gradient[d]!, 0),
        4,
      );
    }),
  );
});
