import type { EncoderManifest } from '../../encoder/manifest.ts';
import type { ModelManifest } from '../../lexical/manifest.ts';
import { encoderSections } from './encoder.ts';
import { lexicalSections } from './lexical.ts';

/** What people wrote about a model's limits, beside it: its card includes it. */
export const LIMITS_FILE = 'limits.md';

/**
 * Returns the model card (after Mitchell et al. 2019) of a model. Every figure in it comes from the manifest.
 * @param encoder what it says of the encoder; null for a model without one
 * @param limits what people wrote about the model's limits, in Markdown; null where nobody has
 */
export function renderCard(manifest: ModelManifest, encoder: EncoderManifest | null, limits: string | null): string {
  const lexical = lexicalSections(manifest);
  const second = encoder === null ? null : encoderSections(encoder);
  const both = <Part extends 'facts' | 'figures' | 'data' | 'closing'>(part: Part) => [
    ...lexical[part],
    ...(second?.[part] ?? []),
  ];
  const sections = [
    `# ${lexical.title}`,
    ...lexical.opening,
    ['| | |', '|---|---|', ...both('facts').map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    `## Intended use\n\n${lexical.intendedUse}`,
    ...both('figures'),
    '## Training data\n\nSentences of these files are not part of the package.',
    ...both('data'),
    `## Known limits\n\n${limits?.trim() ?? NO_LIMITS}`,
    ...both('closing'),
  ];
  return `${sections.join('\n\n')}\n`;
}

const NO_LIMITS = `Nobody has written down the limits of this model. What is put into \`${LIMITS_FILE}\` beside it becomes part of this card; the card of the model in the package names the limits of that one.`;
