import { expect, it } from 'vitest';
import type { Example } from '../../../src/dataset/rows/examples.ts';
import type { ToxicityAttribute } from '../../../src/schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../../../src/tasks.ts';
import { withImpliedLabels } from '../../../src/train/lexical/imply-labels.ts';

function implied(labels: Partial<Record<ToxicityAttribute, number>>) {
  const targets = TOXICITY_ATTRIBUTES.map((attribute) => labels[attribute] ?? Number.NaN);
  const example: Example = {
    text: '',
    target: '',
    labels: targets,
    weight: 1,
    source: '',
    group: '',
    groups: [],
    spans: null,
  };
  const [filled] = withImpliedLabels([example]);
  const known = TOXICITY_ATTRIBUTES.map((attribute, k) => [attribute, filled?.labels[k] as number] as const);
  return Object.fromEntries(known.filter(([, target]) => !Number.isNaN(target)));
}

it('takes a threat, an insult or an attack on an identity for toxic', () => {
  expect(implied({ identity_attack: 0.6 })).toEqual({ toxicity: 1, identity_attack: 0.6 });
  expect(implied({ threat: 1, insult: 0 })).toEqual({ toxicity: 1, threat: 1, insult: 0 });
});

it('leaves toxicity unknown where no kind of it is present: it may be another', () => {
  expect(implied({ identity_attack: 0 })).toEqual({ identity_attack: 0 });
  expect(implied({ obscene: 1 })).toEqual({ obscene: 1 });
});

it('takes what is not toxic at all for no kind of it, swearing aside', () => {
  expect(implied({ toxicity: 0 })).toEqual({
    toxicity: 0,
    severe_toxicity: 0,
    threat: 0,
    insult: 0,
    identity_attack: 0,
  });
  expect(implied({ toxicity: 0.2 })).toEqual({ toxicity: 0.2 });
});

it('keeps what the source says', () => {
  expect(implied({ toxicity: 0, insult: 0.3 })).toMatchObject({ toxicity: 0, insult: 0.3 });
});
