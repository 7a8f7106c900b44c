"""Second moments of what the matrices of an encoder are multiplied with, for rounding them."""

import torch

from recipes.packed import linears_of


def moments_of(encoder, batches):
    """Returns, by the names that `pack` has, the mean of x xᵀ (K, K) over the tokens of batches of (ids, types, mask)."""
    sums, counts, handles = {}, {}, []

    def watch(name, linear):
        def hook(_, inputs):
            # Of the last layer all but keys and values is of the first token alone.
            whole = inputs[0].shape[1] > 1
            rows = inputs[0].detach().float().reshape(-1, inputs[0].shape[-1])
            rows = rows[watch.real] if whole else rows
            sums[name] = sums.get(name, 0) + (rows.T @ rows).double()
            counts[name] = counts.get(name, 0) + len(rows)

        handles.append(linear.register_forward_pre_hook(hook))

    for number, layer in enumerate(encoder.layers):
        for part, linear in linears_of(layer).items():
            watch(f"layer{number}.{part}", linear)
    encoder.eval()
    with torch.no_grad():
        for ids, types, mask in batches:
            watch.real = mask.reshape(-1) > 0
            encoder(ids, types, mask)
    for handle in handles:
        handle.remove()
    return {name: (total / counts[name]).numpy() for name, total in sums.items()}
