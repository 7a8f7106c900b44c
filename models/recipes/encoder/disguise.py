"""Comments with a word hidden as readers hide it from filters, or misspelt, to train on beside the plain ones."""

import math
import re
from collections import Counter
from dataclasses import replace

from recipes.encoder.examples import TOXICITY

WORD = re.compile(r"[A-Za-z]{4,}")
# How often a word must stand in the rows before what it says of them counts.
MIN_COUNT = 5
STARS = "***#-."


def disguised(examples, plan, rng):
    """Returns comments of `examples` again with a word hidden: of toxic ones the word that tells most, of clean ones any.

    `plan` has the shares of `toxic` and `clean` comments, and the `weight` of the new ones.
    """
    comments = [e for e in examples if e.head == "toxicity" and not math.isnan(e.label[TOXICITY])]
    telling = log_odds(comments)
    hidden = []
    for example in comments:
        toxic = example.label[TOXICITY] >= 0.5
        words = sorted(set(WORD.findall(example.text)))
        if not words or rng.random() >= plan["toxic" if toxic else "clean"]:
            continue
        word = max(words, key=lambda word: telling.get(word.lower(), 0.0)) if toxic else rng.choice(words)
        text = re.sub(rf"\b{word}\b", lambda found: hide(found[0], rng), example.text)
        hidden.append(replace(example, text=text, weight=plan["weight"] * example.weight))
    return hidden


def log_odds(comments):
    """Returns how much likelier each word is in toxic comments than in clean ones: the logarithm of the ratio."""
    counts = [Counter(), Counter()]
    for example in comments:
        counts[example.label[TOXICITY] >= 0.5].update({word.lower() for word in WORD.findall(example.text)})
    clean, toxic = counts
    rates = [sum(of.values()) or 1 for of in counts]
    return {
        word: math.log((toxic[word] + 1) / rates[1] * rates[0] / (clean[word] + 1))
        for word in toxic
        if toxic[word] >= MIN_COUNT
    }


def hide(word, rng):
    """Returns a word of at least four letters with some of its inner letters hidden, left out or changed."""
    place = rng.randrange(1, len(word) - 1)
    way = rng.random()
    if way < 0.3:
        return word[0] + re.sub("[aeiou]", "*", word[1:], flags=re.IGNORECASE)
    if way < 0.5:
        return word[:place] + rng.choice(STARS) + word[place + 1 :]
    if way < 0.65:
        return word[0] + "*" * (len(word) - 2) + word[-1]
    if way < 0.8:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if way < 0.9:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] * rng.randint(2, 4) + word[place + 1 :]
