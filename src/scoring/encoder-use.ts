/** When the encoder is asked: where the lexical scorer is unsure, always, or not at all. */
export const ENCODER_USES = ['auto', 'always', 'never'] as const;
export type EncoderUse = (typeof ENCODER_USES)[number];

/**
 * Says whether the lexical scorer abstained, or is less sure than asking the encoder pays for.
 * @param askBelow the highest probability below which the encoder is asked, 0 to 1
 */
export const isUnsure = (
  { abstained, scores }: { readonly abstained: boolean; readonly scores: Readonly<Record<string, number>> },
  askBelow: number,
): boolean => abstained || Math.max(...Object.values(scores)) < askBelow;
