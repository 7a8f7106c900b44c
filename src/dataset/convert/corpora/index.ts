import type { Corpus } from '../corpus.ts';
import { civilComments } from './civil-comments.ts';
import { davidson } from './davidson.ts';
import { debagreement } from './debagreement.ts';
import { fnc1 } from './fnc-1.ts';
import { hasoc } from './hasoc.ts';
import { hatexplain } from './hatexplain.ts';
import { iac } from './iac.ts';
import { jigsaw } from './jigsaw.ts';
import { olid } from './olid.ts';
import { rumoureval } from './rumoureval.ts';
import { semeval2016 } from './semeval2016.ts';
import { vast } from './vast.ts';
import { xStance } from './x-stance.ts';

/** The corpora that `btl dataset convert` reads; a further one is a file beside these and a name in this list. */
export const CORPORA: readonly Corpus[] = [
  jigsaw,
  civilComments,
  olid,
  hatexplain,
  davidson,
  hasoc,
  vast,
  semeval2016,
  xStance,
  rumoureval,
  fnc1,
  iac,
  debagreement,
];
