"""Plain declarations: what people say who simply are for or against something, or neither."""

import re
from collections import defaultdict
from dataclasses import replace

from recipes.encoder.examples import NONE, STANCE, Example, Unit, negated, turned
from recipes.rows import read_rows


def declarations(stances, wordings, frames, recipe, rng):
    """Returns plain declarations, `frames` by their form, towards targets of all forms, many beside the opposite of their target."""
    plan = recipe["declarations"]
    opposites = opposites_of(wordings.values())
    targets = defaultdict(list)
    for target in dict.fromkeys(example.target for example in stances if example.target.strip()):
        targets[form_of(target)].append(target)
    # Few of the written targets, and more of their kind than the corpora have.
    for row in wordings.values():
        for target in [*row["same"], *row["opposite"]]:
            targets[form_of(target)].append(target)
    units = []
    for _ in range(plan["count"]):
        form = rng.choice(("phrase", "claim", "demand"))
        target, any_form = rng.choice(targets[form]), rng.random() < plan["any"]
        frame = rng.choice(frames["any" if any_form and form != "phrase" else form])
        example = Example(
            head="stance",
            text=filled(frame["text"], target),
            target=target,
            label=STANCE.index(frame["label"]),
            source="declarations",
            group=target,
            weight=plan["weight"],
        )
        opposite = negated(example)
        if target in opposites:
            opposite = replace(example, target=rng.choice(opposites[target]), label=turned(example.label))
        units.append(Unit(example, opposite if opposite and rng.random() < plan["opposed"] else None))
    return units


def opposites_of(rows):
    """Returns a dict of every wording in `rows` to the wordings of what it opposes."""
    opposites = {}
    for row in rows:
        for side, other in sides_of(row):
            opposites |= {target: other for target in side}
    return opposites


def sides_of(row):
    """Returns the wordings of a target beside those of its opposite, and the other way round."""
    own, other = [row["target"], *row["same"]], row["opposite"]
    return (own, other), (other, own)


def echoes(rows, frames, recipe, rng):
    """Returns comments that say a target of `rows` or its opposite in other words, many with a plain yes or no, beside the
    opposite of their target; what is said of another target is labelled none."""
    plan = recipe["echoes"]
    plain = defaultdict(list)
    for frame in frames["any"]:
        plain[frame["label"]].append(frame["text"])
    units = []
    for _ in range(plan["count"]):
        row, stance = rng.choice(rows), rng.choices(STANCE, plan["labels"])[0]
        own, other = rng.choice(sides_of(row))
        target, opposite = rng.choice(own), rng.choice(other)
        label = STANCE.index(stance)
        words = (own, other, rng.choice(sides_of(rng.choice(rows)))[0])[label]
        claims = [said for said in words if said not in (target, opposite) and form_of(said) != "phrase"]
        if not claims:
            continue
        text = sentence(rng.choice(claims), rng)
        if plain[stance] and rng.random() < plan["plain"]:
            parts = [filled(rng.choice(plain[stance]), target), text]
            text = " ".join(parts if rng.random() < 0.8 else parts[::-1])
        example = Example(
            head="stance", text=text, target=target, label=label, source="echoes", group=target, weight=plan["weight"]
        )
        opposed = replace(example, target=opposite, label=turned(label))
        units.append(Unit(example, opposed if label != NONE and rng.random() < plan["opposed"] else None))
    return units


def sentence(claim, rng):
    """Returns a claim as somebody says it: a demand often by what it demands."""
    said = filled("{X}" if form_of(claim) == "demand" and rng.random() < 0.5 else "{T}", claim)
    return said + rng.choice((".", ".", "!", ""))


def train_rows(paths, column):
    """Returns the rows of files that are for training, by a column of theirs."""
    rows = defaultdict(list)
    for path in paths:
        for row in read_rows(path):
            if row["split"] == "train":
                rows[row[column]].append(row)
    return rows


def form_of(target):
    """Returns what a target is: a demand ("We should ban zoos"), another claim, or a phrase."""
    if target.startswith("We should ") and not target.startswith("We should not "):
        return "demand"
    claim = re.search(r"\b(is|are|should|must|can|will|does|do|has|have|was|were|needs?|cannot)\b", target[1:])
    return "claim" if claim and target[0].isupper() and not target.endswith("?") else "phrase"


def filled(text, target):
    """Returns a frame with a target in its slots."""
    target = target.strip().rstrip(".")
    demand = re.sub(r"^We should ", "", target)
    lower = target if target[:2].isupper() or target.startswith("I ") else target[:1].lower() + target[1:]
    slots = {"t": target, "T": capital(target), "c": lower, "x": demand}
    slots["X"] = capital(demand)
    return re.sub(r"\{([tTcxX])\}", lambda match: slots[match[1]], text)


def capital(text):
    """Returns a text with its first letter as a capital one."""
    return text[:1].upper() + text[1:]
