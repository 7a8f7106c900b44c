/** Fields before a message (RFC 5322, RFC 9112), and where what they describe starts. */
export interface HeaderFields {
  /** Returns the value of the first field of that name, in whatever case, or null. */
  readonly get: (name: string) => string | null;
  /** The offset behind the blank line. */
  readonly end: number;
}

/** More than any message has. */
const MAX_FIELDS = 500;
const LINE = /([^\r\n]{0,65536})(?:\r?\n|$)/y;

/** Returns the fields that stand in `text` from `start` on, up to a blank line or its end, or null where others lines do. */
export function headerFields(text: string, start = 0): HeaderFields | null {
  const fields = new Map<string, string>();
  let name = '';
  LINE.lastIndex = start;
  for (let count = 0; count < MAX_FIELDS; count++) {
    const [whole, line] = LINE.exec(text) ?? [];
    if (whole === undefined || line === undefined) return null;
    if (line.trim() === '')
      return fields.size === 0 ? null : { get: (key) => fields.get(key.toLowerCase()) ?? null, end: LINE.lastIndex };
    if (/^[ \t]/.test(line) && name !== '') {
      fields.set(name, `${fields.get(name)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!/^[!#$%&'*+.^_`|~\w-]{1,100}$/.test(name)) return null;
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return null;
}

/** Returns the media type that `Content-Type` names, in lower case; empty where it names none. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** Returns a parameter of a field, as in `text/html; charset="utf-8"`, or null. */
export function parameter(field: string | null, name: string): string | null {
  const found = new RegExp(`;\\s{0,9}${name}\\s{0,9}=\\s{0,9}(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`, 'i').exec(
    field ?? '',
  );
  return found?.[1] ?? found?.[2] ?? null;
}
