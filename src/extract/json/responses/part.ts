/** A key that says outright whether there is more. */
const HAS_MORE =
  /^(?:has|have)?_?(?:more|next)(?:_?(?:page|pages|items|results|replies|comments|roots|available|pending))?$|^(?:is)?_?truncated$/i;
/** A key that leads to the next part. */
const NEXT = /^next(?:_?(?:page|page_?token|page_?url|cursor|token|link|url))?$|^cursor$/i;
/** Objects that are looked at, and levels: what says that an answer is a part stands near its top. */
const MAX_OBJECTS = 200;

interface Place {
  readonly value: object;
  readonly path: readonly string[];
}

/**
 * Returns what to do where an answer says near its top that it is one part of several, null where it does not: as
 * `hasNextPage`, `more`, `nextPageToken`, or pages of which this one is not the last. Lists are not looked into: what
 * stands in them is said of one comment.
 */
export function partOf(json: unknown): string | null {
  const pending = placesIn(json, []);
  for (let i = 0; i < pending.length && i < MAX_OBJECTS; i++) {
    const { value, path } = pending[i]!;
    const sign = signIn(Object.entries(value));
    if (sign !== null) {
      return `the answer says that it is a part (${[...path, sign[0]].join('.')}: ${String(sign[1]).slice(0, 60)}): ask for what comes next, and read each answer`;
    }
    for (const [key, inner] of Object.entries(value)) pending.push(...placesIn(inner, [...path, key]));
  }
  return null;
}

function placesIn(value: unknown, path: readonly string[]): Place[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [{ value, path }] : [];
}

function signIn(entries: readonly (readonly [string, unknown])[]): readonly [string, unknown] | null {
  const told = entries.filter(
    ([key, value]) => HAS_MORE.test(key) && (typeof value === 'boolean' || value === 0 || value === 1),
  );
  if (told.length > 0) return told.find(([, value]) => Boolean(value)) ?? null;
  const next = entries.find(([key, value]) => NEXT.test(key) && leadsOn(value));
  return next ?? laterPage(new Map(entries));
}

function leadsOn(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && value > 0);
}

/** Pages of which the one at hand is not the last. */
function laterPage(fields: ReadonlyMap<string, unknown>): readonly [string, unknown] | null {
  const of = (...keys: readonly string[]) =>
    keys.map((key) => [key, fields.get(key)] as const).find(([, value]) => typeof value === 'number');
  const pages = of('totalPages', 'total_pages', 'pageCount', 'pages', 'nbPages', 'last_page');
  const page = of('page', 'currentPage', 'current_page');
  if (pages === undefined || page === undefined) return null;
  // Algolia counts from 0.
  const at = Number(page[1]) + (pages[0] === 'nbPages' ? 1 : 0);
  return at < Number(pages[1]) ? [page[0], `${at} of ${pages[1]}`] : null;
}
