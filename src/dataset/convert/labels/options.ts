import { BelowTheLineError } from '../../../errors.ts';
import { TOXICITY_ATTRIBUTES } from '../../../tasks.ts';
import type { GivenValues } from './meaning.ts';

/** Fields of a row that a column can give. */
export const FIELDS = [
  'id',
  'text',
  'target',
  'parent',
  'stance',
  'labels',
  'source',
  'group',
  ...TOXICITY_ATTRIBUTES,
] as const;
export type Field = (typeof FIELDS)[number];

/** Returns the columns by field, checked. */
export function checkedColumns(columns: Readonly<Record<string, string>>): Partial<Record<Field, string>> {
  const unknown = Object.keys(columns).filter((field) => !FIELDS.includes(field as Field));
  if (unknown.length === 0) return columns;
  throw new BelowTheLineError(
    'invalid-input',
    `no such field: ${unknown.join(', ')}; expected --map field=column with fields of ${FIELDS.join(', ')}`,
  );
}

/**
 * Returns what values were said to mean, by field, from `toxicity:bad=1` and `toxicity:0..5`.
 * @throws BelowTheLineError `invalid-input` for what is neither.
 */
export function givenValues(texts: readonly string[]): Partial<Record<Field, GivenValues>> {
  const given: Partial<Record<Field, { values: Map<string, string>; scale: GivenValues['scale'] }>> = {};
  for (const text of texts) {
    const [, field = '', rest = ''] = /^([a-z_]+):(.*)$/s.exec(text) ?? [];
    if (!FIELDS.includes(field as Field)) throw malformed(text);
    given[field as Field] ??= { values: new Map(), scale: null };
    const its = given[field as Field]!;
    const [, low, high] = /^(-?(?:\d+(?:\.\d+)?|\.\d+))\.\.(-?(?:\d+(?:\.\d+)?|\.\d+))$/.exec(rest) ?? [];
    const equals = rest.lastIndexOf('=');
    if (low !== undefined && Number(low) < Number(high)) its.scale = [Number(low), Number(high)];
    else if (equals > 0) its.values.set(rest.slice(0, equals).trim(), rest.slice(equals + 1).trim());
    else throw malformed(text);
  }
  return given;
}

function malformed(text: string): BelowTheLineError {
  return new BelowTheLineError(
    'invalid-input',
    `expected field:value=label or field:low..high with a field of ${FIELDS.join(', ')}, got ${JSON.stringify(text)}`,
  );
}
