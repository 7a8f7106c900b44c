import { describe, expect, test } from 'vitest';
import { isDateLine, isoDate, withSpacedDate } from '../../../src/extract/patterns/dates.ts';

describe('absolute dates become ISO 8601', () => {
  test.each([
    ['2023-05-02T08:14:00+02:00', '2023-05-02T08:14:00+02:00'],
    ['2023-12-27T02:08:14 1703653232', '2023-12-27T02:08:14'],
    ['2011-02-12 01:01:43Z', '2011-02-12T01:01:43Z'],
    ['2021-05-03T10:11:12+0200', '2021-05-03T10:11:12+0200'],
    ['2023-05-02T08:14:00.123Z', '2023-05-02T08:14:00Z'],
    ['May 30, 2019 at 1:06 PM', '2019-05-30T13:06'],
    ['October 27, 2020 at 12:18 am', '2020-10-27T00:18'],
    ['21. Jan. 2015, 19:04', '2015-01-21T19:04'],
    ['Di, 21. April 2020 - 16:40', '2020-04-21T16:40'],
    ['Le 9 janvier 2020 à 13:06', '2020-01-09T13:06'],
    ['3 de marzo de 2021', '2021-03-03'],
    ['Friday, October 4th, 2024 at 3:51:58 PM GMT+03:00', '2024-10-04T15:51:58+03:00'],
    ['on Friday January 12, 2024 @11:51AM (#64)', '2024-01-12T11:51'],
    ['03.03.2011, 14:17', '2011-03-03T14:17'],
    ['25/12/2020', '2020-12-25'],
    ['12/25/2020', '2020-12-25'],
    ['2022/9/1 8:05', '2022-09-01T08:05'],
  ])('%s', (shown, iso) => {
    expect(isoDate(shown)).toBe(iso);
    expect(isoDate(iso)).toBe(iso);
  });

  test.each([
    '2 days ago',
    'vor 8 Stunden',
    '5/6/2020',
    'Sep 21, 3:05 PM',
    '31.31.2020',
    'yesterday',
    'x'.repeat(100_000),
  ])('%.40s leaves something to guess', (shown) => {
    expect(isoDate(shown)).toBe(shown);
  });
});

test('a date with a button behind it is a line of nothing else, a sentence is not', () => {
  expect(isDateLine('February 20, 2019 at 3:42 pm | Reply')).toBe(true);
  expect(isDateLine('It was May 3, 2020 when he left')).toBe(false);
});

test.each([
  ['Ann6 months ago', 'Ann 6 months ago'],
  ['th3Ann28.09.1913:39', 'th3Ann 28.09.19 13:39'],
  ['AnnMay 24, 2024', 'Ann May 24, 2024'],
  ['Ann 6 months ago', 'Ann 6 months ago'],
  ['Version2 of McCoy', 'Version2 of McCoy'],
  ['Version2 months ago was better', 'Version2 months ago was better'],
])('%s reads %s', (line, spaced) => {
  expect(withSpacedDate(line)).toBe(spaced);
});
