import * as z from 'zod/mini';
import { about, id, link, list, name, plainField, time } from './fields.ts';
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
const Chat = z.object({ name, type: z.string(), messages: list });

/** `result.json` of Telegram Desktop's export of one chat, or of everything where that is one chat. */
export const telegramExport = responseExtractor(
  'Telegram',
  z.union([
    Chat,
    z.pipe(
      z.object({ chats: z.object({ list: z.tuple([Chat]) }) }),
      z.transform(({ chats }) => chats.list[0]),
    ),
  ]),
  (chat, items) => ({
    comments: items(chat.messages, Message).map(({ node }) => ({
      id: node.id,
      parent: node.reply_to_message_id,
      author: node.from,
      ...plainField(
        typeof node.text === 'string'
          ? node.text
          : node.text.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
      ),
      dateCreated: node.date_unixtime ?? node.date,
      fromReader: node.type === 'message',
    })),
    article: about(chat.name),
  }),
);
