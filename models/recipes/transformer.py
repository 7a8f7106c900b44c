"""The transformer of MiniLM (Wang et al. 2020), a BERT (Devlin et al. 2019) of six layers, in PyTorch.

Shapes: B rows, T tokens, C = 384 channels, H = 12 heads.
"""

import torch
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INTERMEDIATE = 6, 12, 384, 1536
LAYER_NORM_EPSILON = 1e-12
MASK_VALUE = -10000.0


class Layer(nn.Module):
    """One transformer layer, normalised after each half: (B, T, C) to (B, T, C), or to (B, 1, C) of the first token."""

    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)
        self.intermediate = nn.Linear(WIDTH, INTERMEDIATE)
        self.output = nn.Linear(INTERMEDIATE, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden, bias, first_alone=False):
        """`bias` (B, 1, 1, T) is added to the attention scores: 0 for a token, far below zero for padding."""
        rows, length, _ = hidden.shape
        split_heads = self.qkv(hidden).view(rows, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = split_heads.permute(2, 0, 3, 1, 4)
        if first_alone:
            query, hidden = query[:, :, :1], hidden[:, :1]
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        attended = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, -1, WIDTH)
        hidden = self.attention_norm(hidden + self.dropout(self.attention_output(attended)))
        return self.output_norm(hidden + self.dropout(self.output(functional.gelu(self.intermediate(hidden)))))


class Encoder(nn.Module):
    """Ids (B, T) to hidden states (B, T, C), or, of an encoder that pools by the first token, to its state (B, C)."""

    def __init__(self, vocabulary, positions=512, types=2, dropout=0.1, first_alone=False):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.types = nn.Embedding(types, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.first_alone = first_alone

    def forward(self, ids, types, mask):
        """`types` (B, T) says which part of the input a token is of, `mask` (B, T) is 1 at tokens and 0 at padding."""
        hidden = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types(types)
        hidden = self.dropout(self.norm(hidden))
        bias = (1 - mask)[:, None, None, :] * MASK_VALUE
        for number, layer in enumerate(self.layers, 1):
            hidden = layer(hidden, bias, self.first_alone and number == LAYERS)
        return hidden[:, 0].float() if self.first_alone else hidden.float()


def first_beside_mean(hidden, mask):
    """Returns the first token's state beside the mean of all: (B, T, C) to (B, 2C)."""
    weights = mask[:, :, None]
    return torch.cat([hidden[:, 0], (hidden * weights).sum(1) / weights.sum(1)], 1)
