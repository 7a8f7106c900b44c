const ATTRIBUTE_NAMES = 'Attribute names, for example TOXICITY.';

const string = (description: string) => ({ type: 'string', description });
const boolean = (description: string) => ({ type: 'boolean', description });
const number = (description: string) => ({ type: 'number', format: 'float', description });
const integer = (description: string) => ({ type: 'integer', format: 'int32', description });
const ref = ($ref: string, description: string) => ({ $ref, description });
const list = (items: object, description: string) => ({ type: 'array', items, description });
const map = ($ref: string, description: string) => ({ type: 'object', additionalProperties: { $ref }, description });
const chosen = (description: string, values: readonly string[]) => ({
  type: 'string',
  enum: values,
  enumDescriptions: values.map(() => ''),
  description,
});
const object = (id: string, description: string, properties: object) => ({
  id,
  type: 'object',
  description,
  properties,
});

const SCORE_TYPES = ['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW'] as const;

const SCHEMAS = [
  object('AnalyzeCommentRequest', 'The comment analysis request.', {
    comment: ref('TextEntry', 'The comment to analyze.'),
    context: ref('Context', 'The context of the comment.'),
    requestedAttributes: map('AttributeParameters', ATTRIBUTE_NAMES),
    languages: list({ type: 'string' }, 'The languages of the comment. Any are answered.'),
    doNotStore: boolean('Nothing is stored by an analysis.'),
    dropUnsupportedAttributes: boolean('Leave unknown attributes out instead of answering with an error.'),
    clientToken: string('Echoed in the answer.'),
    sessionId: string('Session of the client.'),
    communityId: string('Community of the client.'),
    spanAnnotations: boolean('Score each sentence too.'),
  }),
  object('AnalyzeCommentResponse', 'The comment analysis response.', {
    attributeScores: map('AttributeScores', ATTRIBUTE_NAMES),
    languages: list({ type: 'string' }, 'The language that the model reads.'),
    detectedLanguages: list({ type: 'string' }, 'The language of the comment as far as it is known.'),
    clientToken: string('Echoed from the request.'),
  }),
  object('ArticleAndParentComment', 'What stance is measured towards.', {
    article: ref('TextEntry', 'The article; its first line is the target of stance.'),
    parentComment: ref('TextEntry', 'The comment that is answered.'),
  }),
  object('AttributeParameters', 'How an attribute is scored.', {
    scoreType: chosen('PROBABILITY is served.', SCORE_TYPES),
    scoreThreshold: number('Scores below it are left out.'),
  }),
  object('AttributeScores', 'The scores of an attribute.', {
    summaryScore: ref('Score', 'Score of the comment as a whole.'),
    spanScores: list({ $ref: 'SpanScore' }, 'Scores of its parts.'),
  }),
  object('Context', 'The context of a comment: one of the two.', {
    entries: list({ $ref: 'TextEntry' }, 'Texts around the comment.'),
    articleAndParentComment: ref('ArticleAndParentComment', 'The article and the comment that is answered.'),
  }),
  object('Score', 'A score.', { value: number('From 0 to 1.'), type: chosen('The type of the value.', SCORE_TYPES) }),
  object('SpanScore', 'The score of a part.', {
    begin: integer('UTF-16 offset of its beginning.'),
    end: integer('UTF-16 offset of its end, exclusive.'),
    score: ref('Score', 'The score.'),
  }),
  object('SuggestCommentScoreRequest', 'A decision on a comment, to learn from.', {
    comment: ref('TextEntry', 'The comment.'),
    context: ref('Context', 'The context of the comment.'),
    attributeScores: map('AttributeScores', ATTRIBUTE_NAMES),
    languages: list({ type: 'string' }, 'The languages of the comment.'),
    clientToken: string('Echoed in the answer.'),
    sessionId: string('Session of the client.'),
    communityId: string('Community of the client; the source of the row.'),
  }),
  object('SuggestCommentScoreResponse', 'What became of a decision: an answer means that it is kept.', {
    clientToken: string('Echoed from the request.'),
    detectedLanguages: list({ type: 'string' }, 'The language of the comment as far as it is known.'),
    requestedLanguages: list({ type: 'string' }, 'The languages of the request.'),
  }),
  object('TextEntry', 'A text.', {
    text: string('UTF-8 text.'),
    type: chosen('What kind of text it is.', ['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML']),
  }),
];

