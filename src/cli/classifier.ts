import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AsyncClassifier } from '../cascade.ts';
import { type Classifier, loadClassifier } from '../classifier.ts';
import { ENCODER_USES, type EncoderUse } from '../scoring/cascade.ts';

/** What says by which models a command classifies. */
export interface ScorerOptions {
  readonly model?: string | undefined;
  readonly encoder: EncoderUse;
  readonly encoderModel?: string | undefined;
}

/** Adds the options that choose a model and its scorers. */
export const withScorers = (command: Command): Command =>
  withOldNames(
    command
      .option('-m, --model <folder>', 'model to use (default: the one in the package)')
      .addOption(
        new Option(
          '--encoder <use>',
          'ask the encoder too: where the words leave it unsure, for every stance and reply, or not',
        )
          .choices(ENCODER_USES)
          .default('never'),
      )
      .option('--encoder-model <folder>', 'encoder to use (default: its package)'),
  );

/** Options of earlier versions, each with what it is called now. */
const OLD_NAMES = {
  contextual: '--encoder always, and --encoder-model FOLDER for a folder',
  'second-opinion': '--encoder auto, and --encoder-model FOLDER for a folder',
};

/** Makes an option of an earlier version name the one of today. */
export function withOldNames(command: Command, names: Readonly<Record<string, string>> = OLD_NAMES): Command {
  for (const [name, today] of Object.entries(names)) {
    const refuse = (): never => {
      throw new InvalidArgumentError(`it is now ${today}`);
    };
    command.addOption(new Option(`--${name} [folder]`).hideHelp().argParser(refuse));
  }
  return command;
}

/**
 * Loads what a command classifies by.
 * @throws BelowTheLineError as `loadClassifier` does, and `missing-package` where the encoder is asked for and is not there.
 */
export async function loadFor({ model, encoder, encoderModel }: ScorerOptions): Promise<Classifier | AsyncClassifier> {
  const options = model === undefined ? {} : { model };
  if (encoder === 'never') return loadClassifier(options);
  const cascade = await import('../cascade.ts');
  return cascade.loadClassifier({ ...options, encoder, encoderModel });
}
