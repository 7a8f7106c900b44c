#!/bin/sh
# fzstd 0.1.1 (npm), the usual decoder of Zstandard in plain JavaScript, cannot read a frame whose window is 2 GiB, however
# small its content: `zstd --long=31` writes such frames, and the dumps of Reddit that Pushshift and Arctic Shift give out
# are made so. It asks for a window of a negative length; its own message for windows that are too large is never reached.
# Seen with zstd 1.5.4 of Debian. The format allows it (RFC 8878, 3.1.1.1.2), and zstd reads it with --long=31.
#
# Guess before: a decoder without a limit of its own takes the memory that the content needs.
# Prints what fzstd says, and exits with 1 once it does something else.
set -eu
command -v zstd >/dev/null || { echo 'needs zstd (apt-get install zstd)'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . fzstd@0.1.1 >/dev/null
printf '{"body":"Free ferries would fill the town again."}\n' > lines.jsonl
zstd -q --long=31 --ultra -22 -c < lines.jsonl > lines.jsonl.zst
test "$(zstd -q -d --long=31 -c lines.jsonl.zst)" = "$(cat lines.jsonl)"
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { decompress } from 'fzstd';
try {
  console.log(`read: ${decompress(readFileSync('lines.jsonl.zst')).length} bytes`);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
JS
seen=$(node read.mjs)
echo "fzstd 0.1.1 on a frame with a window of 2 GiB: $seen"
test "$seen" = 'RangeError: Invalid typed array length: -2147483636'
