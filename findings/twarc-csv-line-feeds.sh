#!/bin/sh
# twarc-csv 0.7.2 writes a line feed in a tweet as a backslash and an n, inside of quotes that could hold the line feed
# itself; and it fails with pandas 3, which has no DataFrame.applymap. So a reader of its tables has to put line feeds back,
# and cannot tell them from a backslash and an n that somebody typed.
# Seen: No, somebody has to pay.\n""Free"" is a word for children.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check twarc==2.14.0 twarc-csv==0.7.2 'pandas<3' 2>&1 | grep -v WARNING || true
cat > page.jsonl <<'EOF'
{"data":[{"id":"1","conversation_id":"1","author_id":"9","created_at":"2024-06-10T07:00:00.000Z","text":"No, somebody has to pay.\n\"Free\" is a word for children."}],"includes":{"users":[{"id":"9","username":"ropework","name":"Rope"}]},"meta":{"result_count":1}}
EOF
tools/bin/twarc2 --bearer-token none csv page.jsonl tweets.csv --hide-progress --hide-stats 2> /dev/null
grep -F 'pay.\n""Free""' tweets.csv
