import { isRecord } from '../../../tables/index.ts';

/** Returns what a record holds under a name, which may lead into an object: `meta.id`. */
export function valueAt(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  return name.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), fields);
}

/** Returns what a record holds under a name as a text: empty for nothing, JSON for what is no text, number or truth value. */
export function cellOf(fields: Readonly<Record<string, unknown>>, name: string): string {
  return textOf(valueAt(fields, name));
}

/** Returns a value as a text, as `cellOf` does. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
