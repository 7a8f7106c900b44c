import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDataset } from '../../src/dataset/rows/examples.ts';
import { type FeedbackFile, type Listening, listen, openFeedback } from '../../src/server/node/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LEAD_HERE = resolve(ROOT, 'test/fixtures/lead-here.cjs');
const FEEDBACK = join(await mkdtemp(join(tmpdir(), 'btl-clients-')), 'feedback.jsonl');
const toxicityOf = (text: string) => stubClassifier.classify({ text }).toxicity.scores;
let server: Listening;
let feedback: FeedbackFile;

beforeAll(async () => {
  feedback = await openFeedback(FEEDBACK);
  server = await listen({ classifier: stubClassifier, port: 0, feedback });
});
afterAll(async () => {
  await server.close();
  await feedback.close();
});

/**
 * Runs a client in a process of its own and gives what it prints. Clients whose address is fixed in their code are
 * led here on the wire: nothing of theirs is changed.
 */
async function run(script: string): Promise<unknown> {
  const env = { PATH: process.env.PATH, SERVER: server.url };
  const wrapped = `(async () => { ${script} })().then((value) => console.log(JSON.stringify(value)))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--require', LEAD_HERE, '-e', wrapped], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

describe('perspective-api-client', () => {
  const analyze = (args: string) =>
    run(`const Perspective = require('perspective-api-client');
      return new Perspective({ apiKey: 'any' }).analyze(${args}).catch((error) => ({ name: error.name, message: error.message }));`);

  it('gets its scores', async () => {
    expect(await analyze("'<b>you idiot</b>', { attributes: ['toxicity', 'profanity'] }")).toMatchObject({
      attributeScores: {
        TOXICITY: { summaryScore: { value: toxicityOf('you idiot').toxicity, type: 'PROBABILITY' } },
        PROFANITY: { summaryScore: { value: toxicityOf('you idiot').obscene } },
      },
      languages: ['en'],
    });
  });

  it('gets our words where something is wrong', async () => {
    expect(await analyze("'hello', { attributes: ['toxcity'] }")).toMatchObject({
      name: 'ResponseError',
      message: expect.stringMatching(/"TOXCITY" is not measured here/),
    });
  });
});

describe('@conversationai/perspectiveapi-js-client', () => {
  it('gets its scores, SPAM included, which it asks for by default', async () => {
    const scores = await run(`const { Client } = require('@conversationai/perspectiveapi-js-client');
      return new Client('any').getScores('you idiot');`);
    expect(scores).toEqual({ SPAM: 0, TOXICITY: toxicityOf('you idiot').toxicity });
  });
});

describe('what clients of other languages send', () => {
  const send = async (path: string, body?: string) => {
    const response = await fetch(`${server.url}${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
    return { status: response.status, data: (await response.json()) as Record<string, never> };
  };
  const asked = { comment: { text: 'you idiot' }, requestedAttributes: { TOXICITY: {} } };
  const scored = { status: 200, data: { attributeScores: { TOXICITY: { summaryScore: { type: 'PROBABILITY' } } } } };

  it('PyPerspective: nothing at all, to try its key; the first detail of the error says what it is', async () => {
    expect(await send('/v1alpha1/comments:analyze?key=any')).toMatchObject({
      status: 400,
      data: { error: { details: [{ '@type': expect.any(String), reason: 'INVALID_ARGUMENT' }] } },
    });
  });

  it('peRspective: one language without a list around it', async () => {
    expect(await send('/v1alpha1/comments:analyze', JSON.stringify({ ...asked, languages: 'en' }))).toMatchObject(
      scored,
    );
    const decision = { comment: { text: 'x' }, attributeScores: { TOXICITY: { summaryScore: { value: 1 } } } };
    expect(
      await send('/v1alpha1/comments:suggestscore', JSON.stringify({ ...decision, languages: 'en' })),
    ).toMatchObject({ data: { requestedLanguages: ['en'] } });
  });

  it('scripts of early years: attributes with a version, which they look for in the answer', async () => {
    const body = { ...asked, requestedAttributes: { 'TOXICITY@6': {}, 'SEXUALLY_EXPLICIT@2': {} } };
    const { data } = await send('/v1alpha1/comments:analyze', JSON.stringify(body));
    expect(data).toMatchObject({
      attributeScores: {
        'TOXICITY@6': { summaryScore: { value: toxicityOf('you idiot').toxicity } },
        'SEXUALLY_EXPLICIT@2': { summaryScore: { value: 0 } },
      },
    });
  });

  it('Discourse: a session, and no language', async () => {
    const body = { ...asked, requestedAttributes: { TOXICITY: { scoreType: 'PROBABILITY' } }, doNotStore: true };
    const sent = JSON.stringify({ ...body, sessionId: 'https://forum.example_7' });
    expect(await send('/v1alpha1/comments:analyze?key=any', sent)).toMatchObject(scored);
  });
});

