import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../src/extract/text/header.ts';

describe('the lines above a text', () => {
  test.each<[string[], string | null, string | null]>([
    [['Ann says:', 'October 22, 2020 at 5:17 pm'], 'Ann', 'October 22, 2020 at 5:17 pm'],
    [['July 25, 2019', 'Rob+Ann @Latte(.net)'], 'Rob+Ann @Latte(.net)', 'July 25, 2019'],
    [['photobix 11. Dezember 2012 um 11:07'], 'photobix', '11. Dezember 2012 um 11:07'],
    [['Herr Steffen28.04.2020, 10:27 Uhr'], 'Herr Steffen', '28.04.2020, 10:27 Uhr'],
    [['1', 'Helen on 11/08/2020 at 10:39', 'Antworten'], 'Helen', '11/08/2020 at 10:39'],
    [['Heidi | Di, 21. April 2020 - 16:40'], 'Heidi', '21. April 2020 - 16:40'],
    [['geschrieben von berg2012 am 21. Jan. 2015, 19:04 [ antworten ]'], 'berg2012', '21. Jan. 2015, 19:04'],
    [['MK', '1 year ago'], 'MK', '1 year ago'],
    [['Paul', 'il y a 3 mois'], 'Paul', 'il y a 3 mois'],
    [['Mayor Quimby'], 'Mayor Quimby', null],
  ])('%j', (lines, author, date) => {
    expect(readHeader(lines)).toMatchObject({ author, date });
  });

  test.each([
    [['I keep on telling every one that this is how it ends, say no more.']],
    [['Great post!']],
    [['Reply']],
    [['One', 'Two', 'Three', 'Four', 'Five', 'Six']],
  ])('%j is none', (lines) => {
    expect(readHeader(lines)).toBeNull();
  });
});
