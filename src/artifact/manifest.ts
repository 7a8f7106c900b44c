import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import { TASK_LABELS, type Task } from '../tasks.ts';

/** The file of a model's folder that says what the model is. */
export const MANIFEST_FILE = 'model.json';

/** What a manifest has to be. */
export interface ManifestFormat<S extends z.ZodMiniType> {
  readonly format: string;
  readonly formatVersion: number;
  readonly schema: S;
  /** What it describes, for the message: `a model`. */
  readonly what: string;
}

/** What is looked at first: what else a file has depends on it. */
const Head = z.object({ format: z.optional(z.unknown()), formatVersion: z.optional(z.unknown()) });

/**
 * Returns the manifest that `model.json` holds.
 * @param json what the file holds
 * @throws BelowTheLineError `invalid-model` with the value found and the value expected when it is none of this format.
 */
export function parseManifest<S extends z.ZodMiniType>(
  json: unknown,
  { format, formatVersion, schema, what }: ManifestFormat<S>,
): z.infer<S> {
  const head = Head.safeParse(json).data;
  if (head?.format !== format)
    throw invalid(`model.json has format ${JSON.stringify(head?.format)}, expected "${format}"`);
  if (head.formatVersion !== formatVersion) {
    throw invalid(`model.json has format version ${JSON.stringify(head.formatVersion)}, expected ${formatVersion}`);
  }
  // A manifest is checked once: to compile the check would take longer.
  const parsed = schema.safeParse(json, { jitless: true });
  if (!parsed.success) throw invalid(`model.json is not ${what}: ${z.prettifyError(parsed.error)}`);
  return parsed.data as z.infer<S>;
}

/**
 * Checks the labels of a head.
 * @throws BelowTheLineError `invalid-model` when they are other than its task's.
 */
export function checkLabels(task: Task, labels: readonly string[]): void {
  const known = TASK_LABELS[task].join(' ');
  if (labels.join(' ') !== known)
    throw invalid(`head ${task} has the labels [${labels.join(' ')}], expected [${known}]`);
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);

/** Arrays that hold one entry a label; null where there are none. */
const LABEL_ARRAYS = ['calibration.scale', 'calibration.bias', 'thresholds', 'uncertain'] as const;

/** What of a head has one entry a label. */
interface ByLabel {
  readonly labels: readonly string[];
  readonly calibration: { readonly scale: readonly number[]; readonly bias: readonly number[] };
  readonly thresholds?: readonly number[] | null;
  readonly uncertain?: readonly unknown[] | null;
}

/** Checks that a head says of every label what it says of one. */
export const hasEveryLabel = z.check<ByLabel>(({ value, issues }) => {
  const { labels, calibration, thresholds, uncertain } = value;
  const arrays = [calibration.scale, calibration.bias, thresholds, uncertain];
  for (const [i, array] of arrays.entries()) {
    if (array == null || array.length === labels.length) continue;
    const message = `${LABEL_ARRAYS[i]} has ${array.length} entries, expected ${labels.length}, one a label`;
    issues.push({ code: 'custom', input: array, message });
  }
});
