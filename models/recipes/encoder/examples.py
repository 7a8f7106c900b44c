"""Labelled rows to the examples that the encoder reads.

Stance and reply: [CLS] target or parent [SEP] comment [SEP], and for a stance what a person sees beside it, where it is
known: article [SEP] and parent [SEP]. Toxicity: [CLS] comment [SEP].
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from recipes.batching import clip
from recipes.rows import read_rows
from recipes.teacher.rows import ATTRIBUTES, labels_of, source_of

STANCE = ("favor", "against", "none")
REPLY = ("agree", "disagree", "neutral")
LABELS = {"stance": STANCE, "reply": REPLY}
FAVOR, AGAINST, NONE = range(3)
# Types of tokens, by the part of the input they are of.
TARGET, COMMENT, ARTICLE, PARENT = range(4)
TYPES = 4
TOXICITY = ATTRIBUTES.index("toxicity")
# What no comment is without being toxic. Obscene words are another matter: people swear at the weather.
KINDS = [ATTRIBUTES.index(kind) for kind in ("severe_toxicity", "threat", "insult", "identity_attack")]
# Ids of context that are worth reading.
MIN_CONTEXT = 8


@dataclass(frozen=True)
class Example:
    """A comment, what it is read with, and its label.

    `label` is an index into `LABELS[head]`, and of toxicity a tuple of six probabilities, NaN where nobody said.
    Examples of one `row` differ in the form of the target.
    """

    head: str
    text: str
    label: int | tuple
    source: str
    group: str
    target: str = ""
    article: str = ""
    parent: str = ""
    row: int = 0
    weight: float = 1.0


@dataclass(frozen=True)
class Unit:
    """Examples that are read together: the first, and one of the same comment towards the opposite of its target, then
    one towards the same target in other words."""

    first: Example
    opposite: Example | None = None
    same: Example | None = None

    @property
    def examples(self):
        return [example for example in (self.first, self.opposite, self.same) if example]


@dataclass
class Reader:
    """Collects the examples of files, and numbers their rows."""

    examples: list = field(default_factory=list)
    row: int = 0

    def add(self, same_row=False, **parts):
        self.row += not same_row
        self.examples.append(Example(row=self.row, **parts))

    def stances(self, path):
        """A row's `context` is its ancestors, and the last of them its parent."""
        for row in read_rows(path):
            forms = dict.fromkeys((row["target"], row.get("naturalTarget", row["target"])))
            for form, target in enumerate(forms):
                self.add(
                    same_row=form > 0,
                    head="stance",
                    text=row["text"],
                    target=target,
                    article=row.get("headline") or "",
                    parent=["", *row.get("context", [])][-1],
                    label=STANCE.index(row["stance"]),
                    source=row["source"],
                    group=row["group"],
                    weight=row.get("weight", 1.0),
                )

    def replies(self, path):
        for row in read_rows(path):
            self.add(
                head="reply",
                text=row["text"],
                target=row["parent"],
                label=REPLY.index(row["stance"]),
                source=row["source"],
                group=row["group"],
                weight=row.get("weight", 1.0),
            )

    def comments(self, path, articles, source):
        """Comments of our own articles, which have all labels."""
        texts = {}
        for row in read_rows(path):
            texts[row["id"]] = row["text"]
            shared = {"text": row["text"], "source": source, "group": row["article"]}
            about = articles.get(row["article"], "")
            parent = texts.get(row["parent"], "")
            for stance in row["stances"]:
                label = STANCE.index(stance["label"])
                self.add(head="stance", target=stance["target"], label=label, article=about, parent=parent, **shared)
            if row["reply"]:
                self.add(head="reply", target=parent, label=REPLY.index(row["reply"]), **shared)
            self.add(head="toxicity", label=implied(labels_of(row)), **shared)

    def toxicity(self, path):
        for row in read_rows(path):
            text, source = row["text"], source_of(row)
            self.add(
                head="toxicity", text=text, label=implied(labels_of(row)), source=source, group=row.get("group", "")
            )


def read_examples(files):
    """Returns every example of `files`, a dict of paths by what kind of rows they hold."""
    reader = Reader()
    for path in [*files.get("stance", []), *files.get("readings", [])]:
        reader.stances(path)
    for path in files.get("reply", []):
        reader.replies(path)
    articles = {row["id"]: row["headline"] for path in files.get("articles", []) for row in read_rows(path)}
    for source in ("comments", "threads"):
        for path in files.get(source, []):
            reader.comments(path, articles, f"below-the-line-{source}")
    for path in files.get("toxicity", []):
        reader.toxicity(path)
    return reader.examples


def implied(labels):
    """Returns labels of toxicity with those that they imply: a threat is toxic, and what is not toxic is none."""
    labels = list(labels)
    if math.isnan(labels[TOXICITY]) and any(labels[kind] >= 0.5 for kind in KINDS):
        labels[TOXICITY] = 1.0
    if labels[TOXICITY] == 0:
        for kind in KINDS:
            labels[kind] = 0.0 if math.isnan(labels[kind]) else labels[kind]
    return tuple(labels)


def weighted(examples, source_weights):
    """Returns the examples with the weight of their source; replies times the root of how rare their label is there."""
    counts = Counter((example.source, example.label) for example in examples if example.head == "reply")
    totals = Counter(example.source for example in examples if example.head == "reply")

    def weight_of(example):
        rarity = 1.0
        if example.head == "reply":
            rarity = math.sqrt(totals[example.source] / (len(REPLY) * counts[example.source, example.label]))
        weights = source_weights[example.head]
        return example.weight * weights.get(example.source, weights["default"]) * rarity

    return [replace(example, weight=weight_of(example)) for example in examples]


def turned(label):
    """Returns the stance towards the opposite of a target."""
    return (AGAINST, FAVOR, NONE)[label]


def negated(example):
    """Returns the same comment towards the claim that says the opposite, or None for a target that is no such claim."""
    if example.head != "stance" or not re.search(r"\bshould\b", example.target):
        return None
    opposite = re.sub(
        r"\bshould (not )?", lambda match: "should " if match[1] else "should not ", example.target, count=1
    )
    return replace(example, target=opposite, label=turned(example.label))


def encode(example, wordpiece, tokens):
    """Returns ids and token types of an example, at most `tokens["pair"]` of them.

    The comment comes first: what a person sees beside it gets what room is left. An article that is the target is read
    as that alone.
    """
    if example.head == "toxicity":
        ids = clip(wordpiece.ids(example.text[: tokens["characters"]]), tokens["comment"] - 2)
        return [wordpiece.cls, *ids, wordpiece.sep], [TARGET] + [COMMENT] * (len(ids) + 1)
    target = clip(wordpiece.ids(example.target), tokens["target" if example.head == "stance" else "parent"])
    text = clip(wordpiece.ids(example.text), tokens["pair"] - len(target) - 3)
    ids = [wordpiece.cls, *target, wordpiece.sep, *text, wordpiece.sep]
    types = [TARGET] * (len(target) + 2) + [COMMENT] * (len(text) + 1)
    article = "" if example.article == example.target else example.article
    for part, kind in ((example.parent, PARENT), (article, ARTICLE)):
        room = min(tokens["context"], tokens["pair"] - len(ids) - 1)
        if part and room >= MIN_CONTEXT:
            said = clip(wordpiece.ids(part), room)
            ids += [*said, wordpiece.sep]
            types += [kind] * (len(said) + 1)
    return ids, types
