"""Labelled rows to the pairs the encoder reads: [CLS] target or parent [SEP] comment [SEP]."""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

STANCE = ("favor", "against", "none")
REPLY = ("agree", "disagree", "neutral")
LABELS = {"stance": STANCE, "reply": REPLY}


@dataclass(frozen=True)
class Pair:
    """`text` towards `towards`; `label` counts in `LABELS[head]`; pairs of one `row` differ in the form of the target."""

    head: str
    towards: str
    text: str
    label: int
    source: str
    group: str
    row: int = 0
    weight: float = 1.0


def read_lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_rows(data, forms=("target",)):
    """Every labelled pair of the files; a row with a natural form of its target gives one pair for each of `forms`."""
    pairs = []

    def add(head, towards, text, label, source, group):
        pairs.append(Pair(head, towards, text, LABELS[head].index(label), source, group, row))

    row = 0
    for path in data.get("stance", []):
        for found in read_lines(path):
            row += 1
            for target in dict.fromkeys(found.get(form, found["target"]) for form in forms):
                add("stance", target, found["text"], found["stance"], found["source"], found["group"])
    for path in data.get("reply", []):
        for found in read_lines(path):
            row += 1
            add("reply", found["parent"], found["text"], found["stance"], found["source"], found["group"])
    for path in data.get("comments", []):
        texts = {}
        for found in read_lines(path):
            texts[found["id"]] = found["text"]
            for stance in found["stances"]:
                row += 1
                add("stance", stance["target"], found["text"], stance["label"], "below-the-line", found["article"])
            if found["reply"]:
                row += 1
                parent = texts[found["parent"]]
                add("reply", parent, found["text"], found["reply"], "below-the-line", found["article"])
    return pairs


def weighed(pairs, source_weights):
    """The pairs with the weight of their source times, for replies, the root of how rare their label is there."""
    counts = Counter((pair.source, pair.label) for pair in pairs if pair.head == "reply")
    totals = Counter(pair.source for pair in pairs if pair.head == "reply")
    for pair in pairs:
        rare = 1.0
        if pair.head == "reply":
            rare = math.sqrt(totals[pair.source] / (3 * counts[pair.source, pair.label]))
        yield replace(pair, weight=source_weights.get(pair.source, 1.0) * rare)


def negated(pair):
    """The same comment towards the claim that says the opposite, or None for a target that is no such claim."""
    if pair.head != "stance" or not re.search(r"\bshould\b", pair.towards):
        return None
    opposite = re.sub(r"\bshould (not )?", lambda found: "should " if found[1] else "should not ", pair.towards, count=1)
    return replace(pair, towards=opposite, label=(1, 0, 2)[pair.label])


def epoch_of(pairs, recipe, chance):
    """What one pass reads: some targets of each text, each in one of its forms; some claims turned into their opposite;
    some claims of other topics (`none`); and pairs of arguments on one claim, which agree where they take one side."""
    by_text = defaultdict(list)
    for pair in chance.sample(pairs, len(pairs)):
        by_text[pair.source, pair.text].append(pair)
    read = []
    for same in by_text.values():
        read += list({(pair.group, pair.row): pair for pair in same}.values())[: recipe["targetsOfOneText"]]
    read = [(chance.random() < recipe["opposites"] and negated(pair)) or pair for pair in read]
    arguments = recipe["argumentPairs"]
    claims = [pair for pair in read if pair.source in arguments["sources"]]
    for _ in range(int(len(claims) * recipe["otherTopics"])):
        pair, other = chance.choice(claims), chance.choice(claims)
        if pair.group != other.group:
            read.append(replace(pair, towards=other.towards, label=STANCE.index("none")))
    by_claim = defaultdict(list)
    for pair in claims:
        by_claim[pair.towards].append(pair)
    for _ in range(int(len(claims) * arguments["share"])):
        first = chance.choice(claims)
        second = chance.choice(by_claim[first.towards] if chance.random() < 0.8 else claims)
        if first.text == second.text or (first.group == second.group and first.towards != second.towards):
            continue
        label = "neutral" if first.group != second.group else "agree" if first.label == second.label else "disagree"
        parts = ("reply", first.text, second.text, REPLY.index(label), "argument-pairs", second.group, second.row)
        read.append(Pair(*parts, weight=recipe["sourceWeights"]["argument-pairs"]))
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
