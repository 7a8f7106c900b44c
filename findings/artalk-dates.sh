#!/bin/sh
# Artalk's client 2.9.1 reads the server's local time ("2026-04-01 08:00:10", no zone) in the zone of whoever looks, and
# writes it as milliseconds since 1970 into data-atk-comment-date. So two saved copies of one page disagree: a reader in
# New York saves another moment than one in London, though both show the same hour.
# Seen: 1775044810000 in America/New_York, 1775030410000 in UTC, the same comment. Exits 1 once that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts artalk@2.9.1 jsdom@26.1.0 >/dev/null
cat >draw.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { JSDOM } = require('jsdom');
const comment = {
  id: 1, content: 'The bath must stay open.', content_marked: '<p>The bath must stay open.</p>', user_id: 1, nick: 'Ida Fell',
  email_encrypted: '', link: '', ua: '', date: '2026-04-01 08:00:10', rid: 0, visible: true, vote_up: 0, vote_down: 0,
  is_collapsed: false, is_pending: false, is_pinned: false, is_allow_reply: true, badge_name: '', badge_color: '',
  page_key: '/bath/', page_url: '', site_name: 'S',
};
const page = { id: 1, key: '/bath/', title: '', url: '', site_name: 'S', admin_only: false, vote_up: 0, vote_down: 0 };
const answers = { comments: { comments: [comment], count: 1, roots_count: 1, page } };
const { window } = new JSDOM('<div id="c"></div>', { runScripts: 'outside-only', url: 'http://localhost/' });
window.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
window.IntersectionObserver = window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
window.fetch = async (url) => {
  const body = answers[new URL(url, 'http://localhost/').pathname.split('/').pop()] ?? {};
  return { ok: true, status: 200, headers: new Map([['Content-Type', 'application/json']]), json: async () => body, text: async () => JSON.stringify(body), clone() { return this; } };
};
window.Headers ??= Headers;
window.eval(readFileSync('node_modules/artalk/dist/Artalk.iife.js', 'utf8'));
window.eval("Artalk.init({ el: '#c', pageKey: '/bath/', server: 'http://localhost', site: 'S', useBackendConf: false, emoticons: false })");
setTimeout(() => {
  console.log(window.document.querySelector('[data-atk-comment-date]')?.dataset.atkCommentDate ?? 'nothing drawn');
  process.exit(0);
}, 1500);
JS
west=$(TZ=America/New_York node draw.cjs 2>/dev/null)
middle=$(TZ=UTC node draw.cjs 2>/dev/null)
echo "artalk 2.9.1: date 2026-04-01 08:00:10 is drawn as $west in America/New_York and as $middle in UTC"
[ "$west" = 1775044810000 ] && [ "$middle" = 1775030410000 ]
