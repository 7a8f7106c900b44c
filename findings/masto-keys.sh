#!/bin/sh
# masto 7.12.0 (npm), the usual client of Mastodon in JavaScript, hands out answers with other keys than the API has:
# `in_reply_to_id` becomes `inReplyToId`, in every object of every answer, and no option leaves them as they are. A file of
# statuses saved with it fits no schema of the API, and a reader of the API finds neither parents, names nor dates in it.
#
# Guess before: the client hands out what it got, and only its types name things.
# Prints the keys of a status as served and as handed out, and exits with 1 once masto does something else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . masto@7.12.0 >/dev/null
cat > ask.mjs <<'JS'
import { createServer } from 'node:http';
import { createRestAPIClient } from 'masto';
const status = { id: '2', in_reply_to_id: '1', created_at: '2026-03-02T13:15:30.000Z', account: { display_name: 'Marta' } };
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ancestors: [], descendants: [status] }));
});
server.listen(0, '127.0.0.1', async () => {
  const client = createRestAPIClient({ url: `http://127.0.0.1:${server.address().port}` });
  const { descendants } = await client.v1.statuses.$select('1').context.fetch();
  const [got] = descendants;
  console.log([...Object.keys(got), ...Object.keys(got.account)].join(' '));
  server.close();
});
JS
seen=$(NO_PROXY=127.0.0.1 no_proxy=127.0.0.1 node ask.mjs)
echo "served: id in_reply_to_id created_at account display_name"
echo "masto 7.12.0 hands out: $seen"
test "$seen" = 'id inReplyToId createdAt account displayName'
