"""How right a classifier is on held-out examples."""

import random
from collections import defaultdict
from dataclasses import replace

import torch

from recipes.batching import batches, pad
from recipes.encoder.examples import AGAINST, FAVOR, TOXICITY, encode, read_examples

MIN_OPPOSING = 100
ROWS_BY_RELEASE = ("stance", "readings", "reply", "toxicity")
MAX_TOKENS_AT_ONCE = 8192


def held_out(files):
    """Returns the held-out examples as `btl release` reads them: the same rows, without articles."""
    kept = {kind: paths for kind, paths in files.items() if kind in ROWS_BY_RELEASE}
    return [replace(example, article="") for example in read_examples(kept)]


def predict(model, examples, wordpiece, recipe):
    """Returns the logits of every example under the head it belongs to."""
    model.eval()
    encoded = [encode(example, wordpiece, recipe["tokens"]) for example in examples]
    logits = [None] * len(examples)
    with torch.no_grad():
        for batch in batches(encoded, MAX_TOKENS_AT_ONCE, random.Random(0)):
            found = model(*pad([encoded[index] for index in batch]))
            for row, index in enumerate(batch):
                logits[index] = found[examples[index].head][row].tolist()
    return logits


def macro_f1(labels, predictions, classes):
    """Returns the mean F1 (0 to 1) over `classes`."""
    scores = []
    for label in classes:
        hits = sum(actual == label == predicted for actual, predicted in zip(labels, predictions, strict=True))
        scores.append(2 * hits / max(1, labels.count(label) + predictions.count(label)))
    return sum(scores) / len(scores)


def auc(scores, positives):
    """Returns the area under the ROC curve, ties counted half; None without both classes."""
    count = sum(positives)
    if count in (0, len(positives)):
        return None
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, start = 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        ranks += (start + 1 + end) / 2 * sum(positives[index] for index in order[start:end])
        start = end
    return (ranks - count * (count + 1) / 2) / (count * (len(scores) - count))


def opposing_accuracy(rows):
    """Returns how often the comment's side scores higher of two opposing claims, or None where there are too few.

    `rows` holds (example, logits) of stance.
    """
    by_text = defaultdict(list)
    for example, scores in rows:
        if example.label <= AGAINST:
            by_text[example.text].append((example.label, scores[FAVOR] - scores[AGAINST]))
    opposing = [claims for claims in by_text.values() if len(claims) == 2 and claims[0][0] != claims[1][0]]
    if len(opposing) <= MIN_OPPOSING:
        return None
    right = sum((first[1] > second[1]) == (first[0] == FAVOR) for first, second in opposing)
    return right / len(opposing)


def label_figures(rows, classes=None):
    """Returns accuracy and macro-F1 of (example, logits), over `classes` or those that occur."""
    labels = [example.label for example, _ in rows]
    predictions = [max(range(len(scores)), key=scores.__getitem__) for _, scores in rows]
    right = sum(actual == predicted for actual, predicted in zip(labels, predictions, strict=True))
    return {
        "accuracy": round(right / len(labels), 4),
        "macroF1": round(macro_f1(labels, predictions, classes or sorted(set(labels))), 4),
    }


def toxicity_figures(rows):
    """Returns the AUC of toxicity over (example, logits) that know it; half of the annotators make it so."""
    known = [(example, scores) for example, scores in rows if example.label[TOXICITY] == example.label[TOXICITY]]
    area = auc([scores[TOXICITY] for _, scores in known], [example.label[TOXICITY] >= 0.5 for example, _ in known])
    return {} if area is None else {"auc": round(area, 4)}


def evaluate(rows):
    """Returns figures by head and source, with `whichOfTwo`, the accuracy on opposing claims, where it has any."""
    by_source = defaultdict(list)
    for example, scores in rows:
        by_source[f"{example.head}: {example.source}"].append((example, scores))
    figures = {}
    for name, of_source in sorted(by_source.items()):
        head = of_source[0][0].head
        figures[name] = toxicity_figures(of_source) if head == "toxicity" else label_figures(of_source)
        opposing = opposing_accuracy(of_source) if head == "stance" else None
        if opposing is not None:
            figures[name]["whichOfTwo"] = round(opposing, 4)
    return figures


def evaluate_heads(rows):
    """Returns the figures of each head over all of its rows, as `btl release` measures the packed encoder."""
    by_head = defaultdict(list)
    for example, scores in rows:
        by_head[example.head].append((example, scores))
    return {
        head: toxicity_figures(of_head) if head == "toxicity" else label_figures(of_head, range(3))
        for head, of_head in by_head.items()
    }
