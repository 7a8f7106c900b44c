import { Argument, Command } from 'commander';
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { completedTree } from './completion/tree.ts';
import { zshCompletion } from './completion/zsh.ts';
import { writeOut } from './output.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** Makes the command `btl completion`, for the program that `createProgram` makes. */
export const completionCommand = (createProgram: () => Promise<Command>) =>
  new Command('completion')
    .description('Print what a shell needs to complete commands, options and files.')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SHELLS)))
    .action(async (shell: keyof typeof SHELLS) => {
      writeOut(SHELLS[shell](completedTree(await createProgram())));
    });
