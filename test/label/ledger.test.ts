import { describe, expect, it } from 'vitest';
import type { Answer, Event } from '../../src/label/answers.ts';
import { checkAnswer } from '../../src/label/answers.ts';
import { agreementIn, differencesIn } from '../../src/label/differences.ts';
import type { Item } from '../../src/label/items.ts';
import { isMeasured, isShared } from '../../src/label/items.ts';
import { createLedger } from '../../src/label/ledger.ts';
import { createQueue } from '../../src/label/queue.ts';
import { rowsIn } from '../../src/label/rows.ts';
import { TASKS } from '../../src/tasks.ts';
import { CLEAN, INSULT, item, reply } from '../fixtures/label.ts';

const clean = (label: 'favor' | 'against' | 'none' = 'none'): Answer => ({
  toxicity: { ...CLEAN },
  spans: [],
  stances: [{ target: 'closing the bridge', label }],
  reply: null,
});
const insult = (spans: [number, number][] = []): Answer => ({ ...clean(), toxicity: { ...INSULT }, spans });

const given = (
  by: string,
  { key, text, above, headline, group, source }: Item,
  answer: Answer,
  did: 'answer' | 'settle' = 'answer',
): Event => ({
  ...{ time: '2026-01-01T00:00:00.000Z', by, item: key, did, answer, seconds: 10, hinted: false },
  comment: { text, parent: above.at(-1)?.text ?? null, headline, group, source, measure: false },
});
const skipped = (by: string, { key }: Item): Event => ({ time: '', by, item: key, did: 'skip', reason: 'spam' });
const undone = (by: string, { key }: Item, of: 'answer' | 'settle' = 'answer'): Event => ({
  time: '',
  by,
  item: key,
  did: 'undo',
  of,
});

const [one, two, three] = [item('One.'), item('Two, you clown.'), item('Three.')] as const;
const open = (overlap = 1, items: readonly Item[] = [one, two, three]) => {
  const ledger = createLedger();
  const queue = createQueue({ items, ask: TASKS, overlap });
  return { ledger, queue, next: (by: string) => queue.next(ledger, by, 'label')?.item.text ?? null };
};

describe('the queue', () => {
  it('asks one comment after the other, past those that were skipped, to the end', () => {
    const { ledger, queue, next } = open();
    expect(next('anna')).toBe('One.');
    ledger.add(given('anna', one, clean()));
    ledger.add(skipped('anna', two));
    expect(next('anna')).toBe('Three.');
    ledger.add(given('anna', three, clean()));
    expect(next('anna')).toBeNull();
    expect(queue.progress(ledger, 'anna', 'label')).toEqual({ done: 3, total: 3, secondsLeft: null });
  });

  it('gives back what was taken back, with the answer filled in, as often as one likes', () => {
    const { ledger, queue, next } = open();
    ledger.add(given('anna', one, clean('favor')));
    ledger.add(given('anna', two, insult([[9, 14]])));
    expect(ledger.last('anna', 'answer')).toBe(two.key);
    ledger.add(undone('anna', two));
    expect(queue.next(ledger, 'anna', 'label')).toMatchObject({
      item: two,
      draft: { toxicity: INSULT, spans: [[9, 14]], stances: ['none'] },
    });
    ledger.add(undone('anna', one));
    expect(queue.next(ledger, 'anna', 'label')).toMatchObject({ item: one, draft: { stances: ['favor'] } });
    ledger.add(given('anna', one, clean('against')));
    expect(next('anna')).toBe('Two, you clown.');
    expect(rowsIn(ledger.standings.values()).stance.learn).toMatchObject([{ text: 'One.', stance: 'against' }]);
  });

  it('has nothing to take back for one who did nothing', () => {
    const { ledger } = open();
    ledger.add(given('anna', one, clean()));
    expect(ledger.last('ben', 'answer')).toBeNull();
  });

  it('tells the time left by the median of the last answers', () => {
    const { ledger, queue } = open(1, [one, two, three, item('Four.'), item('Five.')]);
    for (const [i, seconds] of [4, 6, 4000].entries())
      ledger.add({ ...given('anna', [one, two, three][i]!, clean()), seconds } as Event);
    expect(queue.progress(ledger, 'anna', 'label').secondsLeft).toBe(2 * 6);
  });

  it('puts what is not shared to whoever comes first, and what is shared to everybody', () => {
    const many = Array.from({ length: 200 }, (_, i) => item(`Comment ${i}.`));
    const { ledger, queue, next } = open(0.3, many);
    for (const each of many) ledger.add(given('anna', each, clean()));
    const shared = many.filter((each) => isShared(each, 0.3));
    expect(shared.length).toBeGreaterThan(40);
    expect(shared.length).toBeLessThan(80);
    expect(queue.progress(ledger, 'ben', 'label')).toMatchObject({ done: 0, total: shared.length });
    expect(next('ben')).toBe(shared[0]!.text);
  });

  it('keeps a random tenth for measuring, the same every time', () => {
    const many = Array.from({ length: 2000 }, (_, i) => item(`Comment ${i}.`));
    const count = many.filter(isMeasured).length;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(250);
    expect(isMeasured(item('Comment 7.', { source: 'another file' }))).toBe(isMeasured(item('Comment 7.')));
  });

  it('leaves out what nothing is asked about', () => {
    const queue = createQueue({ items: [one, reply('No.', 'One.')], ask: ['reply'], overlap: 1 });
    expect(queue.next(createLedger(), 'anna', 'label')?.item.text).toBe('No.');
    expect(queue.progress(createLedger(), 'anna', 'label').total).toBe(1);
  });
});

