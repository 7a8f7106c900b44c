"""Rounds the matrices of a trained encoder to 4 bits, and lets what is not rounded make up for it."""

import random

import torch

from recipes.batching import pad
from recipes.encoder.finetune import descend_all, unit_batches
from recipes.encoder.moments import moments_of
from recipes.encoder.pack import pack_matrix
from recipes.optimization import adamw
from recipes.packed import linears_of, unpack


def settle(training, recipe, log):
    """Leaves `training` with rounded matrices and what was learnt around them; returns the matrices as they are packed.

    The error of rounding is shared by the moments of what the matrices are multiplied with; then norms, biases, heads and
    the embeddings of positions and types are trained on, over some of the units.
    """
    plan, rng = recipe["settling"], random.Random(recipe["seed"])
    model = training.model
    chosen = rng.sample(range(len(training.units)), plan["moments"])
    moments = moments_of(model.encoder, [pad(training.encoded[index][:1]) for index in chosen])
    packed = round_matrices(model.encoder, moments)
    log(f"rounded {len(packed)} matrices")
    rounded = [linear.weight for layer in model.encoder.layers for linear in linears_of(layer).values()]
    for matrix in rounded:
        matrix.requires_grad = False
    some = rng.sample(range(len(training.units)), min(plan["units"], len(training.units)))
    training.units = [training.units[index] for index in some]
    training.encoded = [training.encoded[index] for index in some]
    training.order = unit_batches(training.encoded, recipe["batchTokens"], rng)
    training.trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    training.optimizer = adamw(training.trained, plan["learningRate"])
    training.step = 0
    torch.manual_seed(recipe["seed"])
    descend_all(training, log)
    return packed


def round_matrices(encoder, moments):
    """Puts rounded matrices into an encoder; returns their codes, scales and tops by the names that the file has."""
    packed = {}
    for number, layer in enumerate(encoder.layers):
        for part, linear in linears_of(layer).items():
            name = f"layer{number}.{part}"
            codes, scales, tops = pack_matrix(linear.weight.detach().numpy(), moments[name])
            tensors = {f"{name}.codes": codes, f"{name}.scales": scales, f"{name}.tops": tops}
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(unpack(tensors, name)))
            packed |= tensors
    return packed
