import { expect, it } from 'vitest';
import { readText } from '../../../src/lexical/features/read-text.ts';
import { tinyVocabulary } from '../../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'close', 'road', 'tram', 'car']);
const read = (text: string) => readText(text, vocabulary);
const rowsOf = (text: string) => read(text).topic.rows;

it('compares words the same whether it remembers them or not, and leaves what it gave as it is', () => {
  const target = read('the city should close the bridge');
  const texts = ['tram and car', 'road', 'bridge, bridge and road', ''].map(rowsOf);
  const { compare, stems } = target.keyWords;
  const cosinesOf = (rows: Int32Array, { values, starts } = compare(rows)) =>
    Array.from(rows, (_, w) => values.slice(starts[w]!, starts[w]! + stems.length + 1));
  const given = texts.map((rows) => compare(rows));
  const expected = texts.map((rows, i) => cosinesOf(rows, given[i]));
  expect(expected[2]?.[0]).toEqual(expected[2]?.[1]);
  for (let i = 0; i < 40; i++) expect(texts.map((rows) => cosinesOf(rows))).toEqual(expected);
  expect(texts.map((rows, i) => cosinesOf(rows, given[i]))).toEqual(expected);
});

it('takes the words of a long target that say most, in reading order', () => {
  const { stems, idf } = read('car tram road close city bridge '.repeat(4)).keyWords;
  expect(stems).toHaveLength(12);
  // The rarest three words of the vocabulary stand last in it.
  expect(idf).toEqual([6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4]);
});
