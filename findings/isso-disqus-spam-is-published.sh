#!/bin/sh
# Isso 0.14.0 (PyPI), `isso import` of a Disqus export: what Disqus had marked as spam (`isSpam`) is published as any other
# comment (mode 1), for the importer asks about `isDeleted` alone. Times of the export, which end in Z, are read as times of
# the machine that imports: in New York every comment is four or five hours late. And a thread that has an `id` counts as
# one without, since an XML element without children is false in Python: without `--empty-id` nothing is imported at all.
#
# Guess before: spam is left out or waits for a moderator (mode 2), times are those of the export, a plain import imports.
# The import was read in the source, then run.
# Seen: 0 comments without --empty-id; with it the spam in mode 1, and the post of 08:00Z at 12:00Z in New York.
# Exits 1 once that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check isso==0.14.0 2>&1 | grep -v WARNING || true
cat >export.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="9"><id>/bath/</id><forum>town</forum><link>https://town.example/bath/</link><title>The bath</title><createdAt>2026-07-01T07:00:00Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>
<post dsq:id="1"><id /><message><![CDATA[<p>The bath must stay open.</p>]]></message><createdAt>2026-07-01T08:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Ida</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /></post>
<post dsq:id="2"><id /><message><![CDATA[<p>Cheap pills here.</p>]]></message><createdAt>2026-07-01T08:01:00Z</createdAt><isDeleted>false</isDeleted><isSpam>true</isSpam><author><name>Pills</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /></post>
<post dsq:id="3"><id /><message><![CDATA[<p>Said too much.</p>]]></message><createdAt>2026-07-01T08:02:00Z</createdAt><isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>Odd</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /></post>
<post dsq:id="4"><id /><message><![CDATA[<p>Did you?</p>]]></message><createdAt>2026-07-01T08:03:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Ida</name><isAnonymous>true</isAnonymous></author><thread dsq:id="9" /><parent dsq:id="3" /></post>
</disqus>
XML
# Imports in a time zone, with further arguments, and lists what is in the database then.
imported() {
  zone=$1
  shift
  rm -f comments.db
  printf '[general]\ndbpath = %s/comments.db\nhost = https://town.example/\n' "$folder" >isso.cfg
  TZ=$zone tools/bin/isso -c isso.cfg import --type disqus "$@" export.xml >log 2>&1
  tools/bin/python - <<'PY'
import datetime
import sqlite3

rows = sqlite3.connect("comments.db").execute("SELECT mode, author, created FROM comments ORDER BY id").fetchall()
times = [datetime.datetime.fromtimestamp(created, datetime.timezone.utc).strftime("%H:%MZ") for _, _, created in rows]
print(len(rows), "comments", *(f"{author}:{mode}:{time}" for (mode, author, _), time in zip(rows, times)))
PY
}
seen=$(imported UTC; imported UTC --empty-id; imported America/New_York --empty-id)
echo "$seen"
test "$seen" = '0 comments
4 comments Ida:1:08:00Z Pills:1:08:01Z Odd:4:08:02Z Ida:1:08:03Z
4 comments Ida:1:12:00Z Pills:1:12:01Z Odd:4:12:02Z Ida:1:12:03Z'
