import { expectTypeOf, test } from 'vitest';
import {
  createPredictor,
  type Evaluation,
  evaluate,
  type LexicalScorer,
  type Predictor,
} from '../src/evaluate/index.ts';
import {
  type Analysis,
  analyzePage,
  type BelowTheLineError,
  type Classification,
  type ClassifiedThread,
  type Classifier,
  type ClassifyInput,
  type Comment,
  type ErrorCode,
  extractThread,
  loadClassifier,
  type Page,
  type PageInput,
  type PageSource,
  readPage,
  renderReport,
  type Span,
  type Thread,
  type Token,
  tokenize,
} from '../src/index.ts';
import { createApp, type FeedbackStore } from '../src/server/index.ts';
import { type Listening, listen, openFeedback } from '../src/server/node/index.ts';

test('the public calls', () => {
  expectTypeOf(loadClassifier).returns.resolves.toEqualTypeOf<Classifier>();
  expectTypeOf(loadClassifier).toBeCallableWith({ model: new URL('file:///models/en/') });
  expectTypeOf<Classifier['classify']>().returns.toEqualTypeOf<Classification>();
  expectTypeOf(readPage).parameter(0).toEqualTypeOf<string | Uint8Array | PageInput>();
  expectTypeOf(readPage).returns.toEqualTypeOf<Page>();
  expectTypeOf<Page['kind']>().toEqualTypeOf<'html' | 'text' | 'json' | 'xml' | 'lines' | 'table'>();
  // What readPage returns goes wherever a page goes.
  expectTypeOf<Page>().toExtend<Parameters<typeof analyzePage>[0]>();
  expectTypeOf(extractThread).parameter(0).toEqualTypeOf<PageSource>();
  expectTypeOf(extractThread).returns.toEqualTypeOf<Thread>();
  expectTypeOf(analyzePage({} as PageInput, { classifier: {} as Classifier })).toEqualTypeOf<Analysis>();
  expectTypeOf(tokenize).returns.toEqualTypeOf<Token[]>();
  expectTypeOf(renderReport).returns.resolves.toEqualTypeOf<string>();
});

test('with an encoder the same calls answer at once, in the same form', () => {
  expectTypeOf(loadClassifier).toBeCallableWith({ encoder: 'always', model: 'folder' });
  expectTypeOf(loadClassifier).toBeCallableWith({ encoder: 'never' });
  // @ts-expect-error: an encoder is asked by itself, always or never
  loadClassifier({ encoder: 'sometimes' });
  const files = { manifest: new Uint8Array(), weights: new Uint8Array() };
  expectTypeOf(loadClassifier).toBeCallableWith({ model: files });
  expectTypeOf(loadClassifier).toBeCallableWith({ model: { ...files, encoder: new Uint8Array() } });
  // @ts-expect-error: no encoder answers without the lexical scorer
  loadClassifier({ model: { manifest: files.manifest, encoder: new Uint8Array() } });
  expectTypeOf<Classifier['classify']>().parameters.toEqualTypeOf<[ClassifyInput]>();
  expectTypeOf<Classifier['classifyThread']>().returns.toEqualTypeOf<ClassifiedThread>();
});

test('what is served is measured', () => {
  expectTypeOf(evaluate).parameter(0).toEqualTypeOf<Predictor>();
  expectTypeOf(evaluate).returns.resolves.toEqualTypeOf<Evaluation>();
  expectTypeOf(createPredictor).toBeCallableWith({} as LexicalScorer);
  expectTypeOf(createPredictor).returns.toEqualTypeOf<Predictor>();
  expectTypeOf<Predictor['probabilities']>().returns.toEqualTypeOf<Float32Array>();
});

test('the server', () => {
  expectTypeOf(createApp).toBeCallableWith({ classifier: {} as Classifier });
  expectTypeOf(createApp({ classifier: {} as Classifier }).fetch).returns.toExtend<Response | Promise<Response>>();
  expectTypeOf(listen).returns.resolves.toEqualTypeOf<Listening>();
  expectTypeOf(openFeedback).returns.resolves.toExtend<FeedbackStore>();
});

test('results are read-only, and say null where there may be nothing', () => {
  expectTypeOf<Thread['comments']>().toEqualTypeOf<readonly Comment[]>();
  expectTypeOf<Comment['parentId']>().toEqualTypeOf<string | null>();
  expectTypeOf<Classification['stance']>().extract<null>().toEqualTypeOf<null>();
  expectTypeOf<Classification['toxicity']['scores']['severe_toxicity']>().toEqualTypeOf<number>();
  expectTypeOf<Classification['toxicity']['spans']>().toEqualTypeOf<readonly Span[]>();
  // @ts-expect-error: a result cannot be written to
  (comment: Comment) => (comment.text = 'other words');
});

test('errors carry a code that a switch can be complete over', () => {
  expectTypeOf<BelowTheLineError['code']>().toEqualTypeOf<ErrorCode>();
  expectTypeOf<'invalid-model'>().toExtend<ErrorCode>();
});
