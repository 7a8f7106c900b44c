import { BelowTheLineError } from '../../errors.ts';
import { MAX_SIZE } from './size.ts';

/** Frames within frames; what is deeper stays out. */
const MAX_LEVELS = 3;
const TAG = /<(i?frame)\b([^<>]{0,4000})>/gi;
const SRC = /\ssrc\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/** A page, and its own address, against which its frames are looked up. */
export interface FramedPage {
  readonly html: string;
  readonly url: string | null;
}

/**
 * Returns the markup of a page with each frame's page in `srcdoc`, and frames within those.
 *
 * @param pageAt returns the page at an absolute address (`cid:` among them), null where the container has none
 * @throws BelowTheLineError `too-large` above 64 MiB
 */
export function withFrames(page: FramedPage, pageAt: (url: string) => FramedPage | null): string {
  let length = page.html.length;
  const pages = cached(pageAt);
  // What a page looks like as a frame depends on how deep it stands, because the frames of the deepest stay out.
  const shown = Array.from({ length: MAX_LEVELS }, (_, level) =>
    cached((framed: FramedPage) => escaped(embed(framed, level + 1))),
  );
  const embed = ({ html, url }: FramedPage, level: number): string =>
    html.replace(TAG, (tag: string, name: string, attributes: string) => {
      const src = SRC.exec(attributes);
      const address = unescaped(src?.[1] ?? src?.[2] ?? src?.[3] ?? '');
      const framed = address === '' || level === MAX_LEVELS ? null : pages(absolute(address, url));
      if (framed === null) return tag;
      const srcdoc = shown[level]!(framed);
      length += srcdoc.length;
      if (length > MAX_SIZE) {
        throw new BelowTheLineError(
          'too-large',
          `the page and its frames have over ${MAX_SIZE} characters, which is the limit`,
        );
      }
      const closed = /^frame$/i.test(name) ? '</iframe>' : '';
      // The address tells whose frame it is, which the name within a container does not.
      const named = attributes.replace(SRC, () => ` src="${escaped(framed.url ?? address)}"`);
      return `<iframe${named.replace(/\/\s*$/, '')} srcdoc="${srcdoc}">${closed}`;
    });
  return embed(page, 0);
}

function cached<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

/** Returns the address that `src` leads to from `base`, or `src` where it leads to none. */
export function absolute(src: string, base: string | null): string {
  try {
    return new URL(src, base ?? undefined).href;
  } catch {
    return src;
  }
}

function escaped(html: string): string {
  return html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&amp;', '&');
}
