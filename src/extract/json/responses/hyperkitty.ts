import * as z from 'zod/mini';
import { attribute, type Element, first, select, selector } from '../../dom/elements.ts';
import { parseHtml } from '../../dom/parse.ts';
import { markedText, visibleText } from '../../dom/visible.ts';
import { about, count, id, link, list, name, plainField, text, time } from './fields.ts';
import { type ResponseComment, responseExtractor } from './response.ts';

const email = selector('.email');
const header = selector('.email-header');
const author = selector('h2.name');
const body = selector('.email-body');
const sent = selector('.time [title]');
const collapsed = selector('.quoted-switch');
const quoted = selector('blockquote');
const LEVEL = /(?:^|\s)reply-level-(\d+)/;

/** `…/replies?sort=thread` of HyperKitty: mails as HTML, their depth a class of the box around each, without the first mail. */
export const hyperkittyReplies = responseExtractor(
  'HyperKitty',
  z.object({ replies_html: z.string(), more_pending: z.boolean() }),
  ({ replies_html }) => {
    const above: (string | null)[] = [];
    return {
      comments: select(email, parseHtml(withLines(replies_html)).document).map((mail) => {
        const level = Number(LEVEL.exec((mail.parent as Element).attribs?.class ?? '')?.[1] ?? 0);
        const head = first(header, mail);
        const of = (part: Element | null) => (part === null ? '' : visibleText(part));
        const id = head === null ? null : (attribute(head, 'id') ?? null);
        const parent = above[level - 1] ?? null;
        above[level] = id;
        const content = first(body, mail);
        const { text, ranges } = content === null ? { text: '', ranges: [] } : markedText(content, collapsed, quoted);
        const time = first(sent, mail);
        return {
          id,
          parent,
          author: of(first(author, mail)) || null,
          text,
          quotes: ranges,
          dateCreated: time === null ? null : clock(attribute(time, 'title') ?? ''),
        };
      }),
    };
  },
);

/** Django writes full hours without minutes, and two of them in words. */
function clock(time: string): string {
  return time
    .replace(/(?<![:\d])(\d{1,2}) ([ap])\.m\./, '$1:00 $2.m.')
    .replace('midnight', '12:00 a.m.')
    .replace('noon', '12:00 p.m.');
}

/** Mails keep their lines: each paragraph is shown as it was written. */
function withLines(html: string): string {
  return html
    .split('</p>')
    .map((part) => {
      const start = part.indexOf('<p>');
      return start === -1 ? part : part.slice(0, start) + part.slice(start).replaceAll('\n', '<br>');
    })
    .join('</p>');
}

const Email = z.object({
  message_id_hash: id,
  subject: name,
  sender_name: name,
  date: time,
  /** The address of what is answered, and of the thread. */
  parent: link,
  thread: link,
  votes: z.optional(z.object({ likes: count, dislikes: count })),
  content: text,
});
const HASH = /\/email\/([^/]+)\/?$/;

/** The API of HyperKitty: `…/thread/HASH/emails/`, whose mails have no texts, and `…/email/HASH/`, of which some may be joined in a list. */
export const hyperkittyEmails = responseExtractor(
  'HyperKitty',
  z.union([
    list,
    z.pipe(
      z.object({ results: list }),
      z.transform(({ results }) => results),
    ),
    z.pipe(
      z.looseObject({ message_id_hash: id }),
      z.transform((mail) => [mail] as readonly unknown[]),
    ),
  ]),
  (mails, items) => {
    const read = items(mails, Email).map(({ node }) => node);
    const starters = read.filter(({ parent }) => parent === null);
    const opening = starters.length === 1 && read.length > 1 ? starters[0] : undefined;
    return {
      comments: read
        .filter((mail) => mail !== opening)
        .map(
          (mail): ResponseComment => ({
            id: mail.message_id_hash,
            parent: HASH.exec(mail.parent ?? '')?.[1] ?? null,
            author: mail.sender_name,
            ...plainField(mail.content),
            dateCreated: mail.date,
            upvoteCount: mail.votes?.likes ?? null,
            downvoteCount: mail.votes?.dislikes ?? null,
          }),
        ),
      ...(opening !== undefined && { opening: opening.content || null }),
      article: about((opening ?? read[0])?.subject),
      elsewhere: [
        read.length > 0 &&
          read.every(({ content }) => content === '') &&
          'the answer holds no texts: ask for the address in `url` of each mail',
      ],
    };
  },
);
