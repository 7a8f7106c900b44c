import type { Corpus } from '../corpus.ts';
import { civilComments } from './civil-comments.ts';
import { hatexplain } from './hatexplain.ts';
import { iac } from './iac.ts';
import { jigsaw } from './jigsaw.ts';
import { olid } from './olid.ts';
import { semeval2016 } from './semeval2016.ts';
import { table } from './table.ts';
import { vast } from './vast.ts';
import { xStance } from './x-stance.ts';

/** The corpora that `btl dataset convert` reads; a further one is a file beside these and a name in this list. */
export const CORPORA: readonly Corpus[] = [
  jigsaw,
  civilComments,
  olid,
  hatexplain,
  vast,
  semeval2016,
  xStance,
  iac,
  table,
];
