"""Second moments of what the matrices of an encoder are multiplied with, for rounding them."""

import torch


def moments_of(encoder, batches):
    """Returns, by the names that `pack` has, the mean of x xᵀ (K, K) over the tokens of batches of (ids, types, mask)."""
    sums, counts, handles = {}, {}, []

    def watch(name, linear):
        def hook(_, inputs):
            rows = inputs[0].detach().float().reshape(-1, inputs[0].shape[-1])[watch.real]
            sums[name] = sums.get(name, 0) + (rows.T @ rows).double()
            counts[name] = counts.get(name, 0) + len(rows)

        handles.append(linear.register_forward_pre_hook(hook))

    for number, layer in enumerate(encoder.layers):
        linears = {"qkv": layer.qkv, "mix": layer.attention_output, "widen": layer.intermediate, "narrow": layer.output}
        for part, linear in linears.items():
            watch(f"layer{number}.{part}", linear)
    encoder.eval()
    with torch.no_grad():
        for ids, types, mask in batches:
            watch.real = mask.reshape(-1) > 0
            encoder(ids, types, mask)
    for handle in handles:
        handle.remove()
    return {name: (total / counts[name]).numpy() for name, total in sums.items()}
