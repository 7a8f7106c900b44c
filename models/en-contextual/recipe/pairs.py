"""Labelled rows to the pairs the encoder reads: [CLS] target or parent [SEP] comment [SEP]."""

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass

STANCE = ("favor", "against", "none")
REPLY = ("agree", "disagree", "neutral")
LABELS = {"stance": STANCE, "reply": REPLY}


@dataclass(frozen=True)
class Pair:
    """`text` towards `towards`; `label` counts in `LABELS[head]`."""

    head: str
    towards: str
    text: str
    label: int
    source: str
    group: str
    weight: float = 1.0


def read_lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_rows(data, forms=("target",)):
    """Every labelled pair of the files; a row with a natural form of its target gives one pair for each of `forms`."""
    pairs = []
    for path in data.get("stance", []):
        for row in read_lines(path):
            for target in dict.fromkeys(row.get(form, row["target"]) for form in forms):
                pairs.append(
                    Pair("stance", target, row["text"], STANCE.index(row["stance"]), row["source"], row["group"])
                )
    for path in data.get("reply", []):
        for row in read_lines(path):
            pairs.append(
                Pair("reply", row["parent"], row["text"], REPLY.index(row["stance"]), row["source"], row["group"])
            )
    for path in data.get("comments", []):
        rows = read_lines(path)
        texts = {row["id"]: row["text"] for row in rows}
        for row in rows:
            for stance in row["stances"]:
                label = STANCE.index(stance["label"])
                pairs.append(Pair("stance", stance["target"], row["text"], label, "below-the-line", row["article"]))
            if row["reply"] and row["parent"] in texts:
                label = REPLY.index(row["reply"])
                pairs.append(Pair("reply", texts[row["parent"]], row["text"], label, "below-the-line", row["article"]))
    return pairs


def weighed(pairs, source_weights):
    """The pairs with the weight of their source times, for replies, the root of how rare their label is there."""
    counts = Counter((pair.source, pair.label) for pair in pairs if pair.head == "reply")
    totals = Counter(pair.source for pair in pairs if pair.head == "reply")
    for pair in pairs:
        rare = 1.0
        if pair.head == "reply":
            rare = math.sqrt(totals[pair.source] / (3 * counts[pair.source, pair.label]))
        yield Pair(**{**pair.__dict__, "weight": source_weights.get(pair.source, 1.0) * rare})


def epoch_of(pairs, recipe, chance):
    """What one pass reads: each stance row towards one form of its target, some claims of other topics (`none`), and
    pairs of arguments on one motion, which agree where they take the same side of it."""
    weights = recipe["sourceWeights"]
    forms = defaultdict(list)
    for pair in pairs:
        forms[pair.head, pair.text, pair.group, pair.label if pair.source == "vast" else pair.towards].append(pair)
    read = [chance.choice(same) for same in forms.values()]
    claims = [pair for pair in read if pair.source in recipe["argumentPairs"]["sources"]]
    for _ in range(int(len(claims) * recipe["otherTopic"])):
        pair, other = chance.choice(claims), chance.choice(claims)
        if pair.group != other.group:
            read.append(Pair("stance", other.towards, pair.text, STANCE.index("none"), pair.source, pair.group))
    by_target = defaultdict(list)
    for pair in claims:
        by_target[pair.towards].append(pair)
    for _ in range(int(len(claims) * recipe["argumentPairs"]["share"])):
        parent = chance.choice(claims)
        pair = chance.choice(by_target[parent.towards]) if chance.random() < 0.8 else chance.choice(claims)
        if pair.text == parent.text:
            continue
        label = "neutral" if pair.group != parent.group else "agree" if pair.label == parent.label else "disagree"
        if pair.group == parent.group and pair.towards != parent.towards:
            continue
        weight = weights["argument-pairs"]
        read.append(Pair("reply", parent.text, pair.text, REPLY.index(label), "argument-pairs", pair.group, weight))
    return read


def clip(ids, length):
    """The first and the last half of what is too long: an opinion stands at the start or the end."""
    if len(ids) <= length:
        return ids
    head = (length + 1) // 2
    return ids[:head] + ids[len(ids) - (length - head) :]


def encode(pair, wordpiece, tokens):
    """Ids and token types of a pair, at most `tokens["pair"]` of them."""
    towards = clip(wordpiece.ids(pair.towards), tokens["target" if pair.head == "stance" else "parent"])
    text = clip(wordpiece.ids(pair.text), tokens["pair"] - len(towards) - 3)
    ids = [wordpiece.first, *towards, wordpiece.end, *text, wordpiece.end]
    return ids, [0] * (len(towards) + 2) + [1] * (len(text) + 1)


def batches(encoded, budget, chance):
    """Indices of rows of like length, at most `budget` ids with the padding, in random order."""
    order = sorted(range(len(encoded)), key=lambda index: (len(encoded[index][0]) + chance.random() * 6))
    found, batch, longest = [], [], 0
    for index in order:
        length = len(encoded[index][0])
        if batch and max(longest, length) * (len(batch) + 1) > budget:
            found.append(batch)
            batch, longest = [], 0
        batch.append(index)
        longest = max(longest, length)
    if batch:
        found.append(batch)
    chance.shuffle(found)
    return found
