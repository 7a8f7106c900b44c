import type { Vocabulary } from '../../text/lexicon.ts';
import { readTerms, type Terms } from '../../text/terms.ts';
import { type KeyWords, readKeyWords } from './key-words.ts';
import { isNegatedTarget } from './negated-target.ts';
import { readTopic, type Topic } from './topic.ts';

/** A text read once for every head, and for all texts that it is compared with; each part when it is first asked for. */
export class ReadText {
  readonly terms: Terms;
  readonly #vocabulary: Vocabulary;
  #topic: Topic | null = null;
  #keyWords: KeyWords | null = null;
  #isNegated: boolean | null = null;

  constructor(terms: Terms, vocabulary: Vocabulary) {
    this.terms = terms;
    this.#vocabulary = vocabulary;
  }

  get topic(): Topic {
    this.#topic ??= readTopic(this.terms, this.#vocabulary);
    return this.#topic;
  }

  /** As a target: what comments are compared with. */
  get keyWords(): KeyWords {
    this.#keyWords ??= readKeyWords(this.topic, this.#vocabulary);
    return this.#keyWords;
  }

  /** As a target: whether who agrees with it speaks against what it names. */
  get isNegated(): boolean {
    this.#isNegated ??= isNegatedTarget(this.terms);
    return this.#isNegated;
  }
}

/** Reads a text by the words of a vocabulary; takes any string, and reads 2,000 tokens of it at most. */
export const readText = (text: string, vocabulary: Vocabulary): ReadText =>
  new ReadText(readTerms(text, vocabulary), vocabulary);
