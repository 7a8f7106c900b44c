#!/bin/sh
# Argilla 2.8.0: records.to_json() leaves out the status of responses, so that an answer that its author discarded looks
# like one that was submitted. The flattened list has it (kind.responses.status). Shares of annotators differ by that.
# It imports requests too, and does not say that it needs it.
# Seen: to_json: no status, flattened: ['submitted', 'discarded']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check argilla==2.8.0 requests 2>&1 | grep -v WARNING || true
tools/bin/python - <<'EOF'
import json
from uuid import UUID
import argilla as rg
from argilla.records._io import GenericIO, JsonIO

first, second = (UUID(int=i) for i in (1, 2))
record = rg.Record(
    fields={"text": "What a clown."},
    responses=[
        rg.Response("kind", "toxic", user_id=first, status="submitted"),
        rg.Response("kind", "clean", user_id=second, status="discarded"),
    ],
)
JsonIO.to_json([record], "records.json")
written = json.load(open("records.json"))[0]["responses"]["kind"]
flat = GenericIO.to_list([record], flatten=True)[0]["kind.responses.status"]
assert all("status" not in response for response in written), written
assert flat == ["submitted", "discarded"], flat
print("to_json: no status, flattened:", flat)
EOF
