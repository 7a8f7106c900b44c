"""Trains the matrices of an encoder as they ship: in 4 bits, each 32 weights with a scale.

The forward pass sees the nearest levels, and the gradient goes past the rounding to weights in full that AdamW moves
(straight-through, Bengio et al. 2013). So what is trained is what is shipped, and rounding costs nothing afterwards.
"""

import numpy
import torch
from torch import nn
from torch.nn.utils import parametrize

from recipes.packed import LEAST, MOST, SHARING, linears_of, pack_levels, scales_of


class PassedBy(torch.autograd.Function):
    """Weights (N, K) to the nearest levels of their scales (N K / 32), and a gradient as if nothing had happened."""

    @staticmethod
    def forward(_, weights, scales):
        groups = weights.view(-1, SHARING)
        zeros = torch.zeros(len(groups), dtype=torch.int32)
        return torch.fake_quantize_per_channel_affine(groups, scales, zeros, 0, LEAST, MOST).view_as(weights)

    @staticmethod
    def backward(_, gradient):
        return gradient, None


class Rounded(nn.Module):
    """Parametrizes a matrix by weights in full, of which the layer sees the rounded ones."""

    def __init__(self, scales):
        super().__init__()
        self.register_buffer("scales", scales)

    def forward(self, weights):
        return PassedBy.apply(weights, self.scales)


def matrices_of(encoder):
    """Yields the linear layers of an encoder by the names that their matrices have in the file."""
    for number, layer in enumerate(encoder.layers):
        for name, linear in linears_of(layer).items():
            yield f"layer{number}.{name}", linear


def round_in_training(encoder, tensors):
    """Makes an encoder see its matrices in 4 bits, by the scales that a file of `tensors` has."""
    for name, linear in matrices_of(encoder):
        scales = torch.from_numpy(numpy.ascontiguousarray(scales_of(tensors, name).reshape(-1)))
        parametrize.register_parametrization(linear, "weight", Rounded(scales))


def packed_matrices(encoder, tensors):
    """Returns the matrices that an encoder sees as the file has them: codes, and the scales and tops of `tensors`."""
    packed = {}
    for name, linear in matrices_of(encoder):
        shape = linear.weight.shape
        levels = linear.weight.detach().view(-1, SHARING) / linear.parametrizations.weight[0].scales[:, None]
        packed[f"{name}.codes"] = pack_levels(levels.round().to(torch.int8).view(shape).numpy())
        for part in ("scales", "tops"):
            packed[f"{name}.{part}"] = tensors[f"{name}.{part}"]
    return packed
