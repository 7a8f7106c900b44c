import { type Command, Option } from 'commander';
import { ENCODER_USES } from '../scoring/encoder-use.ts';
import { UsageError } from './arguments.ts';

/** Adds the options that choose a model and its scorers. */
export const withScorers = (command: Command): Command =>
  withOldNames(
    withEncoderUse(command.option('-m, --model <folder>', 'model to use (default: the one in the package)')),
  );

/** Adds the option that says when the encoder is asked. */
export const withEncoderUse = (command: Command): Command =>
  command.addOption(
    new Option('--encoder <use>', 'ask the encoder: where the words leave it unsure, always, or never')
      .choices(ENCODER_USES)
      .default('auto'),
  );

/** Options of earlier versions, each with what it is called now. */
const OLD_NAMES = {
  contextual: '--encoder always; the encoder is part of the model, --model FOLDER',
  'second-opinion': '--encoder auto; the encoder is part of the model, --model FOLDER',
  'encoder-model': '--model FOLDER: the encoder is part of the model',
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
