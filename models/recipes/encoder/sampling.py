"""What a pass of fine-tuning reads: units of one example, or of one comment towards several targets that belong together."""

from collections import defaultdict
from dataclasses import replace

from recipes.encoder.declarations import declarations, echoes, train_rows
from recipes.encoder.demands import demands
from recipes.encoder.disguise import disguised
from recipes.encoder.examples import NONE, REPLY, STANCE, Example, Unit, negated, turned
from recipes.rows import read_rows

SAME_CLAIM_SHARE = 0.8
# Claims that speak for a topic, and against it.
CLAIMS = (
    ("{} is good", "{} is bad"),
    ("{} deserves support", "{} does not deserve support"),
    ("{} does more good than harm", "{} does more harm than good"),
    ("I am for {}", "I am against {}"),
    ("{} is right", "{} is wrong"),
    ("We should support {}", "We should oppose {}"),
    ("In favor of {}", "Against {}"),
    ("{}: yes", "{}: no"),
)
# What readers call what they comment on.
KINDS = ("article", "article", "article", "post", "piece", "list", "story", "review", "guide", "update", "tutorial")


def sample_units(examples, recipe, rng):
    """Returns the units of one pass, in the order of their sources."""
    # Some wordings are of what is held out.
    known = {example.target for example in examples}
    rows = [row for path in recipe["data"]["wordings"] for row in read_rows(path) if row["target"] in known]
    wordings = {row["target"]: row for row in rows}
    chosen = some_targets(examples, recipe, rng)
    opposed, single = opposed_claims(chosen, recipe["opposedClaims"])
    units = opposed + [unit_of(example, wordings, recipe, rng) for example in single]
    stances = [example for example in chosen if example.head == "stance"]
    claims = [example for example in stances if example.source in recipe["argumentPairs"]["sources"]]
    units += [Unit(example) for example in other_topics(stances, recipe["otherTopics"], rng)]
    units += [Unit(example) for example in argument_pairs(claims, recipe["argumentPairs"], rng)]
    frames = train_rows(recipe["data"]["declarations"], "form")
    units += declarations(stances, wordings, frames, recipe, rng)
    units += echoes(rows, frames, recipe, rng)
    units += demands(recipe, rng)
    units += [Unit(example) for example in reactions(recipe, rng)]
    units += [Unit(example) for example in disguised(chosen, recipe["disguised"], rng)]
    return [
        Unit(*(part and without_context(part, recipe, rng) for part in (u.first, u.opposite, u.same))) for u in units
    ]


def some_targets(examples, recipe, rng):
    """Returns a share of each source's examples, and of rows with two forms of their target one of them."""
    by_row = defaultdict(list)
    for example in examples:
        by_row[example.row, example.head].append(example)
    shares = recipe["shares"]
    return [
        rng.choice(forms)
        for (_, head), forms in by_row.items()
        if rng.random() < shares[head].get(forms[0].source, shares[head]["default"])
        and not (head == "toxicity" and is_unclear(forms[0], recipe["unclear"]))
    ]


def opposed_claims(examples, sources):
    """Returns the claims of `sources` of which a text is for one and against another, as units, and all other examples."""
    by_text, rest = defaultdict(list), []
    for example in examples:
        of_source = example.head == "stance" and example.source in sources and example.label != NONE
        (by_text[example.text] if of_source else rest).append(example)
    units = []
    for same_text in by_text.values():
        first = same_text[0]
        other = next((example for example in same_text if example.label != first.label), None)
        units += [Unit(first, other)] if other else []
        rest += [example for example in same_text if not (other and example in (first, other))]
    return units, rest


def is_unclear(example, unclear):
    """Says whether a row's label lies where its source does not say what it means."""
    low, high = unclear.get(example.source, (2, 2))
    return low <= example.label[0] <= high


def unit_of(example, wordings, recipe, rng):
    """Returns an example with the opposite of its target, and its target in other words, where there are such."""
    if example.head != "stance":
        return Unit(example)
    other, plan = wordings.get(example.target), recipe["reworded"]
    sided = example.label != NONE
    if other and rng.random() < plan["sided" if sided else "none"]:
        same = replace(example, target=rng.choice(other["same"]), weight=example.weight * plan["weight"])
        return Unit(example, replace(same, target=rng.choice(other["opposite"]), label=turned(example.label)), same)
    opposite = negated(example)
    if opposite and rng.random() < recipe["negated"]:
        return Unit(example, opposite)
    if sided and rng.random() < recipe["topics"].get(example.source, 0):
        good, bad = rng.choice(CLAIMS)
        good = replace(example, target=good.format(example.target))
        bad = replace(example, target=bad.format(example.target), label=turned(example.label))
        return Unit(good, bad, example)
    return Unit(example)


def other_topics(stances, share, rng):
    """Returns comments towards targets of other groups of their source, labelled none."""
    by_source = defaultdict(list)
    for example in stances:
        by_source[example.source].append(example)
    sampled = []
    for example in rng.sample(stances, int(len(stances) * share)):
        other = rng.choice(by_source[example.source])
        if example.group != other.group:
            sampled.append(replace(example, target=other.target, label=NONE, weight=min(1.0, example.weight)))
    return sampled


def argument_pairs(claims, plan, rng):
    """Returns replies made of two arguments: they agree or disagree on one claim; of two groups they are neutral."""
    by_claim = defaultdict(list)
    for example in claims:
        by_claim[example.target].append(example)
    sampled = []
    for _ in range(plan["count"]):
        first = rng.choice(claims)
        second = rng.choice(by_claim[first.target] if rng.random() < SAME_CLAIM_SHARE else claims)
        if first.text == second.text or (first.group == second.group and first.target != second.target):
            continue
        label = "neutral" if first.group != second.group else "agree" if first.label == second.label else "disagree"
        sampled.append(
            Example(
                head="reply",
                text=second.text,
                target=first.text,
                label=REPLY.index(label),
                source="argument-pairs",
                group=second.group,
                weight=plan["weight"],
            )
        )
    return sampled


def reactions(recipe, rng):
    """Returns reactions to articles as a whole, towards the article, its headline, or what it is about, which they do not
    judge; and remarks that judge no article."""
    plan = recipe["reactions"]
    texts = train_rows(recipe["data"]["reactions"], "label")
    articles = train_rows(recipe["data"]["articles"], "split")["train"]
    sampled = []
    for _ in range(plan["count"]):
        article, kind = rng.choice(articles), rng.choice(KINDS)
        said = rng.choices(STANCE, plan["labels"])[0]
        text = rng.choice(texts[said])["text"]
        if rng.random() < plan["longer"]:
            parts = [text, rng.choice(texts["any"])["text"]]
            text = " ".join(parts if rng.random() < 0.8 else parts[::-1])
        itself = rng.random() >= plan["subject"]
        subjects = [target for target in article["targets"] if target != article["headline"] and target[:4] != "this"]
        target = rng.choice((f"this {kind}", article["headline"]) if itself else subjects)
        sampled.append(
            Example(
                head="stance",
                text=text.replace("{a}", kind),
                target=target,
                label=STANCE.index(said) if itself else NONE,
                article=article["headline"],
                source="reactions",
                group=article["id"],
                weight=plan["weight"],
            )
        )
    return sampled


def without_context(example, recipe, rng):
    """Returns an example with the article and the parent each left out at random."""
    kept = recipe["contextKept"]
    return replace(
        example,
        article=example.article if rng.random() < kept else "",
        parent=example.parent if rng.random() < kept else "",
    )
