import type { HeadManifest, ModelManifest } from '../../lexical/manifest.ts';
import { TASKS, type Task } from '../../tasks.ts';
import { figuresTable, LABEL_COLUMNS, objections, TOXICITY_COLUMNS } from './figures.ts';
import type { CardFrame } from './sections.ts';

/** Returns what a card says of a model and its lexical scorer. */
export function lexicalSections(manifest: ModelManifest): CardFrame {
  const { version, language, weights, vectors } = manifest;
  const heads = TASKS.flatMap((task) =>
    manifest.heads[task] === undefined ? [] : [[task, manifest.heads[task]] as const],
  );
  return {
    title: `Model card: below-the-line ${language} ${version}`,
    opening: ['This card is written by `btl train` and `btl release` from model.json.'],
    facts: [
      ['version', `${version} (a change of any score changes it)`],
      ['weights', `${weights.bytes} bytes, sha256 \`${weights.sha256}\``],
      ['word vectors', `${vectors.words} words, ${vectors.dimensions} dimensions, 8 bits, from ${vectors.source}`],
      ...heads.map(([task, head]) => [task, describeHead(head)] as const),
    ],
    intendedUse: INTENDED_USE,
    figures: [FIGURES, ...heads.map(([task, head]) => figuresSection(task, head))],
    data: heads.map(([task, head]) => dataSection(task, head)),
    closing: [],
  };
}

const INTENDED_USE = `Ranking and explaining reader comments for a person who decides: a moderator's queue, an editor's overview of a discussion, research on discussions. English comments.

Not for deciding alone to delete a comment or to ban a person, not for judging people, not for languages other than English, not for texts that are no comments.`;

const FIGURES = `## Figures

Measured on rows held out from training, with the shipped 8-bit weights and thresholds, as \`btl evaluate <head> --encoder never --data <rows>\` prints them. Sources differ in what they call toxic and in how often it occurs: compare a column along a source, not sources with each other. Spans F1 is over characters of rows that are toxic and say what was marked.`;

function describeHead({ labels, ngrams, dimensions, hidden, convolution, training }: HeadManifest): string {
  const units = `${ngrams.buckets} hashed ${ngrams.unit}s in runs of up to ${ngrams.words}`;
  const characters = ngrams.characters === null ? '' : ` and characters in runs of ${ngrams.characters.join(' to ')}`;
  return `${labels.join(', ')}; ${units}${characters}, ${dimensions} wide, ${convolution.filters} filters over ${convolution.width} words, hidden ${hidden.join(', ')}; seed ${training.seed}, ${training.epochs} epochs, ${training.backend}`;
}

function figuresSection(name: Task, head: HeadManifest): string {
  const columns = name === 'toxicity' ? TOXICITY_COLUMNS : LABEL_COLUMNS;
  const lines = [
    `### ${name}`,
    '',
    decisions(name, head),
    '',
    ...figuresTable('rows from', columns, head.training.figures),
  ];
  if (Object.keys(head.training.groups).length > 0)
    lines.push('', BY_GROUP, '', ...figuresTable('group', GROUP_COLUMNS, head.training.groups));
  return lines.join('\n');
}

const BY_GROUP =
  'By identity group that a row names (Borkan et al. 2019): the AUC within the group, of background positives against negatives that name it (BPSN: low where naming it raises scores), and of positives that name it against background negatives (BNSP).';

const GROUP_COLUMNS = [
  ['rows', 'rows'],
  ['subgroup AUC', 'subgroupAuc'],
  ['BPSN AUC', 'bpsnAuc'],
  ['BNSP AUC', 'bnspAuc'],
] as const;

function decisions(name: Task, { labels, thresholds, abstainBelow }: HeadManifest): string {
  if (name !== 'toxicity') return `Answers with a highest probability below ${abstainBelow} are marked as abstained.`;
  return `Thresholds: ${labels.map((label, k) => `${label} ${thresholds?.[k]}`).join(', ')}.`;
}

function dataSection(name: Task, { training }: HeadManifest): string {
  const rows = training.files.map((file) => `| ${file.name} | ${file.rows} | \`${file.sha256.slice(0, 16)}…\` |`);
  return [`### ${name}`, '', '| file | rows | sha256 |', '|---|---|---|', ...rows, ...learntOn(training)].join('\n');
}

/** Returns the lines that say from what a head was learnt on, and what was said against it. */
function learntOn({ retrained }: HeadManifest['training']): string[] {
  if (retrained === undefined) return [];
  const { from, files, measuredBy, overruled } = retrained;
  const names = files.map(({ name, rows }) => `${name} (${rows} rows)`).join(', ');
  return ['', `Learnt on from version ${from} on ${names}; measured by ${measuredBy}.`, ...objections(overruled)];
}
