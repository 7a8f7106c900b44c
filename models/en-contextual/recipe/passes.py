"""A last pass over opposing claims, made several times from the same weights: the mean of these and of what comes of it."""

import random
import time
from collections import defaultdict
from dataclasses import replace

import torch
from torch.nn import functional

from encoder import load_minilm
from finetune import Judge, descend, label_loss, optimizer_of, report, set_rate, tensors
from pairs import batches, encode, negated, read_rows, weighed

# What is for a topic and what is against it.
CLAIMS = (
    ("{} is good", "{} is bad"),
    ("{} deserves support", "{} does not deserve support"),
    ("{} does more good than harm", "{} does more harm than good"),
    ("I am for {}", "I am against {}"),
    ("{} is right", "{} is wrong"),
    ("We should support {}", "We should oppose {}"),
)


def facing(pair, opposite):
    """A comment towards two opposing claims: first the one that it is for."""
    return [pair, opposite] if pair.label == 0 else [opposite, pair]


def units_of(pairs, plan, chance):
    """What a pass reads: comments towards two opposing claims, and single pairs beside them."""
    units = []
    debates = defaultdict(list)
    for pair in pairs:
        if pair.source == plan["debates"]["source"]:
            debates[pair.text].append(pair)
    for same in debates.values():
        by_label = defaultdict(list)
        for pair in same:
            by_label[pair.label].append(pair)
        for _ in range(plan["debates"]["times"]):
            if by_label[0] and by_label[1]:
                units.append([chance.choice(by_label[0]), chance.choice(by_label[1])])
            units += [[pair] for pair in by_label[2]]
    for pair in pairs:
        if pair.source == plan["debates"]["source"] or chance.random() >= plan["shares"].get(pair.source, 0):
            continue
        opposite = negated(pair)
        if opposite and pair.label < 2 and chance.random() < plan["negated"]:
            units.append(facing(pair, opposite))
            continue
        if pair.source in plan["topics"]["sources"] and pair.label < 2 and chance.random() < plan["topics"]["share"]:
            good, bad = chance.choice(CLAIMS)
            good = replace(pair, towards=good.format(pair.towards))
            bad = replace(pair, towards=bad.format(pair.towards), label=1 - pair.label)
            units.append(facing(good, bad))
        units.append([pair])
    return units


def batched(encoded, budget, chance):
    """Batches of indices of units: pairs by themselves, and comments towards two claims by half as many."""
    found = []
    for size in (1, 2):
        some = [index for index, unit in enumerate(encoded) if len(unit) == size]
        firsts = [encoded[index][0] for index in some]
        found += [[some[at] for at in batch] for batch in batches(firsts, budget // size, chance)]
    chance.shuffle(found)
    return found


def one_pass(judge, pairs, wordpiece, recipe, chance, log):
    """Trains `judge`: every pair by its label, and of two opposing claims the one that the comment is for before the other."""
    plan = recipe["passes"]
    units = units_of(pairs, plan, chance)
    optimizer = optimizer_of(judge, plan["learningRate"])
    encoded = [[encode(pair, wordpiece, recipe["tokens"]) for pair in unit] for unit in units]
    order = batched(encoded, recipe["batchTokens"], chance)
    log(f"a pass over {len(units)} comments in {len(order)} steps")
    judge.train()
    start = time.time()
    for step, batch in enumerate(order):
        set_rate(optimizer, plan["learningRate"], step, len(order))
        read = [pair for index in batch for pair in units[index]]
        logits = judge(*tensors([row for index in batch for row in encoded[index]]))
        loss = label_loss(logits, read)
        if len(units[batch[0]]) == 2:
            leaning = logits["stance"][:, 0] - logits["stance"][:, 1]
            margins = leaning[0::2] - leaning[1::2]
            loss = loss + plan["opposition"] * functional.softplus(-margins / 2).sum()
        descend(optimizer, loss / recipe["rowsPerStep"])
        if (step + 1) % 50 == 0:
            log(f"step {step + 1}/{len(order)} {time.time() - start:.0f} s")


def mean_of_passes(judge, recipe, wordpiece, encoder_path, log=print):
    """The mean of the weights before and after one pass by each seed of the recipe (Wortsman et al. 2022)."""
    pairs = list(weighed(read_rows(recipe["data"], ("target", "naturalTarget")), recipe["sourceWeights"]))
    dev = read_rows(recipe["dev"])
    ends = [{name: weights.clone() for name, weights in judge.state_dict().items()}]
    for seed in recipe["passes"]["seeds"]:
        torch.manual_seed(seed)
        found = Judge(load_minilm(encoder_path))
        found.load_state_dict(judge.state_dict())
        found.encoder.words.weight.requires_grad = False
        one_pass(found, pairs, wordpiece, recipe, random.Random(seed), log)
        log(f"seed {seed}: dev {report(found, dev, wordpiece, recipe)}")
        ends.append(found.state_dict())
    judge.load_state_dict({name: sum(end[name] for end in ends) / len(ends) for name in ends[0]})
    log(f"mean: dev {report(judge, dev, wordpiece, recipe)}")
    return judge
