"""The teacher: the encoder under one linear layer, fine-tuned for one epoch."""

import random
import time

import torch
from torch import nn
from torch.nn import functional

from recipes.batching import batches, clip, pad
from recipes.optimization import adamw, descend, half_precision, set_learning_rate
from recipes.teacher.rows import ATTRIBUTES
from recipes.transformer import WIDTH, first_beside_mean

MAX_CHARACTERS = 3000
TEXTS_AT_A_TIME = 20_000


class Teacher(nn.Module):
    """Ids (B, T) to the logits (B, 6) of the attributes.

    `source_bias` absorbs what sources disagree on; it is added in training alone.
    """

    def __init__(self, encoder, sources):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.attributes = nn.Linear(2 * WIDTH, len(ATTRIBUTES))
        self.source_bias = nn.Embedding(sources, len(ATTRIBUTES))
        nn.init.zeros_(self.source_bias.weight)

    def forward(self, ids, types, mask):
        with half_precision():
            hidden = self.encoder(ids, types, mask)
        return self.attributes(self.dropout(first_beside_mean(hidden, mask)))


def encode(text, wordpiece, max_tokens):
    """Returns ids and token types of [CLS] text [SEP], at most `max_tokens` of them."""
    ids = clip(wordpiece.ids(text[:MAX_CHARACTERS]), max_tokens - 2)
    return [wordpiece.cls, *ids, wordpiece.sep], [0] * (len(ids) + 2)


def fit(teacher, rows, sources, wordpiece, recipe, rng):
    """Trains the teacher by one pass over `rows` (text, labels, source); unknown labels count nothing."""
    encoded = [encode(text, wordpiece, recipe["tokens"]) for text, _, _ in rows]
    order = batches(encoded, recipe["batchTokens"], rng)
    trained = [p for p in teacher.parameters() if p.requires_grad]
    bias = teacher.source_bias.weight
    bias_group = {"params": [bias], "weight_decay": 0.0, "lr": recipe["biasRate"]}
    optimizer = adamw([p for p in trained if p is not bias], recipe["learningRate"], [bias_group])
    attribute_weights = torch.tensor(recipe["attributeWeights"])
    source_ids = {source: index for index, source in enumerate(sources)}
    start, running_loss = time.time(), 0.0
    teacher.train()
    for step, batch in enumerate(order):
        set_learning_rate(optimizer, step, len(order))
        chosen = [rows[index] for index in batch]
        logits = teacher(*pad([encoded[index] for index in batch]))
        logits = logits + teacher.source_bias(torch.tensor([source_ids[source] for _, _, source in chosen]))
        labels = torch.tensor([labels for _, labels, _ in chosen], dtype=torch.float32)
        source_weights = torch.tensor([recipe["sourceWeights"].get(source, 1) for _, _, source in chosen])
        weights = source_weights[:, None] * attribute_weights
        losses = functional.binary_cross_entropy_with_logits(logits, torch.nan_to_num(labels), reduction="none")
        loss = (losses * weights * ~torch.isnan(labels)).sum() / recipe["rowsPerStep"]
        descend(optimizer, loss, trained)
        running_loss += loss.item()
        if step % 50 == 49:
            seconds = time.time() - start
            print(f"step {step + 1}/{len(order)} {seconds:.0f} s, loss {running_loss / 50:.4f}", flush=True)
            running_loss = 0.0


def predict(teacher, texts, wordpiece, recipe):
    """Returns the teacher's probabilities of each text's attributes, sources left aside."""
    teacher.eval()
    probabilities = [None] * len(texts)
    start = time.time()
    with torch.no_grad():
        for first in range(0, len(texts), TEXTS_AT_A_TIME):
            some = texts[first : first + TEXTS_AT_A_TIME]
            encoded = [encode(text, wordpiece, recipe["tokens"]) for text in some]
            for batch in batches(encoded, 2 * recipe["batchTokens"], random.Random(0)):
                scores = teacher(*pad([encoded[index] for index in batch])).sigmoid().tolist()
                for index, row in zip(batch, scores, strict=True):
                    probabilities[first + index] = row
            print(f"{first + len(some)}/{len(texts)} texts, {time.time() - start:.0f} s", flush=True)
    return probabilities
