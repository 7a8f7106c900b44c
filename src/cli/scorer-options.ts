import { type Command, InvalidArgumentError, Option } from 'commander';
import { ENCODER_USES } from '../scoring/cascade.ts';

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
