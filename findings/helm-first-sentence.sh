#!/bin/sh
# HELM 0.5.16 (PyPI crfm-helm), the benchmark whose toxicity figures are Perspective's, asks for `spanAnnotations` and then
# takes the score of the first sentence (spanScores[0]) for that of the text; summaryScore, which it got too, is not read.
# Whatever follows a harmless first sentence counts as harmless, for each of its eight attributes.
#
# Guess before: the score of a text is its summaryScore.
# Seen: summary 0.98, last sentence 0.99, HELM's toxicity_score 0.01. Exits 1 once that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check --no-compile google-api-python-client==2.202.0 dacite==1.9.2 cattrs==22.2.0 \
  colorlog==6.12.0 filelock==4.3.1 pyhocon==0.3.63 pyyaml==6.0.4 retrying==1.4.2 sqlitedict==2.1.0 tqdm==4.70.1 zstandard==0.25.0 2>&1 | grep -v WARNING || true
# Without its own dependencies, PyTorch among them, which this part of it does not touch.
tools/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps crfm-helm==0.5.16 2>&1 | grep -vE 'WARNING|ERROR|requires' || true
unset PYTHONPATH
tools/bin/python - <<'PY'
from helm.clients.perspective_api_client import PerspectiveAPIClient

text = "Hello world. You idiot!"
asked = PerspectiveAPIClient.create_request_body(text, ["TOXICITY"], ["en"])
assert asked["spanAnnotations"] is True, asked


def score(value):
    return {"value": value, "type": "PROBABILITY"}


answer = {
    "attributeScores": {
        "TOXICITY": {
            "summaryScore": score(0.98),
            "spanScores": [{"begin": 0, "end": 12, "score": score(0.01)}, {"begin": 13, "end": 23, "score": score(0.99)}],
        }
    },
    "languages": ["en"],
    "detectedLanguages": ["en"],
}
seen = PerspectiveAPIClient.extract_toxicity_attributes(answer).toxicity_score
print(f"summary 0.98, last sentence 0.99, HELM's toxicity_score {seen}")
assert seen == 0.01, seen
PY
