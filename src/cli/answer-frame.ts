import { recordLine } from '../tables/index.ts';
import type { Reading } from './classify-reading.ts';
import { RESULT_COLUMNS } from './result-columns.ts';

/** What stands around answers in the form of what was asked. */
export interface AnswerFrame {
  /** Returns some answers with what belongs before and between them. */
  readonly framed: (answers: Uint8Array) => Uint8Array;
  /** Returns what belongs behind the last. */
  readonly end: () => Uint8Array;
}

const NOTHING = new Uint8Array();

/** Returns the frame of answers: none around JSON lines, a header above a table, brackets around a list. */
export function frameOf(reading: Reading): AnswerFrame {
  if (reading.form !== 'table')
    return reading.form === 'json' ? listFrame() : { framed: (answers) => answers, end: () => NOTHING };
  const header = Buffer.from(recordLine([...reading.columns, ...RESULT_COLUMNS], reading.delimiter));
  let written = false;
  const before = () => {
    const first = written ? NOTHING : header;
    written = true;
    return first;
  };
  return { framed: (answers) => Buffer.concat([before(), answers]), end: before };
}

function listFrame(): AnswerFrame {
  let written = false;
  return {
    framed: (answers) => {
      if (answers.length === 0) return NOTHING;
      const before = written ? ',\n' : '[\n';
      written = true;
      return Buffer.from(before + new TextDecoder().decode(answers).trimEnd().replaceAll('\n', ',\n'));
    },
    end: () => Buffer.from(written ? '\n]\n' : '[]\n'),
  };
}
