"""What one epoch of fine-tuning reads: some of the labelled pairs, and pairs made of them."""

from collections import defaultdict
from dataclasses import replace

from recipes.encoder.pairs import REPLY, STANCE, Pair, negated

SAME_CLAIM_SHARE = 0.8


def sample_epoch(pairs, recipe, rng):
    """Returns the pairs of one epoch.

    Some targets of each text, each in one of its forms; a share of claims turned into their opposite; claims of other
    topics, labelled none; and pairs of arguments on one claim, which agree where they take one side.
    """
    sampled = some_targets(pairs, recipe["targetsPerText"], rng)
    sampled = [(rng.random() < recipe["negated"] and negated(pair)) or pair for pair in sampled]
    claims = [pair for pair in sampled if pair.source in recipe["argumentPairs"]["sources"]]
    sampled += other_topics(claims, int(len(claims) * recipe["otherTopics"]), rng)
    count = int(len(claims) * recipe["argumentPairs"]["share"])
    return sampled + argument_pairs(claims, count, recipe["sourceWeights"]["argument-pairs"], rng)


def some_targets(pairs, count, rng):
    """Returns at most `count` rows of each text, each in one of the forms of its target."""
    by_text = defaultdict(list)
    for pair in rng.sample(pairs, len(pairs)):
        by_text[pair.source, pair.text].append(pair)
    return [
        pair
        for same_text in by_text.values()
        for pair in list({(pair.group, pair.row): pair for pair in same_text}.values())[:count]
    ]


def other_topics(claims, count, rng):
    """Returns arguments towards claims of other groups, drawn `count` times; draws of one group are left out."""
    sampled = []
    for _ in range(count):
        pair, other = rng.choice(claims), rng.choice(claims)
        if pair.group != other.group:
            sampled.append(replace(pair, target=other.target, label=STANCE.index("none")))
    return sampled


def argument_pairs(claims, count, weight, rng):
    """Returns replies made of two arguments: they agree or disagree on one claim; of two groups they are neutral."""
    by_claim = defaultdict(list)
    for pair in claims:
        by_claim[pair.target].append(pair)
    sampled = []
    for _ in range(count):
        first = rng.choice(claims)
        second = rng.choice(by_claim[first.target] if rng.random() < SAME_CLAIM_SHARE else claims)
        if first.text == second.text or (first.group == second.group and first.target != second.target):
            continue
        label = "neutral" if first.group != second.group else "agree" if first.label == second.label else "disagree"
        sampled.append(
            Pair(
                head="reply",
                target=first.text,
                text=second.text,
                label=REPLY.index(label),
                source="argument-pairs",
                group=second.group,
                row=second.row,
                weight=weight,
            )
        )
    return sampled
