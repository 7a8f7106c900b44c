"""The encoder under one linear head for each task, and its losses."""

import torch
from torch import nn
from torch.nn import functional

from recipes.encoder.examples import AGAINST, FAVOR, LABELS, NONE
from recipes.optimization import half_precision
from recipes.teacher.rows import ATTRIBUTES
from recipes.transformer import WIDTH

OUTPUTS = {"stance": LABELS["stance"], "reply": LABELS["reply"], "toxicity": ATTRIBUTES}


class Classifier(nn.Module):
    """Ids (B, T) to a dict of the logits of each head: (B, 3), (B, 3), (B, 6).

    `source_bias` absorbs what sources of toxicity labels disagree on; it is added in training alone.
    """

    def __init__(self, encoder, sources):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({head: nn.Linear(WIDTH, len(labels)) for head, labels in OUTPUTS.items()})
        self.source_bias = nn.Embedding(sources, len(ATTRIBUTES))
        nn.init.zeros_(self.source_bias.weight)

    def forward(self, ids, types, mask):
        with half_precision():
            features = self.encoder(ids, types, mask)
        return {head: linear(self.dropout(features)) for head, linear in self.heads.items()}


def stance_loss(logits, labels, weights, about_weights):
    """Returns the loss of stances (B,), summed.

    The cross-entropy of three labels is that of two questions: about the target or not, and for or against. The first
    counts `about_weights` times, for where every text of a source is about its target it teaches nothing.
    """
    log_sides = torch.stack([logits[:, FAVOR], logits[:, AGAINST]], 1)
    about = torch.logsumexp(log_sides, 1) - logits[:, NONE]
    silent = labels == NONE
    first = functional.softplus(torch.where(silent, about, -about))
    second = functional.cross_entropy(log_sides, labels.clamp(max=AGAINST), reduction="none") * ~silent
    return ((first * about_weights + second) * weights).sum()


def opposing_loss(logits, labels):
    """Returns the loss of stance logits (2B, 3) of comments towards two opposing claims, summed.

    softplus of minus half the margin of the comment's own claim over the other (labels (2B,)), and how far the answer to
    one is from the answer to the other with its sides turned.
    """
    leaning = logits[:, FAVOR] - logits[:, AGAINST]
    margins = (leaning[0::2] - leaning[1::2]) * torch.where(labels[0::2] == FAVOR, 1, -1)
    sided = labels[0::2] != NONE
    turned = logits[1::2][:, [AGAINST, FAVOR, NONE]]
    return (functional.softplus(-margins / 2) * sided).sum() + divergence(logits[0::2], turned)


def divergence(first, second):
    """Returns the symmetric Kullback-Leibler divergence of two answers (B, 3), halved and summed."""
    one, other = first.log_softmax(1), second.log_softmax(1)
    return ((one.exp() - other.exp()) * (one - other)).sum() / 2


def toxicity_loss(logits, labels, weights, attribute_weights):
    """Returns the binary cross-entropy of attributes (B, 6), summed; unknown labels count nothing."""
    losses = functional.binary_cross_entropy_with_logits(logits, torch.nan_to_num(labels), reduction="none")
    return (losses * ~torch.isnan(labels) * attribute_weights * weights[:, None]).sum()
