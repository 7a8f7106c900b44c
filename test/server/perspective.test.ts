import { describe, expect, it } from 'vitest';
import { createApp, type FeedbackRow } from '../../src/server/index.ts';
import { detectedLanguage } from '../../src/server/perspective/language.ts';
import { AnalyzeCommentResponse } from '../../src/server/perspective/schemas.ts';
import { sentencesOf } from '../../src/server/perspective/sentences.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { ANALYZE, asking, post, SUGGEST } from '../fixtures/requests.ts';

const app = createApp({ classifier: stubClassifier });
const SIX = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'];
const errorWith = (message: RegExp, status = 'INVALID_ARGUMENT', code = 400) => ({
  status: code,
  body: { error: { code, status, message: expect.stringMatching(message) } },
});

describe('comments:analyze', () => {
  it('scores the six attributes, each with a span over the whole', async () => {
    const { status, body } = await post(
      app,
      ANALYZE,
      asking('You idiot.', SIX, { clientToken: 'mine', languages: ['en'] }),
    );
    expect(status).toBe(200);
    expect(AnalyzeCommentResponse.parse(body)).toEqual(body);
    const { toxicity } = stubClassifier.classify({ text: 'You idiot.' });
    const expected = ['toxicity', 'severe_toxicity', 'identity_attack', 'insult', 'obscene', 'threat'] as const;
    for (const [i, name] of SIX.entries()) {
      const score = { value: toxicity.scores[expected[i] as (typeof expected)[number]], type: 'PROBABILITY' };
      expect(body.attributeScores[name]).toEqual({ summaryScore: score, spanScores: [{ begin: 0, end: 10, score }] });
    }
    expect(body).toMatchObject({ clientToken: 'mine', languages: ['en'], detectedLanguages: ['en'] });
  });

  it('is found under a path whose signs are written in hexadecimal, key and all', async () => {
    const locked = createApp({ classifier: stubClassifier, keys: ['secret'] });
    const ask = (path: string) => locked.request(path, { method: 'POST', body: JSON.stringify(asking('you idiot')) });
    expect((await ask('/v1alpha1/comments%3Aanalyze?key=secret')).status).toBe(200);
    expect((await ask('/v1alpha1/comments%3aanalyze')).status).toBe(403);
    expect((await locked.request('/%24discovery/rest?version=v1alpha1')).status).toBe(200);
  });

  it('scores sentences by UTF-16 offsets', async () => {
    const text = '😀 What a day!  You idiot. ';
    const { body } = await post(app, ANALYZE, asking(text, ['TOXICITY'], { spanAnnotations: true }));
    const spans = body.attributeScores.TOXICITY.spanScores as {
      begin: number;
      end: number;
      score: { value: number };
    }[];
    expect(spans.map(({ begin, end }) => text.slice(begin, end))).toEqual(['😀 What a day!', 'You idiot.']);
    expect(spans[1]?.score.value).toBeGreaterThan(spans[0]?.score.value as number);
  });

  it('leaves out what is under its threshold, and nothing else', async () => {
    const requestedAttributes = { TOXICITY: { scoreThreshold: 0.5 }, THREAT: { scoreThreshold: 0.5 }, INSULT: null };
    const { body } = await post(app, ANALYZE, { comment: { text: 'idiot' }, requestedAttributes });
    expect(Object.keys(body.attributeScores)).toEqual(['TOXICITY', 'INSULT']);
  });

  it('reads HTML as a reader does', async () => {
    const { body } = await post(app, ANALYZE, {
      ...asking('x'),
      comment: { text: '<p>You <b>id</b>iot &amp; co</p>', type: 'HTML' },
    });
    expect(body.attributeScores.TOXICITY.spanScores[0]).toMatchObject({ begin: 0, end: 14 });
    const plain = await post(app, ANALYZE, asking('<i class="idiot">hello</i>'));
    expect(plain.body.attributeScores.TOXICITY.spanScores[0].end).toBe(26);
  });

  it('measures stance and answer in the context that the schema always had', async () => {
    const context = {
      articleAndParentComment: {
        article: { text: 'Close the bridge\n\nLong text' },
        parentComment: { text: 'Close it.' },
      },
    };
    const names = ['STANCE_FAVOR', 'STANCE_AGAINST', 'REPLY_AGREE', 'REPLY_DISAGREE'];
    const { body } = await post(app, ANALYZE, asking('Nonsense, but never mind.', names, { context }));
    const { stance, reply } = stubClassifier.classify({
      text: 'Nonsense, but never mind.',
      target: 'Close the bridge',
      parent: 'Close it.',
    });
    expect(names.map((name) => body.attributeScores[name].summaryScore.value)).toEqual([
      stance?.scores.favor,
      stance?.scores.against,
      reply?.scores.agree,
      reply?.scores.disagree,
    ]);
    expect(await post(app, ANALYZE, asking('No', ['STANCE_FAVOR']))).toMatchObject(
      errorWith(/STANCE_FAVOR needs context\.articleAndParentComment\.article/),
    );
    expect(await post(app, ANALYZE, asking('No', ['REPLY_AGREE']))).toMatchObject(
      errorWith(/needs context\.articleAndParentComment\.parentComment/),
    );
    const both = { context: { ...context, entries: [{ text: 'x' }] } };
    expect(await post(app, ANALYZE, asking('No', ['TOXICITY'], both))).toMatchObject(
      errorWith(/expected entries or articleAndParentComment, got both/),
    );
  });

  it.each([
    ['yo hamburger', ['tr'], 'en'],
    ['Das ist aber dumm von euch', ['de'], 'de'],
    ['это глупо', ['ru'], 'ru'],
    ['12345 !!!', undefined, 'en'],
  ])('answers %j (%j) instead of rejecting its language', async (text, languages, detected) => {
    const { status, body } = await post(app, ANALYZE, asking(text, ['TOXICITY'], { languages }));
    expect([status, body.languages, body.detectedLanguages]).toEqual([200, ['en'], [detected]]);
    expect(body.attributeScores.TOXICITY.summaryScore.value).toBeGreaterThanOrEqual(0);
  });

  it.each(['SPAM', 'SEXUALLY_EXPLICIT', 'LIKELY_TO_REJECT', 'CURIOSITY_EXPERIMENTAL', 'SCAPEGOATING_EXPERIMENTAL'])(
    'answers %s, which Perspective scored and nothing does here, with a 0 that is marked as such',
    async (name) => {
      const { body, headers } = await post(app, ANALYZE, asking('idiot', [name, 'TOXICITY']));
      expect(body.attributeScores[name].summaryScore).toEqual({ value: 0, type: 'PROBABILITY' });
      expect(body.attributeScores.TOXICITY.summaryScore.value).toBeGreaterThan(0.5);
      expect(headers.get('x-unmeasured-attributes')).toBe(name);
      expect(headers.get('warning')).toBe(`299 - "not measured: ${name}"`);
    },
  );

  it('leaves such attributes out, or refuses them, where the operator says so', async () => {
    const asked = asking('idiot', ['FLIRTATION', 'TOXICITY']);
    const omitting = createApp({ classifier: stubClassifier, unknownAttributes: 'omit' });
    const { body, headers } = await post(omitting, ANALYZE, asked);
    expect(Object.keys(body.attributeScores)).toEqual(['TOXICITY']);
    expect(headers.get('x-unmeasured-attributes')).toBe('FLIRTATION');
    const refusing = createApp({ classifier: stubClassifier, unknownAttributes: 'refuse' });
    expect(await post(refusing, ANALYZE, asked)).toMatchObject(errorWith(/"FLIRTATION" is not measured here/));
  });

  it('rejects attributes that nobody knows, or drops them when told to', async () => {
    const names = ['LIKELY_TO_REJECT', 'TOXCITY', 'TOXICITY', '__proto__', 'constructor'];
    expect(await post(app, ANALYZE, asking('x', ['TOXCITY']))).toMatchObject(
      errorWith(/"TOXCITY" is not measured here: expected one of TOXICITY, /),
    );
    const { body } = await post(app, ANALYZE, asking('x', names, { dropUnsupportedAttributes: true }));
    expect(Object.keys(body.attributeScores)).toEqual(['TOXICITY']);
  });

  it.each([
    ['{', /no JSON/],
    ['[]', /expected object/],
    [{}, /comment/],
    [asking(''), /comment\.text: expected words, got none/],
    [{ ...asking('x'), comment: { text: '<img>', type: 'HTML' } }, /expected words/],
    [asking('x', []), /requestedAttributes: expected at least one, got none/],
    [
      { comment: { text: 'x' }, requestedAttributes: { TOXICITY: { scoreType: 'PERCENTILE' } } },
      /expected PROBABILITY, got PERCENTILE/,
    ],
    [asking('x'.repeat(20_481)), /at most 20480 characters, got 20481/],
    [`{"comment":${'['.repeat(65)}`, /nests deeper than 64/],
  ])('rejects %.60j with the reason', async (body, message) => {
    expect(await post(app, ANALYZE, body)).toMatchObject(errorWith(message));
  });
});

