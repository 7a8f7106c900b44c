"""AdamW with linear warm-up and decay, and half precision, as both trainings use them."""

import torch
from torch import nn

WEIGHT_DECAY = 0.01
WARMUP_SHARE = 0.06
MAX_GRADIENT_NORM = 1.0


def adamw(parameters, learning_rate, groups=()):
    """Returns AdamW (Loshchilov and Hutter 2019) over `parameters`: matrices decay, biases and norms do not.

    `groups` are further parameter groups, with settings of their own.
    """
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": WEIGHT_DECAY},
            {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
            *groups,
        ],
        lr=learning_rate,
    )
    for group in optimizer.param_groups:
        group["peak_lr"] = group["lr"]
    return optimizer


def set_learning_rate(optimizer, step, steps):
    """Sets the rate of step `step` of `steps`: it rises over the first 6% of them and falls from there to nothing."""
    scale = min(1.0, step / (WARMUP_SHARE * steps), (steps - step) / ((1 - WARMUP_SHARE) * steps))
    for group in optimizer.param_groups:
        group["lr"] = group["peak_lr"] * scale


def descend(optimizer, loss, parameters):
    """Takes one step down the gradient of `loss`, whose norm over `parameters` is clipped to 1."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, MAX_GRADIENT_NORM)
    optimizer.step()


def half_precision():
    """Returns a context in which matrix products are in bfloat16 where the processor is quicker with it.

    In software it is slower, and so it is on Intel's processors without AMX: their AVX512-BF16 products take 1.7 times
    as long as those of float32.
    """
    has = torch.cpu.get_capabilities()
    slow = "Intel" in has.get("cpu_name", "") and not has.get("amx_bf16")
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported() and not slow)
