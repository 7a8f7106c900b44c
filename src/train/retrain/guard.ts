import { fileURLToPath } from 'node:url';
import { type Example, readDataset } from '../../dataset/rows/examples.ts';
import { ownFolder } from '../../own-model.ts';
import type { Task } from '../../tasks.ts';

/**
 * The rows of the package that a retrained model is held to: invented comments, and sentences from templates that name
 * groups of people kindly and unkindly. The shipped model has not learnt from them. They are what is left of our held-out rows
 * without the test rows, which nothing may be chosen by.
 */
const GUARD_FILES: Readonly<Record<Task, readonly string[]>> = {
  toxicity: ['comments.dev.jsonl', 'templates.dev.jsonl'],
  stance: ['comments.dev.jsonl'],
  reply: ['comments.dev.jsonl'],
};

/**
 * Reads the rows that a retrained model is held to.
 * @param files in place of those of the package
 * @throws BelowTheLineError `file` or `invalid-input` when they cannot be read.
 */
export async function readGuard(task: Task, files: readonly string[] | undefined): Promise<readonly Example[]> {
  const own = () => GUARD_FILES[task].map((name) => fileURLToPath(new URL(`../../datasets/${name}`, ownFolder())));
  return (await readDataset(task, files ?? own())).examples;
}
