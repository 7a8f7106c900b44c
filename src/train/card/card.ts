import type { EncoderManifest } from '../../encoder/manifest.ts';
import type { ModelManifest } from '../../lexical/manifest.ts';
import { encoderSections } from './encoder.ts';
import { lexicalSections } from './lexical.ts';

/** What people wrote about a model's limits, beside it: its card includes it. */
export const LIMITS_FILE = 'limits.md';

/**
 * Returns the model card (after Mitchell et al. 2019) of a model. Every figure in it comes from the manifest.
 * @param limits what people wrote about the model's limits, in Markdown; null where nobody has
 */
export function renderCard(manifest: ModelManifest | EncoderManifest, limits: string | null): string {
  const { title, opening, facts, intendedUse, figures, data, closing } =
    'files' in manifest ? encoderSections(manifest) : lexicalSections(manifest);
  const sections = [
    `# ${title}`,
    ...opening,
    ['| | |', '|---|---|', ...facts.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    `## Intended use\n\n${intendedUse}`,
    ...figures,
    '## Training data\n\nSentences of these files are not part of the package.',
    ...data,
    `## Known limits\n\n${limits?.trim() ?? NO_LIMITS}`,
    ...closing,
  ];
  return `${sections.join('\n\n')}\n`;
}

const NO_LIMITS = `Nobody has written down the limits of this model. What is put into \`${LIMITS_FILE}\` beside it becomes part of this card; the card of the model in the package names the limits of that one.`;
