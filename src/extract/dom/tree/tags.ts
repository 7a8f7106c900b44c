/** What the HTML standard knows of a name: bits of `Tag.is`. */
export const SPECIAL = 1;
export const FORMATTING = 2;
/** Its start tag closes an open `p`. */
export const BLOCK = 4;
export const HEADING = 8;
export const VOID = 16;
/** Its end tag may be left out. */
export const IMPLIED_END = 32;
/** Ends the search for an open element of a name. */
export const SCOPE = 64;
export const LIST_SCOPE = 128;
export const TABLE_SCOPE = 256;
/** `table` and what rows stand in: what is not allowed there moves in front of the table. */
export const TABLE_PART = 512;
/** Belongs to the structure of a table, with `caption` and `col`. */
export const TABLE_CHILD = 1024;
/** May stand in `head`. */
export const HEAD_CHILD = 2048;
/** Formatting that is open around it stays outside. */
export const MARKER = 4096;
/** Ends SVG and MathML. */
export const BREAKOUT = 8192;
/** An element of SVG or MathML in which HTML may stand. */
export const INTEGRATION = 16384;
export const FOREIGN = 32768;

/** A name, and which elements of it are open: one object for each name and namespace of a document. */
export interface Tag {
  readonly name: string;
  readonly is: number;
  /** How many elements of it are open. */
  open: number;
}

/** `noscript` holds a fragment of its own: browsers with scripts read it as text, those without as markup. */
const NAMES: readonly (readonly [number, string])[] = [
  [
    SPECIAL,
    'address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp',
  ],
  [FORMATTING, 'a b big code em font i nobr s small strike strong tt u'],
  [
    BLOCK,
    'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p search section summary ul pre listing',
  ],
  [HEADING, 'h1 h2 h3 h4 h5 h6'],
  [VOID, 'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'],
  [IMPLIED_END, 'dd dt li optgroup option p rb rp rt rtc'],
  [SCOPE, 'applet caption html table td th marquee object template select noscript'],
  [LIST_SCOPE, 'ol ul'],
  [TABLE_SCOPE, 'html table template noscript'],
  [TABLE_PART, 'table tbody tfoot thead tr'],
  [TABLE_CHILD, 'caption col colgroup tbody td tfoot th thead tr'],
  [HEAD_CHILD, 'base basefont bgsound link meta noframes script style template title'],
  [MARKER, 'applet marquee object td th caption template noscript'],
  [
    BREAKOUT,
    'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var',
  ],
];
const SVG_INTEGRATION = 'foreignobject desc title';
const MATHML_INTEGRATION = 'mi mo mn ms mtext annotation-xml';

const HTML = flags(NAMES);
const SVG = flags([[INTEGRATION | SCOPE | SPECIAL, SVG_INTEGRATION]]);
const MATHML = flags([[INTEGRATION | SCOPE | SPECIAL, MATHML_INTEGRATION]]);

function flags(rows: typeof NAMES): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [flag, names] of rows) for (const name of names.split(' ')) all.set(name, (all.get(name) ?? 0) | flag);
  return all;
}

export type Namespace = 'html' | 'svg' | 'mathml';

/** Returns a function that returns the tag of a name, as written. */
export function tagsOf(namespace: Namespace): (name: string) => Tag {
  const known = namespace === 'html' ? HTML : namespace === 'svg' ? SVG : MATHML;
  const foreign = namespace === 'html' ? 0 : FOREIGN;
  const tags = new Map<string, Tag>();
  return (written) => {
    let tag = tags.get(written);
    if (tag !== undefined) return tag;
    const name = written.toLowerCase();
    tag = tags.get(name) ?? { name, is: (known.get(name) ?? 0) | foreign, open: 0 };
    tags.set(name, tag);
    tags.set(written, tag);
    return tag;
  };
}
