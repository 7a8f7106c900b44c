"""Token ids to the tensors of a batch."""

import torch


def clip(ids, length):
    """Returns at most `length` ids: the first and the last half, for an opinion stands at the start or the end."""
    if len(ids) <= length:
        return ids
    head = (length + 1) // 2
    return ids[:head] + ids[len(ids) - (length - head) :]


def batches(encoded, budget, rng):
    """Returns lists of indices of rows of like length, at most `budget` ids a list with the padding, in random order.

    `encoded` holds pairs (ids, types).
    """
    order = sorted(range(len(encoded)), key=lambda index: len(encoded[index][0]) + rng.random() * 6)
    result, batch, longest = [], [], 0
    for index in order:
        length = len(encoded[index][0])
        if batch and max(longest, length) * (len(batch) + 1) > budget:
            result.append(batch)
            batch, longest = [], 0
        batch.append(index)
        longest = max(longest, length)
    if batch:
        result.append(batch)
    rng.shuffle(result)
    return result


def pad(rows):
    """Returns ids, token types and attention mask (B, T) of rows (ids, types), padded with zeros to the longest."""
    length = max(len(ids) for ids, _ in rows)
    ids, types, mask = (torch.zeros(len(rows), length, dtype=kind) for kind in (torch.long, torch.long, torch.float32))
    for row, (row_ids, row_types) in enumerate(rows):
        ids[row, : len(row_ids)] = torch.tensor(row_ids)
        types[row, : len(row_ids)] = torch.tensor(row_types)
        mask[row, : len(row_ids)] = 1
    return ids, types, mask
