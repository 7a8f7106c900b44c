"""What the teacher learns from, and what it labels."""

import re

from recipes.rows import read_rows

ATTRIBUTES = ("toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack")
UNKNOWN = float("nan")
MIN_SENTENCE_WORDS, MAX_SENTENCE_WORDS = 4, 40


def labels_of(row):
    """Returns the probability (0 to 1) of each attribute that a row states, NaN where it states none."""
    labels = row["toxicity"] if "article" in row else row["labels"]
    return [labels.get(attribute, UNKNOWN) for attribute in ATTRIBUTES]


def source_of(row):
    """Returns the source of a row; our own files name none."""
    return row.get("source", "below-the-line" if "article" in row else "below-the-line-templates")


def training_rows(recipe, rng):
    """Returns (text, labels, source) of the rows to learn from: a share of the large sources, without unclear rows."""
    rows = []
    for row in (row for path in recipe["data"] for row in read_rows(path)):
        source, labels = source_of(row), labels_of(row)
        low, high = recipe["unclear"].get(source, (2, 2))
        if not low <= labels[0] <= high and rng.random() < recipe["sourceShares"].get(source, 1):
            rows.append((row["text"], labels, source))
    return rows


def unlabelled_texts(recipe, rng):
    """Returns texts that nobody labelled: remarks of other corpora, and sentences out of longer comments."""
    unlabelled = recipe["unlabelled"]
    texts = list(dict.fromkeys(row["text"] for path in unlabelled["remarks"] for row in read_rows(path)))
    for text in dict.fromkeys(row["text"] for path in unlabelled["sentences"] for row in read_rows(path)):
        sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if is_sentence(part)]
        if len(sentences) > 1:
            texts += rng.sample(sentences, min(len(sentences), unlabelled["sentencesPerText"]))
    return texts


def is_sentence(text):
    return MIN_SENTENCE_WORDS <= len(text.split()) <= MAX_SENTENCE_WORDS
