#!/bin/sh
# Twikoo 1.7.9 (twikoo-func on npm) takes over comments of Artalk so that a reply to a reply is never shown again. Artalk's
# `rid` is the comment that is answered; the importer writes it into `pid` (what is answered) and also into `rid`, which is
# the root of the thread in Twikoo. Answers of Twikoo hold the roots and what has their id as `rid`, so all from the third
# level on is in its database and its export, but in no answer and on no page, without a word. The importer of Disqus, in the
# same file, looks for the root. Deleted posts of Disqus come in as spam (`isSpam`), with their text, and nothing from Disqus
# has a `mailMd5`, as comments written in Twikoo have. The rows of Artalk are written in the form that the importer reads.
#
# Guess before: an importer keeps threads and marks spam. That Artalk's is another matter was read in the source, then run.
# Seen: Artalk: 3 of 3 imported, answered artalk1 artalk2. Disqus: 3 of 3 imported, answered 1 2 3
# Exits with 1 once that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
# The package alone, and of what it needs only what these files load: the SDKs of two clouds play no part here.
npm pack --silent twikoo-func@1.7.9 >/dev/null
tar -xzf twikoo-func-1.7.9.tgz
npm install --silent --no-audit --no-fund --ignore-scripts axios@1.6.2 form-data@4.0.0 bowser@2.11.0 blueimp-md5@2.19.0 crypto-js@4.2.0 marked@4.3.0 xml2js@0.6.2 >/dev/null
cat >export.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="9"><id /><forum>town</forum><link>https://town.example/bath/</link><title>The bath</title><createdAt>2026-04-01T07:00:00Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>
<post dsq:id="1"><id /><message><![CDATA[<p>The bath must stay open.</p>]]></message><createdAt>2026-04-01T08:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Ida</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /></post>
<post dsq:id="2"><id /><message><![CDATA[<p>And who pays?</p>]]></message><createdAt>2026-04-01T08:01:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Odd</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /><parent dsq:id="1" /></post>
<post dsq:id="3"><id /><message><![CDATA[<p>We all do.</p>]]></message><createdAt>2026-04-01T08:02:00Z</createdAt><isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>Ida</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /><parent dsq:id="2" /></post>
</disqus>
XML
cat >import.cjs <<'JS'
const { readFileSync } = require('node:fs');
const xml2js = require('xml2js');
// utils/lib.js takes a sanitizer from its caller, in place of jsdom's. It has no say in threads.
require('./package/utils/lib.js').setCustomLibs({ DOMPurify: { sanitize: (html) => html } });
const { commentImportArtalk2, commentImportDisqus } = require('./package/utils/import.js');
const { parseComment } = require('./package/utils/index.js');
const row = (id, rid, nick, content) => ({
  id, rid, nick, content, email: `${nick}@town.example`, link: '', ua: '', ip: '', is_collapsed: 'false', is_pending: 'false',
  created_at: `2026-04-01 08:0${id}:00 +0000`, updated_at: `2026-04-01 08:0${id}:00 +0000`, page_key: 'https://town.example/bath/',
});
const artalk = [row('1', '0', 'Ida', 'The bath must stay open.'), row('2', '1', 'Odd', 'And who pays?'), row('3', '2', 'Ida', 'We all do.')];
const shown = (comments) => parseComment(comments, 'reader', { SHOW_UA: 'false' }).flatMap((comment) => [comment, ...comment.replies]).map(({ id }) => id);
(async () => {
  const silent = () => {};
  const ours = await commentImportArtalk2(artalk, silent);
  const theirs = await commentImportDisqus(await xml2js.parseStringPromise(readFileSync('export.xml', 'utf8')), silent);
  console.log(`Artalk: ${ours.length} of 3 imported, answered ${shown(ours).join(' ')}`);
  console.log(`pid and rid: ${ours.map(({ pid, rid }) => `${pid}/${rid}`).join(' ')}`);
  console.log(`Disqus: ${theirs.length} of 3 imported, answered ${shown(theirs).join(' ')}`);
  console.log(`deleted post: isSpam ${theirs[2].isSpam}, ${theirs[2].comment}`);
  console.log(`with mailMd5: Artalk ${ours.filter(({ mailMd5 }) => mailMd5).length}, Disqus ${theirs.filter(({ mailMd5 }) => mailMd5).length}`);
})();
JS
seen=$(node import.cjs)
echo "$seen"
test "$seen" = "Artalk: 3 of 3 imported, answered artalk1 artalk2
pid and rid: undefined/undefined artalk1/artalk1 artalk2/artalk2
Disqus: 3 of 3 imported, answered 1 2 3
deleted post: isSpam true, <p>We all do.</p>
with mailMd5: Artalk 3, Disqus 0"
