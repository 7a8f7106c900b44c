import type { EncoderHead, EncoderManifest } from '../../encoder/manifest.ts';
import { PAIR_TASKS, type PairTask } from '../../tasks.ts';
import { figuresTable, LABEL_COLUMNS } from './figures.ts';
import type { CardSections } from './sections.ts';

/** File beside the card that draws the cascade of stance. */
export const CASCADE_PICTURE = 'cascade.svg';

/** Returns what a card says of a model's encoder. */
export function encoderSections(manifest: EncoderManifest): CardSections {
  const { file, shape, tokens, heads, training } = manifest;
  return {
    facts: [
      ['encoder', `${shape.layers} layers of ${shape.width}, 4 bits, ${file.bytes} bytes, sha256 \`${file.sha256}\``],
      [
        'encoder made from',
        `all-MiniLM-L6-v2 (${training.encoder.package}), seed ${training.seed}, ${training.epochs} epochs, then averaged with ${training.passes} passes over opposing claims`,
      ],
      [
        'encoder reads',
        `${tokens.pair} word pieces of a pair; ${tokens.target} of a target, ${tokens.parent} of a parent comment; the first and the last half of what is longer`,
      ],
    ],
    figures: [
      FIGURES,
      ...PAIR_TASKS.map((task) => headSection(task, heads[task])),
      packingSection(manifest),
      ...PAIR_TASKS.flatMap((task) => (heads[task].cascade.length === 0 ? [] : [cascadeSection(task, manifest)])),
    ],
    data: [dataSection(manifest)],
    closing: [LICENCE],
  };
}

const FIGURES = `## With the encoder

Measured on rows held out from training, with the shipped 4-bit weights and the lexical scorer beside them, as \`btl evaluate <task> --encoder always --data <rows>\` prints them. Controls (rows without target, without text, with the target of another row) are measured on at most 1,500 rows: a model that does as well without the target reads no stance.`;

const LICENCE = `## Licence of the encoder

Apache-2.0. It is derived from all-MiniLM-L6-v2 (Apache-2.0, the sentence-transformers authors; MiniLM by Microsoft): see NOTICE and LICENSE-encoder.`;

function headSection(
  name: PairTask,
  { weight, temperature, abstainBelow, askBelow, figures, retrained }: EncoderHead,
): string {
  const learnt =
    retrained === null
      ? []
      : [
          '',
          `This head was retrained, with the encoder as it was, on ${retrained.files.map((file) => `${file.name} (${file.rows} rows, sha256 \`${file.sha256.slice(0, 16)}…\`)`).join(', ')}; seed ${retrained.seed}, ${retrained.epochs} epochs.`,
        ];
  return [
    `### ${name}, both scorers`,
    '',
    `The answer is the geometric mean of both scorers, in which the encoder weighs ${weight}, at temperature ${temperature}. Answers with a highest probability below ${abstainBelow} are marked as abstained. The encoder is asked where the lexical scorer abstains or is less sure than ${askBelow}.`,
    ...learnt,
    '',
    ...figuresTable('rows from', LABEL_COLUMNS, figures),
  ].join('\n');
}

function packingSection({ packing: { references, largest, mean, lost } }: EncoderManifest): string {
  const rows = Object.entries(lost).map(
    ([head, { rows, accuracy, macroF1 }]) => `| ${head} | ${rows} | ${points(accuracy)} | ${points(macroF1)} |`,
  );
  return [
    '### What 4 bits cost',
    '',
    `Features of ${references} made-up pairs differ by ${mean} on average and by ${largest} at most from those of the encoder before it was packed. Points lost by the encoder alone on the held-out rows (negative: gained):`,
    '',
    '| head | rows | accuracy | macro-F1 |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const points = (share: number) => (100 * share).toFixed(2);

function cascadeSection(name: PairTask, { heads, timing }: EncoderManifest): string {
  const { cascade, askBelow } = heads[name];
  const shown = cascade.filter(
    (point, i) => i < 2 || point.askBelow === askBelow || i % 4 === 1 || i === cascade.length - 1,
  );
  const rows = shown.map((point) => {
    const cut =
      point.askBelow === null ? 'nowhere' : point.askBelow === 0 ? 'where it abstains' : `below ${point.askBelow}`;
    const bold = (text: string) => (point.askBelow === askBelow ? `**${text}**` : text);
    const cells = [
      cut,
      percent(point.asked),
      percent(point.accuracy),
      point.macroF1.toFixed(3),
      point.milliseconds.toFixed(2),
    ];
    return `| ${cells.map(bold).join(' | ')} |`;
  });
  const picture =
    name === 'stance'
      ? [`![Accuracy and macro-F1 of stance against the share asked and the time](${CASCADE_PICTURE})`, '']
      : [];
  return [
    `### When to ask: ${name}`,
    '',
    `How right the two scorers are together on the held-out rows, by the confidence of the lexical scorer below which the encoder is asked. The default, in bold, is the lowest cut whose mean of accuracy and macro-F1 is at most half a point below the best. Time by ${timing.lexical.toFixed(2)} ms a row for the lexical scorer and ${timing.encoder.toFixed(2)} ms for the encoder (${timing.runtime} kernels): read ratios.`,
    '',
    ...picture,
    '| asked | share asked | accuracy | macro-F1 | ms a comment |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function dataSection({ training }: EncoderManifest): string {
  const rows = Object.entries(training.data).map(
    ([path, sha256]) => `| ${path.split('/').slice(-2).join('/')} | \`${sha256.slice(0, 16)}…\` |`,
  );
  return ['The encoder learnt from:\n', '| file | sha256 |', '|---|---|', ...rows].join('\n');
}
