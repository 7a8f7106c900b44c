import { STOPWORDS, stem } from './stem.ts';
import { type Token, tokenize } from './tokenize.ts';

/**
 * Words with a vector, by row: `rows.get(word)` is its row, `idf[row]` its inverse document frequency, and its vector is
 * `values[row * dimensions …]` times `scales[row]`.
 */
export interface Vocabulary {
  readonly rows: ReadonlyMap<string, number>;
  readonly dimensions: number;
  readonly values: Int8Array;
  readonly scales: Float32Array;
  readonly idf: Float32Array;
}

/** What is known of a word wherever it stands. */
export interface Word {
  /** Counts the words that are remembered, from 0; -1 for one that is not. */
  readonly index: number;
  /** Folded form, with a placeholder for what is never seen twice (urls, mentions, numbers). */
  readonly form: string;
  readonly stem: string;
  /** Row in the vocabulary, or -1. */
  readonly row: number;
  /** Does it say something about the topic? */
  readonly content: boolean;
}

/** A text read once, for every head: its tokens and, side by side with them, what is known of each. */
export interface Terms {
  /** Changes when the remembered words are forgotten and indices begin anew. */
  readonly generation: number;
  readonly tokens: readonly Token[];
  readonly words: readonly Word[];
}

/** Feature ids of a text and, for each, the index of the (first) token that it was read from. */
export interface Features {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
}

/** A text of more tokens than this is read to here: what follows changes no answer and costs time. */
const MOST_TOKENS = 2000;
/** Words remembered for each vocabulary, and as many more as one text has; a longer one is looked up anew each time. */
export const MOST_WORDS = 30_000;
const LONGEST_REMEMBERED = 32;

const PLACEHOLDERS: Partial<Record<Token['kind'], string>> = { url: '<url>', mention: '<user>', number: '<number>' };

interface Memory {
  readonly words: Map<string, Word>;
  generation: number;
}

const memories = new WeakMap<Vocabulary, Memory>();

function memoryOf(vocabulary: Vocabulary): Memory {
  let memory = memories.get(vocabulary);
  if (memory === undefined) {
    memory = { words: new Map(), generation: 0 };
    memories.set(vocabulary, memory);
  }
  if (memory.words.size >= MOST_WORDS) {
    memory.words.clear();
    memory.generation++;
  }
  return memory;
}

/** Reads a text for the heads; linear in its length and at most 2,000 tokens. */
export function readTerms(text: string, vocabulary: Vocabulary): Terms {
  const tokens = tokenize(text, MOST_TOKENS);
  const { words: known, generation } = memoryOf(vocabulary);
  const words: Word[] = [];
  for (const token of tokens) {
    // A word and a hashtag never have the same norm; of other kinds only the form matters.
    const placeholder = PLACEHOLDERS[token.kind];
    const key = placeholder ?? token.norm;
    let word = known.get(key);
    if (word === undefined) {
      const index = key.length <= LONGEST_REMEMBERED ? known.size : -1;
      word = readWord(index, token, placeholder, vocabulary);
      if (index >= 0) known.set(key, word);
    }
    words.push(word);
  }
  return { tokens, words, generation };
}

function readWord(index: number, { kind, norm }: Token, placeholder: string | undefined, vocabulary: Vocabulary): Word {
  const isWord = kind === 'word';
  return {
    index,
    form: placeholder ?? norm,
    stem: isWord ? stem(norm) : (placeholder ?? norm),
    row: isWord || kind === 'hashtag' ? vocabularyRow(kind === 'hashtag' ? norm.slice(1) : norm, vocabulary) : -1,
    content: (isWord || kind === 'hashtag') && norm.length > 1 && !STOPWORDS.has(norm),
  };
}

function vocabularyRow(form: string, { rows }: Vocabulary): number {
  const whole = rows.get(form);
  if (whole !== undefined) return whole;
  const apostrophe = form.indexOf("'");
  if (apostrophe < 0) return -1;
  return (form.endsWith("n't") ? rows.get('not') : rows.get(form.slice(0, apostrophe))) ?? -1;
}

/** Rows of the words of a text that have a vector. */
export function vectorRows({ words }: Terms): Features {
  const owners = words.flatMap(({ row }, i) => (row < 0 ? [] : [i]));
  return { ids: Int32Array.from(owners, (i) => (words[i] as Word).row), owners: Int32Array.from(owners) };
}
