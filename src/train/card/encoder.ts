import type { EncoderHead, EncoderManifest, EncoderToxicity } from '../../encoder/manifest.ts';
import { PAIR_TASKS, type PairTask } from '../../tasks.ts';
import { figuresTable, LABEL_COLUMNS, objections, TOXICITY_COLUMNS } from './figures.ts';
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
        `${training.start.id} (sha256 \`${training.start.sha256.slice(0, 16)}…\`), seed ${training.seed}, ${training.units} comments with their targets in ${training.steps} steps`,
      ],
      [
        'encoder reads',
        `${tokens.comment} word pieces of a comment for its toxicity, ${tokens.pair} of a pair: ${tokens.target} of a target, ${tokens.parent} of a parent that is answered, ${tokens.context} each of parent and article beside a stance, in what room the comment leaves; the first and the last half of what is longer`,
      ],
    ],
    figures: [
      FIGURES,
      toxicitySection(heads.toxicity),
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

function toxicitySection({
  weight,
  askBetween: [from, to],
  asked,
  thresholds,
  figures,
  ...head
}: EncoderToxicity): string {
  const named = head.labels.map((label, k) => `${label} ${thresholds[k]}`);
  return [
    '### toxicity, both scorers',
    '',
    `A score is the mean of both scorers' logits, in which the encoder weighs ${weight}, calibrated. Thresholds: ${named.join(', ')}; an attribute is a label only where toxicity is one, so that labels do not contradict each other. The encoder is asked where the lexical score of toxicity is at least ${from} and below ${to}, which is ${percent(asked)} of the rows at the natural rate; the figures are those of asking always.`,
    ...learntFrom(head.retrained),
    '',
    ...figuresTable('rows from', TOXICITY_COLUMNS, figures),
  ].join('\n');
}

/** Returns the lines that say what a head was retrained on. */
const learntFrom = (retrained: EncoderHead['retrained']): string[] =>
  retrained === null
    ? []
    : [
        '',
        `This head was retrained, with the encoder as it was, on ${retrained.files.map((file) => `${file.name} (${file.rows} rows, sha256 \`${file.sha256.slice(0, 16)}…\`)`).join(', ')}; seed ${retrained.seed}, ${retrained.epochs} epochs.`,
        ...objections(retrained.overruled ?? []),
      ];

function headSection(
  name: PairTask,
  { labels, weight, calibration, abstainBelow, askBelow, figures, retrained }: EncoderHead,
): string {
  return [
    `### ${name}, both scorers`,
    '',
    `The answer is the geometric mean of both scorers, in which the encoder weighs ${weight}; its logits times ${calibration.scale[0]} and ${labels.map((label, k) => `${calibration.bias[k]} for ${label}`).join(', ')} give probabilities (vector scaling). Answers with a highest probability below ${abstainBelow} are marked as abstained. The encoder is asked where the lexical scorer abstains or is less sure than ${askBelow}.`,
    ...learntFrom(retrained),
    '',
    ...figuresTable('rows from', LABEL_COLUMNS, figures),
  ].join('\n');
}

function packingSection({ packing: { references, largest, mean, lost } }: EncoderManifest): string {
  const rows = Object.entries(lost).map(([head, { rows, ...figures }]) => {
    const told = Object.entries(figures).map(
      ([figure, value]) => `${points(value)} of ${FIGURE_NAMES[figure] ?? figure}`,
    );
    return `| ${head} | ${rows} | ${told.join(', ')} |`;
  });
  return [
    '### What 4 bits cost',
    '',
    `Features of ${references} made-up pairs differ by ${mean} on average and by ${largest} at most from those of the encoder before it was packed. Points lost by the encoder alone on the held-out rows (negative: gained):`,
    '',
    '| head | rows | points |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

const FIGURE_NAMES: Readonly<Record<string, string>> = { auc: 'AUC', accuracy: 'accuracy', macroF1: 'macro-F1' };

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
    `How right the two scorers are together on the held-out rows, by the confidence of the lexical scorer below which the encoder is asked. The default, in bold, is the lowest cut whose mean of accuracy and macro-F1 is that of the best. Time by ${timing.lexical.toFixed(2)} ms a row for the lexical scorer and ${timing.encoder.toFixed(2)} ms for the encoder (${timing.runtime} kernels): read ratios.`,
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
