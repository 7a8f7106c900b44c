import { type Command, Option } from 'commander';
import type { ScorerChoice } from '../load.ts';
import { ENCODER_USES } from '../scoring/encoder-use.ts';
import { UsageError } from './arguments.ts';

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
      .option('--encoder-model <folder>', 'encoder to use (default: its package)')
      .hook('preAction', (_, called) => {
        const { encoder, encoderModel } = called.opts<ScorerChoice>();
        if (encoderModel !== undefined && encoder === 'never')
          throw new UsageError('--encoder-model needs --encoder auto or always');
      }),
  );

/** Options of earlier versions, each with what it is called now. */
const OLD_NAMES = {
  contextual: '--encoder always, and --encoder-model FOLDER for a folder',
  'second-opinion': '--encoder auto, and --encoder-model FOLDER for a folder',
};

/** Makes options of an earlier version, with and without a folder, answer with the name of today. */
export function withOldNames(command: Command, names: Readonly<Record<string, string>> = OLD_NAMES): Command {
  for (const [name, today] of Object.entries(names)) {
    command.addOption(new Option(`--${name} [folder]`).hideHelp()).on(`option:${name}`, () => {
      throw new UsageError(`--${name} is now ${today}`);
    });
  }
  return command;
}