describe('comments:suggestscore', () => {
  const keeping = () => {
    const rows: FeedbackRow[] = [];
    return {
      rows,
      app: createApp({ classifier: stubClassifier, feedback: { append: async (row) => void rows.push(row) } }),
    };
  };
  const deciding = (name: string, value: number, more: object = {}) => ({
    comment: { text: 'You idiot' },
    attributeScores: { [name]: { summaryScore: { value } } },
    ...more,
  });

  it('keeps a decision as a row to train on', async () => {
    const { rows, app } = keeping();
    const more = {
      clientToken: 'comment:7',
      communityId: 'Coral:https://c.example',
      languages: ['en'],
      context: { entries: [{ text: '{"url":"https://c.example/story?commentID=7"}' }] },
    };
    const { body } = await post(app, SUGGEST, deciding('PROFANITY', 1, more));
    expect(body).toEqual({ clientToken: 'comment:7', detectedLanguages: ['en'], requestedLanguages: ['en'] });
    expect(rows).toMatchObject([
      {
        text: 'You idiot',
        labels: { obscene: 1 },
        source: 'Coral:https://c.example',
        group: 'https://c.example/story',
        clientToken: 'comment:7',
      },
    ]);
  });

  it('rejects what it cannot learn from', async () => {
    const { rows, app: keeper } = keeping();
    expect(await post(keeper, SUGGEST, deciding('TOXCITY', 1))).toMatchObject(errorWith(/not measured/));
    expect(await post(keeper, SUGGEST, deciding('SPAM', 1))).toMatchObject(
      errorWith(/expected a summaryScore of an attribute of toxicity/),
    );
    expect(await post(keeper, SUGGEST, deciding('TOXICITY', 2))).toMatchObject(errorWith(/<=1/));
    expect(rows).toEqual([]);
  });

  it('acknowledges what it does not keep, as Perspective did, and tells the operator once', async () => {
    const warnings: string[] = [];
    const keepsNothing = createApp({ classifier: stubClassifier, warn: (message) => warnings.push(message) });
    for (let i = 0; i < 2; i++) {
      const { status, body } = await post(keepsNothing, SUGGEST, { ...deciding('TOXICITY', 1), clientToken: 'mine' });
      expect([status, body.clientToken]).toEqual([200, 'mine']);
    }
    expect(warnings).toEqual([expect.stringMatching(/nothing of it is kept: --feedback/)]);
  });

  it('does not acknowledge what could not be kept', async () => {
    const full = createApp({
      classifier: stubClassifier,
      feedback: { append: () => Promise.reject(new Error('no space left')) },
    });
    expect(await post(full, SUGGEST, deciding('TOXICITY', 1))).toMatchObject(
      errorWith(/could not be kept: no space left/, 'UNAVAILABLE', 503),
    );
  });
});

describe('texts', () => {
  it('part into sentences', () => {
    const parts = (text: string) => sentencesOf(text).map(({ begin, end }) => text.slice(begin, end));
    expect(parts(' One... Two?! “Three!” said he.\n\nfour. 3.14, e.g')).toEqual([
      ...['One...', 'Two?!', '“Three!”', 'said he.', 'four.', '3.14, e.g'],
    ]);
    expect(parts('好。坏！')).toEqual(['好。', '坏！']);
  });

  it('have a hundred spans at most, that still miss no word', () => {
    const text = 'A b. C! '.repeat(333);
    const spans = sentencesOf(text);
    expect(spans.length).toBeLessThanOrEqual(100);
    expect(
      spans
        .map(({ begin, end }) => text.slice(begin, end))
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''));
    expect(sentencesOf('  ')).toEqual([]);
  });

  it('are English unless their words or letters say otherwise', () => {
    expect(['naïve café', 'שלום', '你好世界 ok', ''].map(detectedLanguage)).toEqual(['en', 'he', 'zh', 'en']);
  });
});
