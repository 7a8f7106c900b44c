import { expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const BODY = JSON.stringify([{ id: 1, author: 'gull', text: 'Free ferries would fill the town again.' }]);
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${BODY}`;

test.each([
  ['an interim answer without fields', `HTTP/1.1 100 Continue\r\n\r\n${ANSWER}`],
  ["a proxy's answer without fields", `HTTP/1.1 200 Connection established\r\n\r\n${ANSWER}`],
  [
    'a redirection with fields',
    `HTTP/1.1 301 Moved Permanently\r\nLocation: https://saltmere.example/\r\n\r\n${ANSWER}`,
  ],
])('%s stands before what curl asked for', (_, text) => {
  expect(extractThread(new TextEncoder().encode(text)).comments).toMatchObject([{ author: 'gull' }]);
});
