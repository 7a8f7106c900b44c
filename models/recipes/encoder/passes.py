"""Passes over opposing claims, each from the same weights, and the mean of these and of what comes of them."""

import random
import time
from collections import defaultdict
from dataclasses import replace

import torch
from torch.nn import functional

from recipes.batching import batches, pad
from recipes.encoder.evaluation import evaluate
from recipes.encoder.model import PairClassifier, label_loss, trained_parameters
from recipes.encoder.pairs import encode, negated, read_pairs, training_pairs
from recipes.minilm import load_minilm
from recipes.optimization import adamw, descend, set_learning_rate

# Claims that speak for a topic, and against it.
CLAIMS = (
    ("{} is good", "{} is bad"),
    ("{} deserves support", "{} does not deserve support"),
    ("{} does more good than harm", "{} does more harm than good"),
    ("I am for {}", "I am against {}"),
    ("{} is right", "{} is wrong"),
    ("We should support {}", "We should oppose {}"),
)


def mean_of_passes(model, recipe, wordpiece, weights, log):
    """Sets `model` to the mean of its weights before and after one pass by each seed (Wortsman et al. 2022)."""
    pairs = training_pairs(recipe)
    dev = read_pairs(recipe["dev"])
    states = [{name: tensor.clone() for name, tensor in model.state_dict().items()}]
    for seed in recipe["passes"]["seeds"]:
        torch.manual_seed(seed)
        trained = PairClassifier(load_minilm(weights))
        trained.load_state_dict(model.state_dict())
        train_pass(trained, pairs, wordpiece, recipe, random.Random(seed), log)
        log(f"seed {seed}: dev {evaluate(trained, dev, wordpiece, recipe)}")
        states.append(trained.state_dict())
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    log(f"mean: dev {evaluate(model, dev, wordpiece, recipe)}")


def train_pass(model, pairs, wordpiece, recipe, rng, log):
    """Trains `model`: every pair by its label, and of two opposing claims the comment's own before the other."""
    plan = recipe["passes"]
    units = sample_units(pairs, plan, rng)
    optimizer = adamw([p for p in model.parameters() if p.requires_grad], plan["learningRate"])
    encoded = [[encode(pair, wordpiece, recipe["tokens"]) for pair in unit] for unit in units]
    order = unit_batches(encoded, recipe["batchTokens"], rng)
    log(f"a pass over {len(units)} comments in {len(order)} steps")
    model.train()
    start = time.time()
    for step, batch in enumerate(order, 1):
        set_learning_rate(optimizer, step - 1, len(order))
        logits = model(*pad([row for index in batch for row in encoded[index]]))
        loss = label_loss(logits, [pair for index in batch for pair in units[index]])
        if len(units[batch[0]]) == 2:
            loss = loss + plan["marginWeight"] * margin_loss(logits["stance"])
        descend(optimizer, loss / recipe["rowsPerStep"], trained_parameters(optimizer))
        if step % 50 == 0:
            log(f"step {step}/{len(order)} {time.time() - start:.0f} s")


def margin_loss(logits):
    """Returns the loss of stance logits (2B, 3) of opposing claims, the comment's own first of each two.

    softplus of minus half the margin of favor over against between them, summed.
    """
    leaning = logits[:, 0] - logits[:, 1]
    margins = leaning[0::2] - leaning[1::2]
    return functional.softplus(-margins / 2).sum()


def sample_units(pairs, plan, rng):
    """Returns what a pass reads: lists of two pairs, a comment towards opposing claims, and lists of a single pair."""
    debates = plan["debates"]
    units = debate_units([pair for pair in pairs if pair.source == debates["source"]], debates["pairsPerText"], rng)
    for pair in pairs:
        if pair.source == debates["source"] or rng.random() >= plan["shares"].get(pair.source, 0):
            continue
        opposite = negated(pair)
        if opposite and pair.label < 2 and rng.random() < plan["negated"]:
            units.append(in_favor_first(pair, opposite))
            continue
        if pair.source in plan["topics"]["sources"] and pair.label < 2 and rng.random() < plan["topics"]["share"]:
            good, bad = rng.choice(CLAIMS)
            good = replace(pair, target=good.format(pair.target))
            bad = replace(pair, target=bad.format(pair.target), label=1 - pair.label)
            units.append(in_favor_first(good, bad))
        units.append([pair])
    return units


def debate_units(pairs, count, rng):
    """Returns, `count` times a text, a claim that it is for beside one it is against, and its claims labelled none."""
    by_text = defaultdict(list)
    for pair in pairs:
        by_text[pair.text].append(pair)
    units = []
    for same_text in by_text.values():
        favor, against, neither = ([pair for pair in same_text if pair.label == label] for label in range(3))
        for _ in range(count):
            if favor and against:
                units.append([rng.choice(favor), rng.choice(against)])
            units += [[pair] for pair in neither]
    return units


def in_favor_first(pair, opposite):
    """Returns a comment towards two opposing claims: first the one that it is for."""
    return [pair, opposite] if pair.label == 0 else [opposite, pair]


def unit_batches(encoded, budget, rng):
    """Returns batches of indices of units: single pairs by themselves, and opposing claims half as many to a batch."""
    result = []
    for size in (1, 2):
        indices = [index for index, unit in enumerate(encoded) if len(unit) == size]
        firsts = [encoded[index][0] for index in indices]
        result += [[indices[position] for position in batch] for batch in batches(firsts, budget // size, rng)]
    rng.shuffle(result)
    return result
