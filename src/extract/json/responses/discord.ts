import * as z from 'zod/mini';
import { about, count, id, link, list, name, plainField, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Author = z.object({ nickname: name, global_name: name, username: name, name });

const Exported = z.object({
  id,
  type: z.string(),
  timestamp: time,
  content: z.string(),
  author: Author,
  reference: z.nullish(z.object({ messageId: link })),
});

/** The JSON of DiscordChatExporter: https://github.com/Tyrrrz/DiscordChatExporter */
export const discordExport = responseExtractor(
  'Discord',
  z.object({ guild: z.unknown(), channel: z.object({ name, topic: name }), messages: list, messageCount: count }),
  ({ channel, messages, messageCount }, items) => ({
    comments: items(messages, Exported).map(({ node }) => ({
      id: node.id,
      parent: node.reference?.messageId ?? null,
      author: nameOf(node.author),
      ...plainField(node.content),
      dateCreated: node.timestamp,
      fromReader: node.type === 'Default' || node.type === 'Reply',
    })),
    article: { ...about(channel.topic ?? channel.name), claimedCount: messageCount },
  }),
);

/** https://discord.com/developers/docs/resources/message#message-object-message-types */
const WRITTEN = [0, 19];

const ApiMessage = z.object({
  id,
  channel_id: z.string(),
  type: z.int(),
  timestamp: time,
  content: z.string(),
  author: Author,
  message_reference: z.nullish(z.object({ message_id: link })),
});

/** https://discord.com/developers/docs/resources/message#get-channel-messages, newest first. */
export const discordMessages = responseExtractor('Discord', list, (list, items) => ({
  comments: items(list, ApiMessage)
    .map(({ node }) => ({
      id: node.id,
      parent: node.message_reference?.message_id ?? null,
      author: nameOf(node.author),
      ...plainField(node.content),
      dateCreated: node.timestamp,
      fromReader: WRITTEN.includes(node.type),
    }))
    .reverse(),
}));

function nameOf({ nickname, global_name, username, name }: z.infer<typeof Author>): string | null {
  return nickname ?? global_name ?? username ?? name;
}
