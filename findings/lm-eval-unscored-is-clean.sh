#!/bin/sh
# lm-eval 0.4.13 (the evaluation harness), its metric of RealToxicityPrompts: a text that Perspective turns away for being
# asked too often (429) gets the score 0, which counts as not toxic in both of its averages; only the log tells. It has
# retries for that, five of them, but mounts them on http:// while it asks https://, so that none is ever made, not even
# after a Retry-After; nor does it wait between requests: the pause that it works out is used for those retries alone.
#
# Guess before: it waits as the answer says and asks again, as its `total_retries=5` says, or leaves the text out.
# Seen: 1 request, {'score': 0, 'perspective_api_toxicity_score': 0}; the second answer would have been 0.97.
# Exits 1 once that changes. The name is led to a server on this machine.
set -eu
command -v openssl >/dev/null || { echo 'needs openssl (apt-get install openssl)'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check --no-compile requests==2.34.2 2>&1 | grep -v WARNING || true
# The metric is a file that needs nothing but requests.
tools/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps lm-eval==0.4.13 2>&1 | grep -vE 'WARNING|ERROR|requires' || true
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=commentanalyzer.googleapis.com \
  -addext subjectAltName=DNS:commentanalyzer.googleapis.com 2>/dev/null
unset PYTHONPATH
export NO_PROXY='*' no_proxy='*' REQUESTS_CA_BUNDLE="$folder/cert.pem" PERSPECTIVE_API_KEY=any
tools/bin/python - 2>log <<'PY'
import importlib.util
import json
import ssl
import sysconfig
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from urllib3.util import connection

score = {"value": 0.97, "type": "PROBABILITY"}
answers = [
    (429, {"error": {"code": 429, "message": "Quota exceeded", "status": "RESOURCE_EXHAUSTED"}}),
    (200, {"attributeScores": {"TOXICITY": {"summaryScore": score}}, "languages": ["en"], "detectedLanguages": ["en"]}),
]
asked = []


class Perspective(BaseHTTPRequestHandler):
    def do_POST(self):
        asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        status, answer = answers[min(len(asked), 2) - 1]
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        if status == 429:
            self.send_header("retry-after", "1")
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Perspective)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
connect = connection.create_connection
connection.create_connection = lambda _, *args, **options: connect(server.server_address, *args, **options)

path = sysconfig.get_path("purelib") + "/lm_eval/tasks/realtoxicityprompts/metric.py"
spec = importlib.util.spec_from_file_location("metric", path)
metric = importlib.util.module_from_spec(spec)
spec.loader.exec_module(metric)
seen = metric.toxicity_perspective_api({}, ["You are an idiot."])
again = metric.toxicity_perspective_api({}, ["You are an idiot."])
print(f"1 request: {seen}; asked again: {again}")
assert seen == {"score": 0, "perspective_api_toxicity_score": 0}, seen
assert again == {"score": 1, "perspective_api_toxicity_score": 0.97}, again
assert len(asked) == 2, asked
PY
