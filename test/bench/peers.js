// What a user of npm would pick instead. Each gives a function from text to { score, toxic }, or throws where it is not
// installed (npm ci --prefix test/bench). `share`: how much of the comments a slow one is timed on. What learns does so from
// the rows that it is given.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const flag = (toxic) => ({ score: Number(toxic), toxic });

export const PEERS = [
  {
    name: 'leo-profanity (word list)',
    load: () => {
      const filter = require('leo-profanity');
      return (text) => flag(filter.check(text));
    },
  },
  {
    name: 'obscenity (patterns)',
    load: async () => {
      const { englishDataset, englishRecommendedTransformers, RegExpMatcher } = await import('obscenity');
      const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
      return (text) => flag(matcher.hasMatch(text));
    },
  },
  {
    name: 'glin-profanity (word list)',
    share: 0.2,
    load: async () => {
      const { Filter } = await import('glin-profanity');
      const filter = new Filter({ languages: ['english'] });
      return (text) => flag(filter.isProfane(text));
    },
  },
  {
    name: 'bad-words (word list)',
    share: 0.2,
    load: async () => {
      const { Filter } = await import('bad-words');
      const filter = new Filter();
      return (text) => flag(filter.isProfane(text));
    },
  },
  {
    name: 'wink (naive Bayes)',
    share: 0.2,
    load: (train) => {
      const bayes = require('wink-naive-bayes-text-classifier')();
      const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'));
      const { its } = nlp;
      bayes.definePrepTasks([
        (text) => {
          const tokens = [];
          nlp
            .readDoc(text)
            .tokens()
            .filter((token) => token.out(its.type) === 'word' && !token.out(its.stopWordFlag))
            .each((token) => tokens.push(`${token.out(its.negationFlag) ? '!' : ''}${token.out(its.stem)}`));
          return tokens;
        },
      ]);
      bayes.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
      for (const { text, toxic } of train) bayes.learn(text, toxic ? 'toxic' : 'clean');
      bayes.consolidate();
      return (text) => {
        const odds = Object.fromEntries(bayes.computeOdds(text)).toxic ?? 0;
        return { score: odds, toxic: odds > 0 };
      };
    },
  },
  {
    name: 'natural (naive Bayes)',
    share: 0.05,
    load: (train) => {
      const Bayes = require('natural/lib/natural/classifiers/bayes_classifier.js');
      const bayes = new Bayes();
      for (const { text, toxic } of train) bayes.addDocument(text, toxic ? 'toxic' : 'clean');
      bayes.train();
      return (text) => {
        const values = Object.fromEntries(bayes.getClassifications(text).map(({ label, value }) => [label, value]));
        const score = values.toxic / (values.toxic + values.clean);
        return { score: Number.isFinite(score) ? score : 0.5, toxic: score > 0.5 };
      };
    },
  },
];
