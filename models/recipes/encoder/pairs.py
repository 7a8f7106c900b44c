"""Labelled rows to the pairs that the encoder reads: [CLS] target or parent [SEP] comment [SEP]."""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

from recipes.batching import clip
from recipes.rows import read_rows

STANCE = ("favor", "against", "none")
REPLY = ("agree", "disagree", "neutral")
LABELS = {"stance": STANCE, "reply": REPLY}


@dataclass(frozen=True)
class Pair:
    """A comment and its target, which for a reply is the parent comment.

    `label` is an index into `LABELS[head]`. Pairs of one `row` differ in the form of the target.
    """

    head: str
    target: str
    text: str
    label: int
    source: str
    group: str
    row: int = 0
    weight: float = 1.0


def read_pairs(files, forms=("target",)):
    """Returns every labelled pair of `files`, a dict of paths by "stance", "reply" and "comments".

    A row with a natural form of its target gives one pair for each of `forms`.
    """
    pairs = []
    row = 0

    def add(head, target, text, label, source, group):
        pairs.append(Pair(head, target, text, LABELS[head].index(label), source, group, row))

    for path in files.get("stance", []):
        for entry in read_rows(path):
            row += 1
            for target in dict.fromkeys(entry.get(form, entry["target"]) for form in forms):
                add("stance", target, entry["text"], entry["stance"], entry["source"], entry["group"])
    for path in files.get("reply", []):
        for entry in read_rows(path):
            row += 1
            add("reply", entry["parent"], entry["text"], entry["stance"], entry["source"], entry["group"])
    for path in files.get("comments", []):
        texts = {}
        for comment in read_rows(path):
            texts[comment["id"]] = comment["text"]
            for stance in comment["stances"]:
                row += 1
                add("stance", stance["target"], comment["text"], stance["label"], "below-the-line", comment["article"])
            if comment["reply"]:
                row += 1
                parent = texts[comment["parent"]]
                add("reply", parent, comment["text"], comment["reply"], "below-the-line", comment["article"])
    return pairs


def weighted(pairs, source_weights):
    """Returns the pairs with the weight of their source; replies times the root of how rare their label is there."""
    counts = Counter((pair.source, pair.label) for pair in pairs if pair.head == "reply")
    totals = Counter(pair.source for pair in pairs if pair.head == "reply")

    def weight_of(pair):
        rarity = 1.0
        if pair.head == "reply":
            rarity = math.sqrt(totals[pair.source] / (len(REPLY) * counts[pair.source, pair.label]))
        return source_weights.get(pair.source, 1.0) * rarity

    return [replace(pair, weight=weight_of(pair)) for pair in pairs]


def training_pairs(recipe):
    """Returns the weighted pairs that a recipe trains on, targets in both of their forms."""
    return weighted(read_pairs(recipe["data"], ("target", "naturalTarget")), recipe["sourceWeights"])


def negated(pair):
    """Returns the same comment towards the claim that says the opposite, or None for a target that is no such claim."""
    if pair.head != "stance" or not re.search(r"\bshould\b", pair.target):
        return None
    opposite = re.sub(r"\bshould (not )?", lambda match: "should " if match[1] else "should not ", pair.target, count=1)
    return replace(pair, target=opposite, label=(1, 0, 2)[pair.label])


def encode(pair, wordpiece, tokens):
    """Returns ids and token types of a pair, at most `tokens["pair"]` of them."""
    target = clip(wordpiece.ids(pair.target), tokens["target" if pair.head == "stance" else "parent"])
    text = clip(wordpiece.ids(pair.text), tokens["pair"] - len(target) - 3)
    ids = [wordpiece.cls, *target, wordpiece.sep, *text, wordpiece.sep]
    return ids, [0] * (len(target) + 2) + [1] * (len(text) + 1)
