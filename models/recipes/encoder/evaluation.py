"""How right a classifier is on held-out pairs, by source."""

import random
from collections import defaultdict

import torch

from recipes.batching import batches, pad
from recipes.encoder.pairs import encode

MIN_OPPOSING = 100


def predict(model, pairs, wordpiece, recipe):
    """Returns the probabilities of every pair's labels under the head it belongs to."""
    model.eval()
    encoded = [encode(pair, wordpiece, recipe["tokens"]) for pair in pairs]
    probabilities = [None] * len(pairs)
    with torch.no_grad():
        for batch in batches(encoded, 2 * recipe["batchTokens"], random.Random(0)):
            logits = model(*pad([encoded[index] for index in batch]))
            for row, index in enumerate(batch):
                probabilities[index] = logits[pairs[index].head][row].softmax(0).tolist()
    return probabilities


def macro_f1(labels, predictions, classes):
    """Returns the mean F1 (0 to 1) over `classes`."""
    scores = []
    for label in classes:
        hits = sum(actual == label == predicted for actual, predicted in zip(labels, predictions, strict=True))
        scores.append(2 * hits / max(1, labels.count(label) + predictions.count(label)))
    return sum(scores) / len(scores)


def opposing_accuracy(rows):
    """Returns how often the comment's side scores higher of two opposing claims, or None where there are too few.

    `rows` holds (pair, probabilities) of stance.
    """
    by_text = defaultdict(list)
    for pair, scores in rows:
        if pair.label < 2:
            by_text[pair.text].append((pair.label, scores[0] - scores[1]))
    opposing = [claims for claims in by_text.values() if len(claims) == 2 and claims[0][0] != claims[1][0]]
    if len(opposing) <= MIN_OPPOSING:
        return None
    right = sum((first[1] > second[1]) == (first[0] == 0) for first, second in opposing)
    return right / len(opposing)


def evaluate(model, pairs, wordpiece, recipe):
    """Returns macro-F1 and accuracy by source, and `whichOfTwo`, the accuracy on opposing claims, where it has any."""
    by_source = defaultdict(list)
    for pair, scores in zip(pairs, predict(model, pairs, wordpiece, recipe), strict=True):
        by_source[pair.head, pair.source].append((pair, scores))
    figures = {}
    for (head, source), rows in sorted(by_source.items()):
        labels = [pair.label for pair, _ in rows]
        predictions = [max(range(len(scores)), key=scores.__getitem__) for _, scores in rows]
        right = sum(actual == predicted for actual, predicted in zip(labels, predictions, strict=True))
        figures[source] = {
            "macroF1": round(macro_f1(labels, predictions, sorted(set(labels))), 4),
            "accuracy": round(right / len(labels), 4),
        }
        opposing = opposing_accuracy(rows) if head == "stance" else None
        if opposing is not None:
            figures[source]["whichOfTwo"] = round(opposing, 4)
    return figures


def evaluate_heads(model, pairs, wordpiece, recipe):
    """Returns accuracy and macro-F1 of each head over all of its pairs, as `btl release` measures the packed encoder."""
    by_head = defaultdict(list)
    for pair, scores in zip(pairs, predict(model, pairs, wordpiece, recipe), strict=True):
        by_head[pair.head].append((pair.label, max(range(len(scores)), key=scores.__getitem__)))
    return {
        head: {
            "accuracy": round(sum(actual == predicted for actual, predicted in rows) / len(rows), 4),
            "macroF1": round(macro_f1([row[0] for row in rows], [row[1] for row in rows], range(3)), 4),
        }
        for head, rows in by_head.items()
    }
