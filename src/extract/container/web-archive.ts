import { decodePage } from '../charset.ts';
import { type Container, held, invalid } from './container.ts';
import { type FramedPage, withFrames } from './frames.ts';
import {
  isPropertyList,
  type PropertyList,
  type PropertyValue,
  propertyList,
  type Reference,
} from './property-list.ts';

/** More than any page has. */
const MAX_FRAMES = 200;

/** A page that Safari saved, with its frames: a binary property list of `WebMainResource` and `WebSubframeArchives`. */
export const webArchive: Container = {
  name: 'web archive of Safari',
  recognizes: isPropertyList,
  open: (bytes) => {
    const list = propertyList(bytes);
    const main = mainResource(list, list.top);
    if (main === null) {
      throw invalid(
        'the property list is no web archive of Safari: expected WebMainResource with WebResourceData of HTML',
      );
    }
    const frames = new Map(framesIn(list).map((page) => [page.url, page]));
    const html = withFrames(main, (url) => frames.get(url) ?? null);
    return held({ bytes: new TextEncoder().encode(html), charset: 'utf-8', url: main.url });
  },
};

function mainResource(list: PropertyList, archive: Reference): FramedPage | null {
  const resource = entry(list, archive, 'WebMainResource');
  if (resource === null) return null;
  const read = (key: string): PropertyValue => {
    const value = entry(list, resource, key);
    return value === null ? null : list.read(value);
  };
  const data = read('WebResourceData');
  if (!(data instanceof Uint8Array)) return null;
  const [url, charset] = [read('WebResourceURL'), read('WebResourceTextEncodingName')];
  return {
    html: decodePage(data, typeof charset === 'string' ? charset : null),
    url: typeof url === 'string' ? url : null,
  };
}

/** The frames of an archive, level by level. */
function framesIn(list: PropertyList): FramedPage[] {
  const frames: FramedPage[] = [];
  let level = [list.top];
  while (level.length > 0 && frames.length < MAX_FRAMES) {
    level = level
      .flatMap((archive) => {
        const archives = entry(list, archive, 'WebSubframeArchives');
        const references = archives === null ? null : list.read(archives);
        return Array.isArray(references) ? (references as Reference[]).slice(0, MAX_FRAMES) : [];
      })
      .slice(0, MAX_FRAMES);
    for (const archive of level) frames.push(...[mainResource(list, archive)].filter((page) => page !== null));
  }
  return frames;
}

function entry(list: PropertyList, dictionary: Reference, key: string): Reference | null {
  const value = list.read(dictionary);
  return value instanceof Map ? (value.get(key) ?? null) : null;
}
