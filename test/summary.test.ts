import { describe, expect, it } from 'vitest';
import type { ClassifiedComment, ReplyLabel, StanceLabel } from '../src/schemas.ts';
import { MIN_SAMPLE_SIZE, summarize, wilson } from '../src/summary.ts';

function classified(
  id: string,
  parentId: string | null,
  stance: StanceLabel,
  reply: ReplyLabel | null,
  toxic = false,
): ClassifiedComment {
  return {
    comment: {
      id,
      parentId,
      depth: 0,
      author: null,
      text: id,
      dateCreated: null,
      quotes: [],
      upvoteCount: null,
      downvoteCount: null,
    },
    language: 'en',
    toxicity: {
      scores: { toxicity: 0, severe_toxicity: 0, obscene: 0, threat: 0, insult: 0, identity_attack: 0 },
      labels: toxic ? ['toxicity'] : [],
      uncertain: [],
      spans: [],
    },
    stances: [
      {
        target: 't',
        targetNegated: false,
        label: stance,
        scores: { favor: 1, against: 0, none: 0 },
        abstained: stance === 'none',
        spans: [],
      },
    ],
    reply:
      reply === null
        ? null
        : { label: reply, scores: { agree: 1, disagree: 0, neutral: 0 }, abstained: false, spans: [] },
  };
}

describe('summarize', () => {
  it('counts stances, toxic comments and the most disputed branch', () => {
    const comments = [
      classified('a', null, 'favor', null),
      classified('b', 'a', 'against', 'disagree'),
      classified('c', 'a', 'against', 'disagree', true),
      classified('d', 'b', 'none', 'disagree'),
      classified('e', 'a', 'favor', 'agree'),
    ];
    expect(summarize({ targets: ['t'], comments })).toEqual({
      comments: 5,
      stances: [
        {
          target: 't',
          counts: { favor: 2, against: 2, none: 1 },
          about: 4,
          abstained: 1,
          clear: { favor: 2, against: 2, none: 0 },
          shares: null,
          words: { favor: [], against: [] },
          toxic: { favor: 0, against: 1, none: 0 },
          disagree: 3,
          disagreeCivil: 2,
        },
      ],
      pairs: [],
      toxic: 1,
      toxicShare: 0.2,
      mostDisputed: { id: 'a', replies: 3, agree: 1, disagree: 2 },
      mostAgreed: { id: 'a', replies: 3, agree: 1, disagree: 2 },
    });
  });

  it('gives shares from thirty clear sides on', () => {
    const comments = Array.from({ length: MIN_SAMPLE_SIZE }, (_, i) =>
      classified(`${i}`, null, i < 10 ? 'favor' : 'against', null),
    );
    const sharesOf = (some: typeof comments) => summarize({ targets: ['t'], comments: some }).stances[0]?.shares;
    expect(sharesOf(comments.slice(1))).toBeNull();
    expect(sharesOf([...comments.slice(1), classified('unsure', null, 'none', null)])).toBeNull();
    expect(sharesOf([...comments, classified('elsewhere', null, 'none', null)])).toEqual({
      favor: wilson(10, 30),
      against: wilson(20, 30),
    });
  });

  it('puts each two targets side by side, by those who take a clear side on both', () => {
    const [favor] = classified('a', null, 'favor', null).stances;
    const of = (id: string, ...labels: StanceLabel[]): ClassifiedComment => ({
      ...classified(id, null, 'none', null),
      stances: labels.map((label) => ({ ...favor!, label, abstained: id === 'unsure' })),
    });
    const comments = [
      of('1', 'favor', 'against', 'none'),
      of('2', 'favor', 'favor', 'favor'),
      of('3', 'against', 'against', 'favor'),
      of('unsure', 'favor', 'favor', 'favor'),
    ];
    const { pairs } = summarize({ targets: ['a', 'b', 'c'], comments });
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairs[0]).toEqual({
      first: 0,
      second: 1,
      counts: { favor: { favor: 1, against: 1 }, against: { favor: 0, against: 1 } },
      same: null,
    });
    const many = Array.from({ length: MIN_SAMPLE_SIZE }, (_, i) => of(`${i}`, 'favor', i < 6 ? 'favor' : 'against'));
    expect(summarize({ targets: ['a', 'b'], comments: many }).pairs[0]?.same).toEqual(wilson(6, 30));
  });

  it('says nothing of an empty thread', () => {
    expect(summarize({ targets: ['t'], comments: [] })).toMatchObject({
      comments: 0,
      toxicShare: null,
      mostDisputed: null,
      mostAgreed: null,
    });
  });
});

describe('wilson', () => {
  // Newcombe 1998, table I: 81 of 263 and 0 of 20 by the score method.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
    [20, 20, 0.8389, 1],
  ])('of %i in %i is the published interval', (part, whole, low, high) => {
    const interval = wilson(part, whole);
    expect(interval.share).toBe(part / whole);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
