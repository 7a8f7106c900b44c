import { binaryString, type Container, held, invalid, startsWith } from './container.ts';
import { inflateRaw } from './inflate.ts';

/** Names that an error shows. */
const NAMED = 6;
/** Entries that are looked at. */
const MAX_ENTRIES = 1000;
const END = 'PK\x05\x06';
const ENTRY = 'PK\x01\x02';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  /** Where its local header is. */
  readonly at: number;
}

/** Documents that are ZIP archives, by a name in them. */
const DOCUMENTS: readonly (readonly [RegExp, string])[] = [
  [/^word\//, 'a Word document (docx): save it as plain text'],
  [/^xl\//, 'an Excel workbook (xlsx): save the sheet as CSV'],
  [/^ppt\//, 'a PowerPoint presentation (pptx)'],
  [/^META-INF\/container\.xml$/, 'an EPUB book'],
  [/^content\.xml$/, 'an OpenDocument file: save it as plain text or CSV'],
];

/** An archive, read where it holds one file alone (APPNOTE.TXT of PKWARE, 4.3). */
export const zip: Container = {
  name: 'ZIP',
  recognizes: (bytes) => startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, END),
  open: (bytes) => {
    const entries = entriesOf(bytes).filter(({ name }) => !/\/$|^__MACOSX\/|(?:^|\/)\.DS_Store$/.test(name));
    const document = DOCUMENTS.find(([name]) => entries.some((entry) => name.test(entry.name)));
    if (document !== undefined) throw invalid(`the page is ${document[1]}`);
    const [only, second] = entries;
    if (only === undefined) throw invalid('the ZIP archive holds no file');
    if (second !== undefined) {
      const names = entries.slice(0, NAMED).map(({ name }) => name);
      const more = entries.length > NAMED ? ' …' : '';
      throw invalid(
        `the ZIP archive holds ${entries.length} files (${names.join(', ')}${more}): unpack it, and give the one that holds the comments`,
      );
    }
    return held({ bytes: contentOf(bytes, only) });
  },
};

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // A comment of up to 65,535 bytes may follow the end record.
  const from = Math.max(0, bytes.length - 65_557);
  const end = binaryString(bytes.subarray(from)).lastIndexOf(END);
  if (end === -1 || from + end + 22 > bytes.length)
    throw invalid('the ZIP archive is cut short: its directory is missing');
  const entries: Entry[] = [];
  let at = view.getUint32(from + end + 16, true);
  while (at + 46 <= bytes.length && startsWith(bytes, ENTRY, at) && entries.length < MAX_ENTRIES) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function contentOf(bytes: Uint8Array, { name, method, size, at }: Entry): Uint8Array {
  const what = `${name} in the ZIP archive`;
  if (at + 30 > bytes.length || !startsWith(bytes, 'PK\x03\x04', at)) throw invalid(`${what} is missing`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 30);
  if ((view.getUint16(6, true) & 1) === 1) throw invalid(`${what} is encrypted: unpack it with its password`);
  const start = at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const content = bytes.subarray(start, start + size);
  if (method === 0) return content;
  if (method === 8) return inflateRaw(content, what);
  throw invalid(`${what} is compressed by method ${method}: expected stored or deflate`);
}
