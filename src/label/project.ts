import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { openAppendFile } from '../dataset/rows/append.ts';
import type { LastLines } from '../dataset/rows/last-lines.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASKS } from '../tasks.ts';
import { Event } from './answers.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { rowsIn } from './rows.ts';

/** A folder of labels. */
export interface Project {
  readonly ledger: Ledger;
  /** Lines of the journal that are nothing that was done, with their numbers: left where they are, and left out. */
  readonly badLines: readonly number[];
  /** Resolves once what was done is on the disk, and in the ledger with what other processes did meanwhile. */
  readonly record: (event: Event) => Promise<void>;
  /** Takes in what other processes did. */
  readonly refresh: () => Promise<void>;
  /** Writes the rows, each file whole or not at all. */
  readonly writeRows: () => Promise<void>;
  /** Writes the rows, and closes the journal. */
  readonly close: () => Promise<void>;
}

/** What all that was done is kept in, a line each; the rows are made of it. */
export const JOURNAL = 'journal.jsonl';
/** Milliseconds without an answer after which rows are written, and more for each comment: so long as writing them takes. */
const PAUSE = 500;
const PAUSE_PER_COMMENT = 0.1;
const CHUNK = 1024 * 1024;

/**
 * Opens a folder of labels, and makes it where it is missing. What was done is one journal, to which lines are appended and
 * synced to the disk; the files of rows follow from it, and are made anew at the start, in pauses and at the end.
 * @throws BelowTheLineError `file` when it cannot be written, or its journal is something else
 */
export async function openProject(folder: string): Promise<Project> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw new BelowTheLineError('file', `cannot make ${folder}: ${cause.message}`, { cause });
  });
  const path = join(folder, JOURNAL);
  const file = await openAppendFile<Event>(path, { isOwn, rows: 'labels', expected: '{time, by, item, did}' });
  const ledger = createLedger();
  const badLines: number[] = [];
  const read = journalReader(path, ledger, badLines);
  await read();

  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const writeRows = () => {
    clearTimeout(timer);
    writing = writing.catch(() => {}).then(() => writeRowFiles(folder, ledger));
    return writing;
  };
  await writeRows();
  return {
    ledger,
    badLines,
    async record(event) {
      await file.append(event);
      await read();
      clearTimeout(timer);
      // A disk that is full is told of by the next answer, which the journal cannot take either.
      timer = setTimeout(() => void writeRows().catch(() => {}), PAUSE + PAUSE_PER_COMMENT * ledger.standings.size);
    },
    refresh: read,
    writeRows,
    async close() {
      try {
        await writeRows();
      } finally {
        await file.close();
      }
    },
  };
}

/** Returns what takes in the lines of a journal that came since it was last called; one call at a time reads. */
function journalReader(path: string, ledger: Ledger, badLines: number[]): () => Promise<void> {
  let offset = 0;
  let number = 0;
  let rest: Uint8Array = new Uint8Array();
  let reading: Promise<void> = Promise.resolve();

  async function readNew(): Promise<void> {
    const file = await open(path, 'r');
    try {
      for (let bytes = await readAt(file, offset); bytes.length > 0; bytes = await readAt(file, offset)) {
        offset += bytes.length;
        const all = Buffer.concat([rest, bytes]);
        const end = all.lastIndexOf(10) + 1;
        rest = all.subarray(end);
        for (const line of all.subarray(0, end).toString().split('\n').slice(0, -1)) take(line);
      }
    } finally {
      await file.close();
    }
  }

  function take(line: string): void {
    number++;
    if (line.trim() === '') return;
    const event = eventOf(line);
    if (event === null) badLines.push(number);
    else ledger.add(event);
  }

  return () => {
    reading = reading.catch(() => {}).then(readNew);
    return reading;
  };
}

async function readAt(file: FileHandle, offset: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, offset);
  return buffer.subarray(0, bytesRead);
}

async function writeRowFiles(folder: string, { standings }: Ledger): Promise<void> {
  const files = rowsIn(standings.values());
  for (const task of TASKS) {
    for (const [part, rows] of Object.entries(files[task])) {
      const path = join(folder, part === 'learn' ? `${task}.jsonl` : `${task}.${part}.jsonl`);
      // A file without a row is one that `btl train` rightly refuses.
      if (rows.length === 0) {
        await rm(path, { force: true });
        continue;
      }
      const draft = `${path}.${randomUUID()}.tmp`;
      await writeFile(draft, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      await rename(draft, path);
    }
  }
}

const Own = z.object({ time: z.string(), by: z.string(), item: z.string(), did: z.string() });
const OWN_START = '{"time":';

const isOwn = ({ whole, rest }: LastLines): boolean =>
  whole === null ? rest === '' || rest.startsWith(OWN_START) : Own.safeParse(jsonOf(whole)).success;

function eventOf(line: string): Event | null {
  const parsed = Event.safeParse(jsonOf(line));
  return parsed.success ? parsed.data : null;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
