#!/bin/sh
# NLTK 3.10.4: AnnotationTask.kappa_pairwise(a, b) and Ao(a, b) divide by all items of the task, those that neither of the
# two has labelled as well, which so count as disagreement. Two people who agree on everything get a kappa of 0.43 as soon
# as two others label a batch of their own in the same task. weighted_kappa_pairwise, with the same distance, is right there,
# and far too low where the two differ. Alpha is right; the averages over all pairs (kappa, pi, S) raise a RuntimeError.
# That kappa takes everybody to have rated everything stands in the docstring of the constructor, at its end.
#
# Guess before: the agreement of two people is that on what both have labelled, whoever else labels something else.
# Seen: agree: 1.00 alone, 0.43 with the others' batch (weighted 1.00, 1.00; alpha 1.00, 1.00)
#       differ on 2 of 5: 0.17 alone, 0.20 with the others' batch (weighted 0.17, -0.67)
# Prints that, and exits with 1 once it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4 2>&1 | grep -v WARNING || true
tools/bin/python - <<'EOF'
from nltk.metrics.agreement import AnnotationTask


def batch(coders, name, *labellings):
    return [(c, f"{name}{i}", label) for c, labels in zip(coders, labellings) for i, label in enumerate(labels)]


labels = ["toxic", "clean", "clean", "toxic", "clean"]
others = batch(["cleo", "dan"], "second", labels, labels)


def figures(method, second):
    pair = batch(["ann", "bob"], "first", labels, second)
    return [round(method(AnnotationTask(task)), 2) for task in (pair, pair + others)]


kappa = lambda task: task.kappa_pairwise("ann", "bob")
weighted = lambda task: task.weighted_kappa_pairwise("ann", "bob")
alpha = lambda task: task.alpha()
differing = ["clean", "clean", "toxic", "toxic", "clean"]
agree = [figures(method, labels) for method in (kappa, weighted, alpha)]
differ = [figures(method, differing) for method in (kappa, weighted)]
print("agree: kappa, weighted kappa, alpha, each alone and with the others' batch:", agree)
print("differ on 2 of 5: kappa and weighted kappa, each alone and with the others' batch:", differ)
assert agree == [[1.0, 0.43], [1.0, 1.0], [1.0, 1.0]], agree
assert differ == [[0.17, 0.2], [0.17, -0.67]], differ
EOF
