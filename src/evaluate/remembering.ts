import type { EncoderModel } from '../encoder/model.ts';
import { createEncoderScorer, type EncoderScorer } from '../encoder/scorer.ts';
import type { EncoderSource } from '../encoder/source.ts';
import type { Transformer } from '../encoder/transformer.ts';

/** Returns an encoder that reads the same input once: for whoever asks several models that share it the same questions. */
export function remembering(model: EncoderModel): EncoderModel {
  const { runtime, embed } = model.transformer;
  const known = new Map<string, Float32Array>();
  const transformer: Transformer = {
    runtime,
    embed(input) {
      const key = `${input.ids.join(' ')}|${input.types.join('')}`;
      const features = known.get(key) ?? embed(input);
      known.set(key, features);
      return features;
    },
  };
  return { ...model, transformer };
}

/** Returns two encoders that read the same input once for both, where they are of the same file. */
export function readingOnce(first: EncoderSource, second: EncoderSource): readonly [EncoderSource, EncoderSource] {
  const [a, b] = [first.manifest, second.manifest];
  if (a.file.sha256 !== b.file.sha256 || JSON.stringify(a.tokens) !== JSON.stringify(b.tokens)) return [first, second];
  let scorer: EncoderScorer | null = null;
  const open = () => {
    scorer ??= createEncoderScorer(remembering(first.open().model));
    return scorer;
  };
  return [
    { ...first, open },
    { ...second, open },
  ];
}
