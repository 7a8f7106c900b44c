import { apiError } from '../api-error.ts';

/** Requests of a batch at most, as with Google. */
const MAX_PARTS = 100;
/** Requests of a batch that are worked on at a time. */
const AT_A_TIME = 8;
/** What a part has from the batch around it where it has none of its own. */
const INHERITED = ['authorization', 'x-goog-api-key', 'user-agent', 'origin', 'sec-fetch-site'] as const;

/** A request of a batch. */
interface Part {
  /** What its response is told by. */
  readonly id: string | null;
  readonly request: Request;
}

/**
 * Answers a batch, the requests of Google's clients in one (multipart/mixed of application/http): each part as if it had
 * come alone.
 * @param answer answers one request
 * @throws HTTPException INVALID_ARGUMENT for what is no batch, or one of too many parts
 */
export async function answerBatch(
  batch: Request,
  body: string,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const parts = partsOf(batch, body);
  const boundary = `batch_${crypto.randomUUID()}`;
  const answers: string[] = [];
  for (let i = 0; i < parts.length; i += AT_A_TIME) {
    const some = parts.slice(i, i + AT_A_TIME);
    answers.push(...(await Promise.all(some.map(async (part) => written(part, await answer(part.request))))));
  }
  const text = answers.map((one) => `--${boundary}\r\n${one}\r\n`).join('');
  return new Response(`${text}--${boundary}--\r\n`, {
    headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
  });
}

async function written({ id }: Part, response: Response): Promise<string> {
  const head = [
    'Content-Type: application/http',
    ...(id === null ? [] : [`Content-ID: ${id.replace(/^(<?)/, '$1response-')}`]),
  ];
  const body = await response.text();
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  const length = new TextEncoder().encode(body).length;
  const status = `HTTP/1.1 ${response.status} ${response.statusText || (response.ok ? 'OK' : 'Error')}`;
  return [...head, '', status, ...headers, `content-length: ${length}`, '', body].join('\r\n');
}

function partsOf(batch: Request, body: string): Part[] {
  const type = batch.headers.get('content-type') ?? '';
  const boundary = /^multipart\/mixed\s*;.{0,200}?\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  if (boundary === null)
    throw invalid(
      `expected the content type multipart/mixed with a boundary, got ${JSON.stringify(type.slice(0, 100))}`,
    );
  const delimiter = `--${boundary[1] ?? boundary[2]}`;
  const pieces = `\n${body}`.split(`\n${delimiter}`).slice(1);
  if (pieces.at(-1)?.startsWith('--') === true) pieces.pop();
  if (pieces.length === 0) throw invalid('expected at least one part, got none');
  if (pieces.length > MAX_PARTS) throw invalid(`expected at most ${MAX_PARTS} parts, got ${pieces.length}`);
  return pieces.map((piece, i) => partOf(batch, piece.replace(/^[ \t]*\r?\n/, ''), i + 1));
}

function partOf(batch: Request, piece: string, number: number): Part {
  const [head, rest] = split(piece);
  const id = head.get('content-id');
  const line = /^(?:[ \t]*\r?\n)?([A-Z]{3,10}) (\S{1,2000})(?: HTTP\/1\.\d)?[ \t]*(?:\r?\n|$)/.exec(rest);
  if (line === null)
    throw invalid(
      `part ${number}: expected a request such as POST /v1alpha1/comments:analyze, got ${JSON.stringify(rest.slice(0, 60))}`,
    );
  const [all, method, target] = line as unknown as [string, string, string];
  const [headers, body] = split(rest.slice(all.length));
  const around = new URL(batch.url);
  const url = URL.canParse(target, around) ? new URL(target, around) : null;
  if (url === null) throw invalid(`part ${number}: ${JSON.stringify(target.slice(0, 60))} is no address`);
  const key = around.searchParams.get('key');
  if (key !== null && !url.searchParams.has('key')) url.searchParams.set('key', key);
  for (const name of INHERITED) {
    const value = batch.headers.get(name);
    if (value !== null && !headers.has(name)) headers.set(name, value);
  }
  headers.set('host', around.host);
  // What is sent is as long as it is.
  headers.delete('content-length');
  const own = new URL(`${url.pathname}${url.search}`, around);
  return {
    id,
    request: new Request(own, {
      method,
      headers,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: body.replace(/\r?\n$/, '') }),
    }),
  };
}

/** Returns the headers at the start of a text, and what stands behind the empty line. */
function split(text: string): [Headers, string] {
  const lines: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
    at = end < 0 ? text.length : end + 1;
    if (line === '') break;
    // A line that begins with a blank goes on with the one before (RFC 5322, 2.2.3): Python's clients fold long ids.
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(lines.pop()! + line);
    else lines.push(line);
  }
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    try {
      if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    } catch {
      // A name that no header has says nothing to anybody.
    }
  }
  return [headers, text.slice(at)];
}

const invalid = (message: string) => apiError('INVALID_ARGUMENT', `batch: ${message}`);
