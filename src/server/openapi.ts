import * as z from 'zod/mini';
import { Analysis } from '../schemas.ts';
import { ErrorResponse } from './api-error.ts';
import { PATHS } from './paths.ts';
import {
  AnalyzeCommentRequest,
  AnalyzeCommentResponse,
  SuggestCommentScoreRequest,
  SuggestCommentScoreResponse,
} from './perspective/schemas.ts';
import { AnalyzeRequest, ClassifyRequest, ClassifyResponse, TargetsResponse } from './v1/schemas.ts';

const SCHEMAS = {
  AnalyzeCommentRequest,
  AnalyzeCommentResponse,
  SuggestCommentScoreRequest,
  SuggestCommentScoreResponse,
  ClassifyRequest,
  ClassifyResponse,
  AnalyzeRequest,
  Analysis,
  TargetsResponse,
  ErrorResponse,
} as const;
type SchemaName = keyof typeof SCHEMAS;

/**
 * Returns the description of the server as OpenAPI 3.1, made of the very schemas that requests are checked with.
 * @param version of the model
 */
export const openApiDocument = (version: string) => ({
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
    [PATHS.analyzeComment]: post(
      'analyzeComment',
      'Score a comment as Perspective did.',
      'AnalyzeCommentRequest',
      'AnalyzeCommentResponse',
    ),
    [PATHS.suggestCommentScore]: post(
      'suggestCommentScore',
      'Keep a moderator’s decision to train on.',
      'SuggestCommentScoreRequest',
      'SuggestCommentScoreResponse',
    ),
    [PATHS.classify]: post('classify', 'Classify a comment, or several.', 'ClassifyRequest', 'ClassifyResponse'),
    [PATHS.analyze]: post('analyze', 'Classify every comment of a page.', 'AnalyzeRequest', 'Analysis'),
    [PATHS.report]: post('report', 'Analyse a page and return its report as HTML.', 'AnalyzeRequest', 'html'),
    [PATHS.targets]: post(
      'targets',
      'Name what the readers of a page may be for or against.',
      'AnalyzeRequest',
      'TargetsResponse',
    ),
    [PATHS.health]: get('health', 'Whether the server is there, and with which model.', 'application/json'),
    [PATHS.metrics]: get('metrics', 'Counts and times for Prometheus.', 'text/plain'),
    [PATHS.discovery]: get('discovery', 'What Google’s clients build themselves from.', 'application/json'),
    [PATHS.openApi]: get('openapi', 'This document.', 'application/json'),
  },
  components: {
    schemas: jsonSchemas(),
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'key' },
      header: { type: 'apiKey', in: 'header', name: 'x-goog-api-key' },
    },
  },
});

const post = (id: string, summary: string, request: SchemaName, response: SchemaName | 'html') => ({
  post: {
    operationId: id,
    summary,
    requestBody: { required: true, content: jsonOf(request) },
    responses: {
      200: {
        description: 'Done.',
        content: response === 'html' ? { 'text/html': { schema: { type: 'string' } } } : jsonOf(response),
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

const jsonOf = (name: SchemaName) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });

function jsonSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const io = name.endsWith('Request') ? 'input' : 'output';
      const { $schema, ...json } = z.toJSONSchema(schema, { io });
      return [name, json];
    }),
  );
}