const query = (type: string, description: string, more: object = {}) => ({
  type,
  location: 'query',
  description,
  ...more,
});

const method = (name: string, request: string, response: string, description: string) => ({
  id: `commentanalyzer.comments.${name}`,
  path: `v1alpha1/comments:${name}`,
  flatPath: `v1alpha1/comments:${name}`,
  httpMethod: 'POST',
  description,
  parameters: {},
  parameterOrder: [],
  request: { $ref: request },
  response: { $ref: response },
  scopes: ['https://www.googleapis.com/auth/userinfo.email'],
});

/**
 * Returns the discovery document that Google's clients build themselves from (Google API Discovery Service v1). They
 * call whatever `rootUrl` names.
 */
export const discoveryDocument = (rootUrl: string) => ({
  kind: 'discovery#restDescription',
  discoveryVersion: 'v1',
  id: 'commentanalyzer:v1alpha1',
  name: 'commentanalyzer',
  canonicalName: 'Comment Analyzer',
  version: 'v1alpha1',
  version_module: true,
  revision: '20190414',
  title: 'Perspective Comment Analyzer API',
  description: 'Scores of comments, answered by below-the-line.',
  documentationLink: 'https://conversationai.github.io/',
  ownerDomain: 'google.com',
  ownerName: 'Google',
  icons: {
    x16: 'http://www.google.com/images/icons/product/search-16.gif',
    x32: 'http://www.google.com/images/icons/product/search-32.gif',
  },
  protocol: 'rest',
  rootUrl,
  baseUrl: rootUrl,
  basePath: '',
  servicePath: '',
  batchPath: 'batch',
  mtlsRootUrl: rootUrl,
  fullyEncodeReservedExpansion: true,
  auth: {
    oauth2: {
      scopes: { 'https://www.googleapis.com/auth/userinfo.email': { description: 'View your email address' } },
    },
  },
  parameters: {
    '$.xgafv': query('string', 'V1 error format.', {
      enum: ['1', '2'],
      enumDescriptions: ['v1 error format', 'v2 error format'],
    }),
    access_token: query('string', 'OAuth access token.'),
    alt: query('string', 'Data format for response.', {
      default: 'json',
      enum: ['json', 'media', 'proto'],
      enumDescriptions: ['JSON', 'Media', 'Protocol buffer'],
    }),
    callback: query('string', 'JSONP'),
    fields: query('string', 'Selector specifying which fields to include in a partial response.'),
    key: query('string', 'API key.'),
    oauth_token: query('string', 'OAuth 2.0 token for the current user.'),
    prettyPrint: query('boolean', 'Returns response with indentations and line breaks.', { default: 'true' }),
    quotaUser: query('string', 'Available to use for quota purposes for server-side applications.'),
    uploadType: query('string', 'Legacy upload protocol for media.'),
    upload_protocol: query('string', 'Upload protocol for media.'),
  },
  schemas: Object.fromEntries(SCHEMAS.map((schema) => [schema.id, schema])),
  resources: {
    comments: {
      methods: {
        analyze: method(
          'analyze',
          'AnalyzeCommentRequest',
          'AnalyzeCommentResponse',
          'Analyzes the provided text and returns scores for requested attributes.',
        ),
        suggestscore: method(
          'suggestscore',
          'SuggestCommentScoreRequest',
          'SuggestCommentScoreResponse',
          'Suggest comment scores as training data.',
        ),
      },
    },
  },
});
