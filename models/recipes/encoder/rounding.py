"""Trains the matrices of an encoder as they ship: in 4 bits, each 32 weights with a scale.

The forward pass sees the nearest levels, and the gradient goes past the rounding to weights in full that AdamW moves
(straight-through, Bengio et al. 2013). So what is trained is what is shipped, and rounding costs nothing afterwards.
A training begins with the weights in full, for small steps would lead to no other level, and scales are those of least
squared error where the rounding begins.
"""

import numpy
import torch
from torch import nn
from torch.nn.utils import parametrize

from recipes.packed import LEAST, MOST, SHARING, TOP_CODE, decode_scales, linears_of, pack_levels

# Scales that are tried, with either sign, as shares of the one that has the largest weight between the last levels.
TRIED = numpy.linspace(0.6, 1.1, 34)


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
    """Parametrizes a matrix (N, K): its weights in full, and once `round_` was called the layer sees the rounded ones.

    A scale is `codes` 127ths of the top of its row.
    """

    def __init__(self, rows, groups):
        super().__init__()
        self.register_buffer("codes", torch.zeros(rows, groups, dtype=torch.int8))
        self.register_buffer("tops", torch.zeros(rows))
        self.register_buffer("scales", torch.zeros(rows * groups))

    def forward(self, weights):
        return PassedBy.apply(weights, self.scales) if self.is_rounded else weights

    @property
    def is_rounded(self):
        return bool(self.tops.any())

    def round_(self, weights):
        """Takes the scales of least squared error of `weights`."""
        codes, tops = best_scales(weights.detach().numpy())
        self.codes.copy_(torch.from_numpy(codes))
        self.tops.copy_(torch.from_numpy(tops))
        self.scales.copy_(torch.from_numpy(decode_scales(codes, tops).reshape(-1)))


def best_scales(weights):
    """Returns codes (N, K / 32) and tops (N) of the scales that round `weights` (N, K) with least squared error."""
    groups = weights.reshape(len(weights), -1, SHARING)
    largest = numpy.maximum(numpy.abs(groups).max(2) / ((MOST - LEAST) / 2), 1e-8)
    best, least = largest, numpy.full(largest.shape, numpy.inf)
    for share in (*TRIED, *-TRIED):
        scales = largest * share
        error = squared_error(groups, scales)
        best, least = numpy.where(error < least, scales, best), numpy.minimum(error, least)
    tops = numpy.abs(best).max(1)
    codes = numpy.rint(best / tops[:, None] * TOP_CODE)
    return numpy.where(codes == 0, 1, codes).astype(numpy.int8), tops.astype(numpy.float32)


def squared_error(groups, scales):
    """Returns what rounding `groups` (N, G, 32) by `scales` (N, G) costs each of them."""
    levels = numpy.clip(numpy.rint(groups / scales[:, :, None]), LEAST, MOST)
    return ((levels * scales[:, :, None] - groups) ** 2).sum(2)


def matrices_of(encoder):
    """Yields the linear layers of an encoder by the names that their matrices have in the file."""
    for number, layer in enumerate(encoder.layers):
        for name, linear in linears_of(layer).items():
            yield f"layer{number}.{name}", linear


def prepare_rounding(encoder):
    """Makes the matrices of an encoder such that `round_matrices` can round them."""
    for _, linear in matrices_of(encoder):
        rows, columns = linear.weight.shape
        parametrize.register_parametrization(linear, "weight", Rounded(rows, columns // SHARING))


def round_matrices(encoder):
    """Makes an encoder see its matrices in 4 bits from now on."""
    for _, linear in matrices_of(encoder):
        linear.parametrizations.weight[0].round_(linear.parametrizations.weight.original)


def packed_matrices(encoder):
    """Returns the matrices that an encoder sees, which are rounded, as the file has them: codes, scales and tops."""
    packed = {}
    for name, linear in matrices_of(encoder):
        rounded, shape = linear.parametrizations.weight[0], linear.weight.shape
        levels = linear.weight.detach().view(-1, SHARING) / rounded.scales[:, None]
        packed[f"{name}.codes"] = pack_levels(levels.round().to(torch.int8).view(shape).numpy())
        packed[f"{name}.scales"] = rounded.codes.numpy().reshape(-1)
        packed[f"{name}.tops"] = rounded.tops.numpy()
    return packed
