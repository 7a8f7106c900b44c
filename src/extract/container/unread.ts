import { binaryString, invalid, startsWith } from './container.ts';
import { messageFields } from './mhtml.ts';

type Known = readonly [signature: string, name: string, at?: number];

/** Files whose first bytes no page has. */
const WRITTEN: readonly Known[] = [
  ['%PDF-', 'a PDF document: give its text, as pdftotext -layout writes it'],
  ['{\\rtf', 'a rich text document (RTF): save it as plain text'],
];

/** Files that people take for a page, by first bytes that a text may have too, unless it holds a byte 0 or others beyond ASCII. */
const BINARY: readonly Known[] = [
  [
    'SQLite format 3\0',
    'an SQLite database: export its comments as CSV or JSON (Isso: sqlite3 -json comments.db "select c.*, t.uri, t.title from comments c join threads t on t.id = c.tid where mode = 1")',
  ],
  ['\x89PNG', 'a PNG picture: give the page, or its text'],
  ['\xff\xd8\xff', 'a JPEG picture: give the page, or its text'],
  ['GIF8', 'a GIF picture: give the page, or its text'],
  ['WEBP', 'a WebP picture: give the page, or its text', 8],
  ['ftypavif', 'an AVIF picture: give the page, or its text', 4],
  ['ftyphei', 'an HEIC picture: give the page, or its text', 4],
  ['ftyp', 'a film or sound (MP4)', 4],
  ['\x1aE\xdf\xa3', 'a film (Matroska or WebM)'],
  ['ID3', 'a sound (MP3)'],
  ['OggS', 'a sound or film (Ogg)'],
  ['BZh', 'compressed by bzip2: unpack it first, with bunzip2'],
  ['\xfd7zXZ\0', 'compressed by xz: unpack it first, with unxz'],
  ['\x04"M\x18', 'compressed by LZ4: unpack it first, with lz4 -d'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive: unpack it first'],
  ['Rar!\x1a\x07', 'a RAR archive: unpack it first'],
  ['ustar', 'a tar archive: unpack it first, and give the file that holds the comments', 257],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office document (doc, xls or msg): save it as plain text or CSV'],
  ['PAR1', 'a Parquet table: export it as CSV or JSON lines'],
  ['ARROW1', 'an Arrow table: export it as CSV or JSON lines'],
  ['Obj\x01', 'an Avro table: export it as JSON lines'],
  ['\x89HDF', 'an HDF5 file: export it as CSV or JSON lines'],
  ['PGDMP', 'a dump of PostgreSQL: export the table of comments as CSV'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
];

/**
 * @throws BelowTheLineError `invalid-input` for a file of a known form that holds no page, or none that is read
 */
export function refuseUnread(bytes: Uint8Array): void {
  const candidates = /[\0\x80-\xff]/.test(binaryString(bytes.subarray(0, 1024))) ? [...WRITTEN, ...BINARY] : WRITTEN;
  const known = candidates.find(([signature, , at]) => startsWith(bytes, signature, at));
  if (known !== undefined) throw invalid(`the page is binary data of a known form, ${known[1]}`);
  if (
    /^From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} .{0,20}\d\d:\d\d/.test(binaryString(bytes.subarray(0, 400)))
  ) {
    throw invalid('the page is a mailbox (mbox): give the page of its archive, or a text of it');
  }
  const type = messageFields(bytes)?.get('content-type');
  if (type != null) {
    throw invalid(
      `the page is an e-mail message of ${type.split(';', 1)[0]}: give the page that it links to, or a text of it`,
    );
  }
}
