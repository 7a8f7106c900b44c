#!/bin/sh
# PySpark 4.3.0: rdd.pipe(command) does not look at the exit code of the command unless checkCode=True is given. A command
# that ends early, killed or out of memory, leaves lines out and the job succeeds; the same call in Scala fails the job.
# So a classifier run over partitions can lose comments that nobody misses.
# Seen: default: 2 of 10 lines, checkCode: PySparkRuntimeError. Exits 1 once that changes. Needs Java 17 or later.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check pyspark==4.3.0 2>&1 | grep -v WARNING || true
unset PYTHONPATH
tools/bin/python - 2>/dev/null <<'PY'
from pyspark import SparkConf, SparkContext

context = SparkContext(conf=SparkConf().setMaster("local[1]").set("spark.ui.enabled", "false"))
lines = context.parallelize([str(i) for i in range(10)], 1)
command = "sh -c 'head -n 2; exit 3'"
kept = lines.pipe(command).collect()
try:
    lines.pipe(command, checkCode=True).collect()
    raised = None
except Exception as error:
    raised = "PySparkRuntimeError" if "PIPE_FUNCTION_EXITED" in str(error) else str(error)[:200]
print(f"default: {len(kept)} of 10 lines, checkCode: {raised}")
assert len(kept) < 10, kept
assert raised == "PySparkRuntimeError", raised
PY
