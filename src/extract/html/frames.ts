import { decodePage } from '../charset.ts';
import { attribute, type Document, type Element, isTag, select, selector } from '../dom/elements.ts';
import { isProviders } from './providers.ts';

/** Frames of a page that are read, those inside frames among them. */
const MAX_FRAMES = 50;
/** Frames within frames; what is deeper stays out. */
const MAX_LEVELS = 4;

/** The markup of all of them together, in UTF-16 units. */
const MAX_MARKUP = 64 * 1024 * 1024;

const frames = selector('iframe, frame, object, embed');

/** A page that a frame shows. */
export interface FramedPage<Page> {
  readonly page: Page;
  /** Whether what stands around it says that it shows comments. */
  readonly isOfComments: boolean;
}

/** Returns the pages in the frames of a document that were saved in the page itself, and those in their frames. */
export function framedPages<Page extends { readonly document: Document }>(
  document: Document,
  open: (html: string) => Page,
): FramedPage<Page>[] {
  const pages: FramedPage<Page>[] = [];
  let length = 0;
  let level: (readonly [Document, boolean])[] = [[document, false]];
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const [outer, isInside] of level) {
      for (const frame of select(frames, outer)) {
        const html = framedHtml(frame);
        if (html === null) continue;
        length += html.length;
        if (pages.length === MAX_FRAMES || length > MAX_MARKUP) return pages;
        const isOfComments = isInside || standsForComments(frame);
        const page = open(html);
        pages.push({ page, isOfComments });
        next.push([page.document, isOfComments]);
      }
    }
    level = next;
  }
  return pages;
}

/** Elements around a frame that may name what it is for. */
const MAX_AROUND = 4;
const OF_COMMENTS = /comment|komment|coment|disqus|discuss|hyvor|remark42|giscus|utterances|coral/i;

function standsForComments(frame: Element): boolean {
  let element: Element | null = frame;
  for (let i = 0; i <= MAX_AROUND && element !== null; i++) {
    const { id = '', class: names = '', title = '', name = '' } = element.attribs;
    if (OF_COMMENTS.test(`${id} ${names} ${title} ${name}`) || isProviders(element)) return true;
    element = element.parent !== null && isTag(element.parent) ? element.parent : null;
  }
  return OF_COMMENTS.test((frame.attribs.src ?? '').slice(0, 200));
}

/** Returns the file of the first frame for comments that a browser saved beside the page; null where there is none. */
export function savedFrame(document: Document): string | null {
  for (const frame of select(frames, document)) {
    const path = framedHtml(frame) === null ? savedBeside(frame) : null;
    if (path !== null && standsForComments(frame)) return path;
  }
  return null;
}

/**
 * Returns the markup that a frame shows where the page itself holds it, as SingleFile (`srcdoc`, and `data:` without
 * escapes) and monolith (`data:` in base64) write it; null where it does not.
 */
function framedHtml(frame: Element): string | null {
  const { srcdoc, src, data } = frame.attribs;
  if (srcdoc !== undefined && srcdoc.trim() !== '') return srcdoc;
  return htmlOfDataUrl((frame.name === 'object' ? data : src) ?? '');
}

const DATA_URL = /^\s{0,99}data:(?:text\/html|application\/xhtml\+xml)((?:;[^,;]{0,200}){0,9}),/i;

function htmlOfDataUrl(url: string): string | null {
  const match = DATA_URL.exec(url);
  if (match === null) return null;
  const parameters = match[1]!.toLowerCase();
  const content = url.slice(match[0].length);
  // What stands beyond ASCII was not escaped, and so is text already.
  if (!/;\s*base64\s*$/.test(parameters)) return content.replace(/(?:%[\da-f]{2})+/gi, unescaped);
  const bytes = bytesOfBase64(content);
  return bytes === null ? null : decodePage(bytes, /;\s*charset=["']?([\w:-]+)/.exec(parameters)?.[1] ?? null);
}

function unescaped(escapes: string): string {
  const bytes = Uint8Array.from(escapes.matchAll(/[\da-f]{2}/gi), ([hex]) => Number.parseInt(hex, 16));
  return decodePage(bytes);
}

function bytesOfBase64(content: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(content.replace(/(?<!%3d)(?:%3d)+$/i, '').replace(/\s+/g, '')), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A folder that browsers make for what belongs to a page saved "complete": `ferry_files`, `Fähre-Dateien`. */
const SAVED = /^(?:\.\/)?[^/:?#]{1,400}[_ -]\p{L}{3,20}\/[^/:?#]{1,400}\.x?html?$/u;

/** Returns the path of the file that a frame was saved to, beside the page; null where its address is another. */
function savedBeside(frame: Element): string | null {
  const path = decoded(attribute(frame, frame.name === 'object' ? 'data' : 'src') ?? '');
  return SAVED.test(path) ? path : null;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
