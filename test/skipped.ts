import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** A test that did not run, and what its machine lacks; null where nobody says why. */
export interface Skipped {
  readonly name: string;
  readonly file: string;
  readonly lacks: string | null;
}

/** What a machine may lack even where all else is installed: pages that stay in our house, other versions of Node, a compiler. */
const EXCUSED = [/^\.\.\/shared\b/, /^Node \d/, /^clang-19 /];
const NO_REASON = 'no reason is given';

/** Returns, for each reason, a line with the tests it kept from running, and whether that is no excuse. */
export function reasonsOf(skipped: readonly Skipped[]): { readonly line: string; readonly excused: boolean }[] {
  const groups = new Map<string, Skipped[]>();
  for (const test of skipped) {
    const reason = test.lacks ?? NO_REASON;
    groups.set(reason, [...(groups.get(reason) ?? []), test]);
  }
  return [...groups].map(([reason, tests]) => {
    const count = `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;
    const where =
      reason === NO_REASON ? tests.map(({ file, name }) => `${file} > ${name}`) : tests.map(({ file }) => file);
    return {
      line: `${reason}: ${count} of ${[...new Set(where)].join(', ')}`,
      excused: EXCUSED.some((excuse) => excuse.test(reason)),
    };
  });
}

export interface SkippedOptions {
  /** Fail the run where a test was skipped without an excuse. */
  readonly strict: boolean;
}

/** Says at the end of a run what was skipped and why. */
export default class SkippedReporter implements Reporter {
  readonly #strict: boolean;
  #vitest: Vitest | null = null;

  constructor({ strict }: SkippedOptions) {
    this.#strict = strict;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const vitest = this.#vitest;
    // Who asks for some tests by name wants no others.
    if (vitest === null || vitest.config.testNamePattern !== undefined) return;
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')].map(skippedOf));
    if (skipped.length === 0) return;
    vitest.logger.log('\nSkipped');
    for (const { line, excused } of reasonsOf(skipped)) {
      const fails = this.#strict && !excused;
      vitest.logger.log(`  ${line}${fails ? ' (nothing of this may be skipped here)' : ''}`);
      if (fails) process.exitCode = 1;
    }
  }
}

function skippedOf(test: TestCase): Skipped {
  const { fullName, module } = test;
  const result = test.result();
  // A test may see only when it runs what is missing: `context.skip(reason)`.
  const note = result.state === 'skipped' ? result.note : undefined;
  return { name: fullName, file: module.relativeModuleId, lacks: test.meta().lacks ?? note ?? null };
}
