"""The encoder under one linear head for each task, and its loss."""

import torch
from torch import nn
from torch.nn import functional

from recipes.encoder.pairs import LABELS
from recipes.transformer import FEATURES


class PairClassifier(nn.Module):
    """Ids (B, T) to a dict of the logits (B, 3) of each head."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({head: nn.Linear(FEATURES, len(labels)) for head, labels in LABELS.items()})

    def forward(self, ids, types, mask):
        with torch.autocast("cpu"):
            features = self.encoder(ids, types, mask)
        return {head: linear(self.dropout(features.float())) for head, linear in self.heads.items()}


def trained_parameters(optimizer):
    """Returns the parameters of an optimizer, group by group."""
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]


def label_loss(logits, pairs):
    """Returns the cross-entropy of every pair under its head, times its weight, summed."""
    loss = 0.0
    for head in LABELS:
        rows = [row for row, pair in enumerate(pairs) if pair.head == head]
        if rows:
            labels = torch.tensor([pairs[row].label for row in rows])
            weights = torch.tensor([pairs[row].weight for row in rows])
            loss = loss + (functional.cross_entropy(logits[head][rows], labels, reduction="none") * weights).sum()
    return loss