describe('googleapis', () => {
  const resource = `{ comment: { text: 'you idiot' }, requestedAttributes: { TOXICITY: {} } }`;
  const scored = { attributeScores: { TOXICITY: { summaryScore: { value: toxicityOf('you idiot').toxicity } } } };

  it('builds itself from the discovery document and analyses', async () => {
    const data = await run(`const { google } = require('googleapis');
      const client = await google.discoverAPI(process.env.SERVER + '/$discovery/rest?version=v1alpha1');
      return (await client.comments.analyze({ key: 'any', resource: ${resource} })).data;`);
    expect(data).toMatchObject(scored);
  });

  it('analyses with its own commentanalyzer and suggests', async () => {
    const data = await run(`const { google } = require('googleapis');
      const client = google.commentanalyzer('v1alpha1');
      const here = { rootUrl: process.env.SERVER + '/' };
      const suggested = await client.comments.suggestscore({ key: 'any', requestBody: {
        comment: { text: 'you idiot' }, attributeScores: { TOXICITY: { summaryScore: { value: 1 } } }, clientToken: 'mine' } }, here);
      const analysed = await client.comments.analyze({ key: 'any', requestBody: ${resource} }, here);
      return [suggested.data, analysed.data];`);
    expect(data).toMatchObject([{ clientToken: 'mine' }, scored]);
  });
});

describe('Coral', () => {
  /** What Coral's sendToPerspective makes of an endpoint, a key and a body. */
  async function coral(operation: string, body: object) {
    const url = new URL(`${server.url}/v1alpha1`);
    url.pathname = join(url.pathname, `/${operation}`);
    url.searchParams.set('key', 'any');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: response.ok, data: (await response.json()) as Record<string, never> };
  }

  const analyze = (text: string, language = 'en') =>
    coral('comments:analyze', {
      comment: { text },
      doNotStore: true,
      requestedAttributes: { TOXICITY: {} },
      languages: [language],
    });

  const decide = (text: string, id: string, value: 0 | 1) =>
    coral('comments:suggestscore', {
      comment: { text },
      context: {
        entries: [
          { text: JSON.stringify({ url: `https://news.example/story?commentID=${id}`, Coral_comment_id: id }) },
        ],
      },
      attributeScores: { TOXICITY: { summaryScore: { value } } },
      languages: ['en'],
      communityId: 'Coral:https://coral.example',
      clientToken: `comment:${id}`,
    });

  it('holds back at 0.8, publishes below, in every language that it sends', async () => {
    for (const language of ['en', 'es', 'fr', 'de', 'pt']) {
      const held = await analyze('you idiot', language);
      expect(held.data).toMatchObject({
        attributeScores: { TOXICITY: { summaryScore: { value: expect.any(Number) } } },
      });
      expect(
        (held.data as { attributeScores?: { TOXICITY: { summaryScore: { value: number } } } }).attributeScores?.TOXICITY
          .summaryScore.value,
      ).toBeGreaterThan(0.8);
    }
    expect((await analyze('what a lovely day')).data).toMatchObject({
      attributeScores: { TOXICITY: { summaryScore: { value: toxicityOf('lovely').toxicity } } },
    });
  });

  it('teaches by its moderators, whose decisions btl train reads as they are', async () => {
    const before = (await readFile(FEEDBACK, 'utf8')).split('\n').length - 1;
    expect((await decide('you idiot', '1', 1)).data).toMatchObject({
      clientToken: 'comment:1',
      requestedLanguages: ['en'],
    });
    expect((await decide('rubbish, but said with love', '2', 0)).ok).toBe(true);
    const { examples, badRows } = await readDataset('toxicity', [FEEDBACK]);
    expect(badRows).toEqual([]);
    expect(examples.slice(before)).toMatchObject([
      {
        text: 'you idiot',
        labels: [1, ...Array(5).fill(Number.NaN)],
        source: 'Coral:https://coral.example',
        group: 'https://news.example/story',
      },
      { text: 'rubbish, but said with love', labels: [0, ...Array(5).fill(Number.NaN)] },
    ]);
  });
});
