// The thread of a page analyser.
import { type LoadOptions, loadClassifier } from '../../classifier.ts';
import { answerPool } from '../../threads/worker.ts';
import { createPageAnalyser } from '../page-analyser.ts';

answerPool(async (options: LoadOptions) => createPageAnalyser(await loadClassifier(options)));
