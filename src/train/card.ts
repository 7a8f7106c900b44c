import type { HeadManifest, ModelManifest } from '../lexical/manifest.ts';
import { TASKS, type Task } from '../tasks.ts';

/** The model card (after Mitchell et al. 2019) of a model, from its manifest alone: every figure in it was measured. */
export function renderCard(manifest: ModelManifest): string {
  const { version, language, weights, vectors } = manifest;
  const heads = TASKS.flatMap((name) =>
    manifest.heads[name] === undefined ? [] : [[name, manifest.heads[name]] as const],
  );
  const sections = [
    `# Model card: below-the-line ${language} ${version}`,
    'This card is written by `btl train` from model.json.',
    [
      '| | |',
      '|---|---|',
      `| version | ${version} (a change of any score changes it) |`,
      `| weights | ${weights.bytes} bytes, sha256 \`${weights.sha256}\` |`,
      `| word vectors | ${vectors.words} words, ${vectors.dimensions} dimensions, 8 bits, from ${vectors.source} |`,
      ...heads.map(([name, head]) => `| ${name} | ${describeHead(head)} |`),
    ].join('\n'),
    INTENDED_USE,
    FIGURES,
    ...heads.map(([name, head]) => figuresSection(name, head)),
    '## Training data\n\nSentences of these files are not part of the package.',
    ...heads.map(([name, head]) => dataSection(name, head)),
    LIMITS,
  ];
  return `${sections.join('\n\n')}\n`;
}

const INTENDED_USE = `## Intended use

Ranking and explaining reader comments for a person who decides: a moderator's queue, an editor's overview of a discussion, research on discussions. English comments.

Not for deciding alone to delete a comment or to ban a person, not for judging people, not for languages other than English, not for texts that are no comments.`;

const FIGURES = `## Figures

Measured on rows held out from training, with the shipped 8-bit weights and thresholds, as \`btl evaluate <head> --data <rows>\` prints them. Sources differ in what they call toxic and in how often it occurs: compare a column along a source, not sources with each other. Spans F1 is over characters of rows that are toxic and say what was marked.`;

const LIMITS = `## Known limits

- Stance is the weak part where a comment argues without words of praise or blame: for and against turn on how a sentence is meant, and the head reads words. Answers marked \`abstained\` are little better than a guess.
- Whether a target refuses what it names (\`We should ban zoos\`) is read from English words of ending, blame and negation. Where a target refuses in other words (\`Zoos belong to the past\`), for and against are easily taken for each other.
- Sarcasm and counter-speech are often taken at their words, and so are quotations that nothing marks as such; so is swearing without malice (\`fucking brilliant article\` counts as toxic), and an insult that is denied (\`you are not an idiot\`).
- Naming an identity group still raises scores a little (\`I am a gay man\` is below the threshold of toxicity and above that of identity_attack): the table by group says how much.
- A threat without a swear word (\`I will find you\`) scores low, for threats are rare in what it learnt from.
- Hate that is put calmly passes more often than hate that swears: of the hateful sentences in our own templates two fifths are not flagged.
- Contempt in polite words passes more often than an insult does.
- Words masked with stars but for two letters (\`i***t\`) are found less often than words in leet, spelt out, stretched, or written with look-alike letters.
- The reply head learnt from debate sites, where most answers disagree.
- Word vectors are from 2014: newer names and slang are known by their characters alone.
- Toxicity was labelled by crowds on Wikipedia, Twitter, Reddit and news sites, who disagree with each other and were harsher on some dialects.`;

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

type Columns = readonly (readonly [title: string, figure: string])[];

/** A row a set, to three decimals; a figure that is not defined leaves its cell empty. */
export function figuresTable(of: string, columns: Columns, table: HeadManifest['training']['figures']): string[] {
  const rows = Object.entries(table).map(([set, figures]) => {
    const cells = columns.map(([, key]) => (figures[key] === undefined ? '' : String(Number(figures[key].toFixed(3)))));
    return `| ${set} | ${cells.join(' | ')} |`;
  });
  return [
    `| ${of} | ${columns.map(([title]) => title).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows,
  ];
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

const TOXICITY_COLUMNS = [
  ['rows', 'rows'],
  ['AUC toxicity', 'auc.toxicity'],
  ['macro-F1', 'macroF1.toxicity'],
  ['calibration error', 'calibrationError.toxicity'],
  ['AUC severe', 'auc.severe_toxicity'],
  ['AUC obscene', 'auc.obscene'],
  ['AUC threat', 'auc.threat'],
  ['AUC insult', 'auc.insult'],
  ['AUC identity', 'auc.identity_attack'],
  ['spans F1', 'spanF1'],
] as const;

export const LABEL_COLUMNS = [
  ['rows', 'rows'],
  ['macro-F1', 'macroF1'],
  ['macro-F1 of the majority label', 'majorityMacroF1'],
  ['accuracy', 'accuracy'],
  ['majority', 'majority'],
  ['calibration error', 'calibrationError'],
  ['not abstained', 'coverage'],
  ['accuracy there', 'accuracyCovered'],
] as const;

function dataSection(name: Task, { training }: HeadManifest): string {
  const rows = training.files.map((file) => `| ${file.name} | ${file.rows} | \`${file.sha256.slice(0, 16)}…\` |`);
  return [`### ${name}`, '', '| file | rows | sha256 |', '|---|---|---|', ...rows].join('\n');
}
