// A thread that classifies comments.
import { type LoadOptions, loadClassifier } from '../../classifier.ts';
import { answerPool } from '../../threads/worker.ts';
import { type CommentGroup, classifyGroup } from '../comments/group.ts';
import type { Classified } from './classifier-pool.ts';

answerPool(async (options: LoadOptions) => {
  const classifier = await loadClassifier({ ...options, eager: true });
  return (groups: readonly CommentGroup[]): Classified => {
    const started = performance.now();
    const results = groups.map((group) => classifyGroup(classifier, group));
    return { results, milliseconds: performance.now() - started };
  };
});
