import * as z from 'zod/mini';
import { Analysis } from '../schemas.ts';
import { ErrorResponse } from './api-error.ts';
import { AnalyzeRequest, ClassifyRequest, ClassifyResponse } from './own.ts';
import {
  AnalyzeCommentRequest,
  AnalyzeCommentResponse,
  SuggestCommentScoreRequest,
  SuggestCommentScoreResponse,
} from './perspective/schemas.ts';

const SCHEMAS = {
  AnalyzeCommentRequest,
  AnalyzeCommentResponse,
  SuggestCommentScoreRequest,
  SuggestCommentScoreResponse,
  ClassifyRequest,
  ClassifyResponse,
  AnalyzeRequest,
  Analysis,
  ErrorResponse,
} as const;
type SchemaName = keyof typeof SCHEMAS;

/** What the server answers, as OpenAPI 3.1, made of the very schemas that requests are checked with. */
export function openApiDocument(version: string) {
  const post = (id: string, summary: string, request: SchemaName, response: SchemaName | 'page') => ({
    post: {
      operationId: id,
      summary,
      requestBody: { required: true, content: jsonOf(request) },
      responses: {
        200: {
          description: 'Done.',
          content: response === 'page' ? { 'text/html': { schema: { type: 'string' } } } : jsonOf(response),
        },
        default: { description: 'What went wrong, as Google’s interfaces say it.', content: jsonOf('ErrorResponse') },
      },
    },
  });
  const get = (id: string, summary: string, type: string) => ({
    get: {
      operationId: id,
      summary,
      security: [],
      responses: { 200: { description: 'Done.', content: { [type]: {} } } },
    },
  });
  return {
    openapi: '3.1.1',
    info: {
      title: 'below-the-line',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description: 'Stance and toxicity of reader comments, and the requests of Perspective’s comment analyzer.',
    },
    servers: [{ url: '/' }],
    security: [{}, { key: [] }, { header: [] }],
    paths: {
      '/v1alpha1/comments:analyze': post(
        'analyzeComment',
        'Score a comment as Perspective did.',
        'AnalyzeCommentRequest',
        'AnalyzeCommentResponse',
      ),
      '/v1alpha1/comments:suggestscore': post(
        'suggestCommentScore',
        'Keep a moderator’s decision to train on.',
        'SuggestCommentScoreRequest',
        'SuggestCommentScoreResponse',
      ),
      '/v1/classify': post('classify', 'Judge a comment, or several.', 'ClassifyRequest', 'ClassifyResponse'),
      '/v1/analyze': post('analyze', 'Judge every comment of a page.', 'AnalyzeRequest', 'Analysis'),
      '/v1/report': post('report', 'Analyse a page and answer with one to look at.', 'AnalyzeRequest', 'page'),
      '/health': get('health', 'Is it there, and with which model.', 'application/json'),
      '/metrics': get('metrics', 'Counts and times for Prometheus.', 'text/plain'),
      '/$discovery/rest': get('discovery', 'What Google’s clients build themselves from.', 'application/json'),
      '/openapi.json': get('openapi', 'This document.', 'application/json'),
    },
    components: {
      schemas: componentsOf(),
      securitySchemes: {
        key: { type: 'apiKey', in: 'query', name: 'key' },
        header: { type: 'apiKey', in: 'header', name: 'x-goog-api-key' },
      },
    },
  };
}

const jsonOf = (name: SchemaName) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });

function componentsOf(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const io = name.endsWith('Request') ? 'input' : 'output';
      const { $schema, ...json } = z.toJSONSchema(schema, { io });
      return [name, json];
    }),
  );
}