describe('two labellers', () => {
  it('differ on questions, and what was settled counts alone', () => {
    const { ledger, queue } = open();
    ledger.add(given('anna', two, insult([[9, 14]])));
    ledger.add(given('ben', two, clean('against')));
    ledger.add(given('anna', one, clean()));
    ledger.add(given('ben', one, clean()));
    expect(differencesIn([insult(), clean('against')])).toEqual([
      'toxicity',
      'insult',
      'stance towards closing the bridge',
    ]);
    const turn = queue.next(ledger, 'cleo', 'settle');
    expect(turn).toMatchObject({
      item: two,
      draft: { stances: [null], reply: null },
      given: [{ by: 'anna' }, { by: 'ben' }],
    });
    expect(turn?.draft?.toxicity).toEqual({ severe_toxicity: 0, obscene: 0, threat: 0, identity_attack: 0 });
    // Until somebody decides, a label is the share of those who gave it.
    const before = rowsIn(ledger.standings.values());
    expect(before.toxicity.learn[0]).toMatchObject({
      labels: { toxicity: 0.5, insult: 0.5, threat: 0 },
      spans: [[9, 14]],
      labellers: ['anna', 'ben'],
    });
    expect(before.stance.learn[0]).toMatchObject({ stance: { favor: 0, against: 0.5, none: 0.5 } });
    ledger.add(given('cleo', two, insult([[9, 14]]), 'settle'));
    expect(queue.next(ledger, 'cleo', 'settle')).toBeNull();
    expect(queue.progress(ledger, 'cleo', 'settle')).toMatchObject({ done: 1, total: 1 });
    expect(rowsIn(ledger.standings.values()).toxicity.learn[0]).toMatchObject({ labels: INSULT });
    ledger.add(undone('cleo', two, 'settle'));
    expect(queue.next(ledger, 'cleo', 'settle')).toMatchObject({
      item: two,
      draft: { toxicity: INSULT, stances: ['none'] },
    });
  });

  it('agree as far as Krippendorff’s alpha says', () => {
    const { ledger } = open();
    const labels = [
      ['favor', 'favor'],
      ['against', 'against'],
      ['none', 'favor'],
      ['favor', 'favor'],
    ] as const;
    for (const [i, [a, b]] of labels.entries()) {
      ledger.add(given('anna', item(`c${i}`), clean(a)));
      ledger.add(given('ben', item(`c${i}`), clean(b)));
    }
    // Of 8 labels 5 are favor, 2 against, 1 none: by chance 1 - (20 + 2) / 56 differ.
    expect(agreementIn(ledger).stance).toMatchObject({ units: 4, observed: 0.75 });
    expect(agreementIn(ledger).stance?.alpha).toBeCloseTo(1 - 0.25 / (1 - 22 / 56), 10);
    expect(agreementIn(ledger).toxicity?.alpha).toBeNaN();
  });
});

describe('an answer', () => {
  const asked = reply('Two, you clown.', 'One.');
  const whole: Answer = { ...insult([[9, 14]]), reply: 'disagree' };

  it('is taken as it is where it answers what was asked', () => {
    expect(checkAnswer(whole, asked, TASKS)).toEqual(whole);
    expect(checkAnswer({ ...whole, toxicity: null, spans: [], stances: [] }, asked, ['reply'])).toMatchObject({
      reply: 'disagree',
    });
  });

  it.each([
    ['an open reply', { ...whole, reply: null }, /the reply is open/],
    [
      'a stance towards something else',
      { ...whole, stances: [{ target: 'ferries', label: 'none' }] },
      /expected a stance towards each of \["closing the bridge"\]/,
    ],
    ['marks in a clean comment', { ...whole, toxicity: CLEAN }, /not toxic/],
    ['marks behind the end', { ...whole, spans: [[9, 99]] }, /within 15 units, got \[9, 99\]/],
    [
      'marks that cross',
      {
        ...whole,
        spans: [
          [0, 9],
          [5, 14],
        ],
      },
      /ranges in order/,
    ],
    ['open toxicity', { ...whole, toxicity: null, spans: [] }, /toxicity is open/],
    ['no answer', 'clean', /not an answer/],
  ])('is refused with %s', (_, answer, message) => {
    expect(() => checkAnswer(answer, asked, TASKS)).toThrow(message);
  });
});
