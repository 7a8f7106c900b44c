import { describe, expect, it } from 'vitest';
import { summarize } from '../src/analyze.ts';
import type { ClassifiedComment, ReplyLabel, StanceLabel } from '../src/schemas.ts';

function judged(
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
    toxicity: {
      scores: { toxicity: 0, severe_toxicity: 0, obscene: 0, threat: 0, insult: 0, identity_attack: 0 },
      labels: toxic ? ['toxicity'] : [],
      uncertain: [],
      spans: [],
    },
    stances: [
      {
        target: 't',
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
      judged('a', null, 'favor', null),
      judged('b', 'a', 'against', 'disagree'),
      judged('c', 'a', 'against', 'disagree', true),
      judged('d', 'b', 'none', 'disagree'),
      judged('e', 'a', 'favor', 'agree'),
    ];
    expect(summarize({ targets: ['t'], comments })).toEqual({
      comments: 5,
      stances: [{ target: 't', counts: { favor: 2, against: 2, none: 1 }, abstained: 1 }],
      toxic: 1,
      toxicShare: 0.2,
      mostDisputed: { id: 'a', replies: 3, disagree: 2 },
    });
  });

  it('says nothing of an empty thread', () => {
    expect(summarize({ targets: ['t'], comments: [] })).toMatchObject({
      comments: 0,
      toxicShare: null,
      mostDisputed: null,
    });
  });
});
