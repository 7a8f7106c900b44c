import * as z from 'zod/mini';
import { about, id, link, list, name, onPage, plainField, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Message = z.object({
  id,
  /** `service` for who joined, what was pinned and the like. */
  type: z.string(),
  date: time,
  date_unixtime: time,
  from: name,
  reply_to_message_id: link,
  /** A text, or stretches of it, of which formatted ones are objects. */
  text: z.union([z.string(), z.array(z.union([z.string(), z.object({ text: z.string() })]))]),
});
const Chat = z.object({ id: link, name, type: z.string(), messages: list });

/** `result.json` of Telegram Desktop's export of one chat, or of everything. */
export const telegramExport = responseExtractor(
  'Telegram',
  z.union([
    z.pipe(
      Chat,
      z.transform((chat): readonly z.infer<typeof Chat>[] => [chat]),
    ),
    z.pipe(
      z.object({ chats: z.object({ list: z.array(Chat).check(z.minLength(1)) }) }),
      z.transform(({ chats }) => chats.list),
    ),
  ]),
  (chats, items) => ({
    comments: chats
      .flatMap((chat) => items(chat.messages, Message).map(({ node }) => ({ node, chat })))
      .map(({ node, chat }) => ({
        id: node.id,
        parent: node.reply_to_message_id,
        ...onPage(chats.length > 1 ? (chat.id ?? chat.name) : null, chat.name),
        author: node.from,
        ...plainField(
          typeof node.text === 'string'
            ? node.text
            : node.text.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
        ),
        dateCreated: node.date_unixtime ?? node.date,
        fromReader: node.type === 'message',
      })),
    article: chats.length > 1 ? {} : about(chats[0]!.name),
  }),
);
