#!/bin/sh
# google-api-python-client 2.202.0: a request of new_batch_http_request carries its request_id in a header of its part, the
# Content-ID, which is folded over two lines once it is longer than 78 characters: an id of 26 characters or more, such as
# a comment's address. It is meant so (the client leaves white space around its "+" for it), and allowed in MIME's parts.
# A server that takes each line for a header answers with half of the id, and the client then refuses the whole batch.
#
# Guess before: every header of a part is one line, as in HTTP; an id of any length comes as it is.
# Seen: 25 characters: 1 line, 26 characters: 2 lines. Exits 1 once that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check --no-compile google-api-python-client==2.202.0 2>&1 | grep -v WARNING || true
unset PYTHONPATH
tools/bin/python - <<'PY'
import re
from googleapiclient.http import BatchHttpRequest, HttpMockSequence, HttpRequest


def lines_of_id(request_id):
    """Sends a batch of one comment, and returns the lines that its Content-ID takes; what is answered does not matter."""
    http = HttpMockSequence([({"status": "400"}, "{}")])
    batch = BatchHttpRequest(batch_uri="http://localhost/batch")
    body = '{"comment": {"text": "Lovely day."}, "requestedAttributes": {"TOXICITY": {}}}'
    request = HttpRequest(http, lambda _, content: content, "http://localhost/v1alpha1/comments:analyze", "POST", body)
    batch.add(request, callback=lambda *_: None, request_id=request_id)
    try:
        batch.execute(http=http)
    except Exception:
        pass
    sent = http.request_sequence[0][2]
    header = re.search(r"^Content-ID: .*(?:\n[ \t].*)*", sent, re.M).group(0)
    print(header)
    return header.count("\n") + 1


seen = {length: lines_of_id(("comment-" + "0" * 80)[:length]) for length in (25, 26)}
print(", ".join(f"{length} characters: {lines} line{'s' * (lines > 1)}" for length, lines in seen.items()))
assert seen == {25: 1, 26: 2}, seen
PY
