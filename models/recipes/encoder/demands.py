"""Demands and what is answered to them: "We should close the pool", "I disagree, keep it open", "It brings people together"."""

from collections import defaultdict
from dataclasses import replace

from recipes.encoder.declarations import capital
from recipes.encoder.examples import AGAINST, FAVOR, STANCE, Example, Unit, turned
from recipes.rows import read_rows

# What a target and an answer are made of: the demand, what should happen to the object, and the doing of it.
DEMAND, HAPPENING, DOING = range(3)


def demands(recipe, rng):
    """Returns answers to demands: a demand in return, which mostly says "it" or "them", or a judgement of what the demand is
    about. All but those behind a yes or no, which answers one demand alone, stand beside the opposite demand."""
    plan, rows = recipe["demands"], defaultdict(list)
    for path in recipe["data"]["demands"]:
        for row in read_rows(path):
            rows[row["kind"], row.get("label")].append(row)
    units = []
    for _ in range(plan["count"]):
        verb = rng.choice(rows["verb", None])
        thing = rng.choice([row for row in rows["object", None] if row["of"] == verb["of"]])
        sides, asked = [verb["promote"], verb["oppose"]], rng.randrange(2)
        label = rng.choice((FAVOR, AGAINST))
        said = asked if label == FAVOR else 1 - asked
        is_judged, is_answered = rng.random() < plan["judged"], rng.random() < plan["answered"]
        if is_judged:
            text = judgement(rows["judgement", STANCE[said]], thing, rng)
        else:
            before = rng.choice(rows["answer", STANCE[label]])["text"] if is_answered else ""
            text = demand(sides[said], before, thing, rng)
        example = Example(
            head="stance",
            text=text,
            target=target_of(sides[asked], thing["text"], rng),
            label=label,
            source="demands",
            group=thing["text"],
            weight=plan["weight"],
        )
        opposite = replace(example, target=target_of(sides[1 - asked], thing["text"], rng), label=turned(label))
        units.append(Unit(example, None if is_answered and not is_judged else opposite))
    return units


def target_of(side, thing, rng):
    """Returns one side of a verb as a target: a demand, a claim, or a phrase."""
    form = rng.choice(
        (f"We should {side[DEMAND]}", "{O} should " + side[HAPPENING], side[DOING], "{O} must " + side[HAPPENING])
    )
    return form.replace("{o}", thing).replace("{O}", capital(thing))


def demand(side, before, thing, rng):
    """Returns one side of a verb as a demand, behind a yes or no where there is one."""
    pronoun = "them" if thing["plural"] else "it"
    text = side[DEMAND].replace("{o}", pronoun if rng.random() < 0.7 else thing["text"])
    text += rng.choice((".", ".", "!", "", " now.", ", please."))
    return f"{before} {text}" if before[-1:] in (",", ":") else f"{before} {capital(text)}".strip()


def judgement(rows, thing, rng):
    """Returns one judgement of a thing, or two of the same kind."""
    number = "plural" if thing["plural"] else "singular"
    return " ".join(row[number] for row in rng.sample(rows, 1 if rng.random() < 0.7 else 2))
