import { describe, expect, it } from 'vitest';
import { decodeStream } from '../../src/tables/index.ts';

const TEXT = 'Café – “so”\nnaïve 🙂\n';

async function decoded(bytes: Uint8Array, size: number, encoding?: string): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: string[] = [];
  for await (const part of decodeStream(chunks(), encoding)) parts.push(part);
  return parts.join('').replace(/^\ufeff/, '');
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decodeStream', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(TEXT), TEXT],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), TEXT],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), TEXT],
    ['UTF-16 with a mark, the other way round', utf16be(`\ufeff${TEXT}`), TEXT],
    ['UTF-16 without one', Buffer.from(`text${TEXT}`, 'utf16le'), `text${TEXT}`],
    ['windows-1252', Buffer.from('Caf\xe9 \x96 \x93so\x94\n', 'latin1'), 'Café – “so”\n'],
    ['lines of both', Buffer.concat([Buffer.from(TEXT), Buffer.from('Caf\xe9\n', 'latin1')]), `${TEXT}Café\n`],
    ['a text of one line', Buffer.from('naïve 🙂'), 'naïve 🙂'],
    ['nothing', Buffer.from(''), ''],
  ])('reads %s, however it is cut', async (_, bytes, text) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(await decoded(bytes, size)).toBe(text);
  });

  it('takes an encoding that is known', async () => {
    expect(await decoded(Buffer.from([0xcf, 10]), 1, 'windows-1251')).toBe('П\n');
    expect(await decoded(Buffer.from([0x93, 10]), 1, 'windows-1252')).toBe('“\n');
  });
});
