"""Packs an encoder into the file that below-the-line reads: weights in 4 bits, the vocabulary front-coded.

Shapes: V word pieces, C channels, N columns of K weights.
"""

import json
import struct

import numpy

# Weights of a column that share a scale, and scales that are tried for each, with either sign.
SHARING = 32
TRIED = numpy.linspace(0.6, 1.1, 34)
MAGIC, VERSION = b"BTLW", 1
CONTINUING = "##"


def pack_matrix(weights, moments):
    """Returns codes (N, K/2) u8, scales (N, K/32) i8 and tops (N) f32 of a matrix (N, K).

    A weight becomes (code - 8) * scale / 127 * top. Each group of 32 takes the scale of least squared error. By the
    `moments` (K, K) of what the matrix is multiplied with, the error of rounding a weight is made up for by those behind
    it (GPTQ, Frantar et al. 2022).
    """
    columns, length = weights.shape
    tops = numpy.abs(best_scales(weights.reshape(columns, -1, SHARING))).max(-1).astype(numpy.float32)
    # What is made up for may take more than the largest scale.
    tops *= 1.15
    share = error_shares(moments)
    rest = weights.astype(numpy.float64)
    codes = numpy.zeros(weights.shape, numpy.int8)
    scales = numpy.zeros((columns, length // SHARING), numpy.int8)
    for group in range(length // SHARING):
        at = slice(group * SHARING, (group + 1) * SHARING)
        scales[:, group] = to_bytes(best_scales(rest[:, None, at])[:, 0], tops)
        scale = scales[:, group] * (tops / 127)
        for k in range(at.start, at.stop):
            level = levels(rest[:, k : k + 1], scale)[:, 0]
            codes[:, k] = level
            rest[:, k + 1 :] -= numpy.outer((rest[:, k] - level * scale) / share[k, k], share[k, k + 1 :])
    codes += 8
    return (codes[:, 0::2] | codes[:, 1::2] << 4).astype(numpy.uint8), scales, tops


def best_scales(groups):
    """Returns the scale of least squared error for each group (N, G, 32), of either sign."""
    largest = numpy.abs(groups).max(-1) / 7.5
    least = numpy.full(largest.shape, numpy.inf)
    best = numpy.ones(largest.shape)
    for factor in numpy.concatenate([TRIED, -TRIED]):
        scale = numpy.where(largest == 0, 1, largest * factor)
        error = ((levels(groups, scale) * scale[..., None] - groups) ** 2).sum(-1)
        better = error < least
        least[better], best[better] = error[better], scale[better]
    return best


def to_bytes(scales, tops):
    """Returns scales (N) as shares of the tops (N) in 127ths, none of them 0."""
    shares = numpy.clip(numpy.rint(scales / tops * 127), -127, 127)
    return numpy.where(shares == 0, 1, shares).astype(numpy.int8)


def error_shares(moments):
    """Returns how an error at each input is shared among those behind it: the Cholesky factor of the inverse of moments."""
    damped = moments + numpy.eye(len(moments)) * 0.01 * numpy.trace(moments) / len(moments)
    return numpy.linalg.cholesky(numpy.linalg.inv(damped)).T


def levels(groups, scale):
    """Returns the levels, -8 to 7, that are nearest to weights divided by their group's scale."""
    return numpy.clip(numpy.rint(groups / scale[..., None]), -8, 7)


def front_code(pieces):
    """Returns sorted pieces as one text: for each a character that is how many it shares with the one before, and the rest."""
    text, before = [], ""
    for piece in pieces:
        shared = 0
        while shared < min(31, len(before), len(piece)) and before[shared] == piece[shared]:
            shared += 1
        text.append(chr(shared) + piece[shared:])
        before = piece
    return "".join(text)


def order_pieces(vocabulary):
    """Returns two sorted lists of a dict of pieces to ids: those that begin a word, and those that continue one, without `##`."""
    starts = sorted(piece for piece in vocabulary if not piece.startswith(CONTINUING))
    rests = sorted(piece.removeprefix(CONTINUING) for piece in vocabulary if piece.startswith(CONTINUING))
    return starts, rests


def pack(weights, vocabulary, heads, packed):
    """Returns the tensors of an encoder by name.

    `weights` holds float32 arrays: `words` (V, C) by the vocabulary's ids, `positions`, `types`, `norm.weight`, …, and for
    each layer the matrices `qkv`, `mix`, `widen`, `narrow` (out, in) with `.bias` and the norms `mix_norm`, `narrow_norm`.
    `packed` holds the words and these matrices in 4 bits, by name: `.codes`, `.scales` and `.tops`. `heads` holds a linear
    layer's `weights` (labels, C) and `bias` by task. The vocabulary is in the order of its two lists.
    """
    starts, rests = order_pieces(vocabulary)
    if [*starts, *(CONTINUING + rest for rest in rests)] != list(vocabulary):
        raise ValueError("the vocabulary is in another order than that of its file")
    tensors = {"vocabulary.starts": front_code(starts), "vocabulary.rests": front_code(rests), **packed}
    for name, array in weights.items():
        if f"{name}.codes" not in packed:
            tensors[name] = array.astype(numpy.float32)
    for task, head in heads.items():
        for part in ("weights", "bias"):
            tensors[f"{task}.{part}"] = numpy.asarray(head[part], numpy.float32)
    return tensors


def shape_of(weights):
    """Returns the sizes of an encoder by its weights."""
    return {
        "layers": sum(name.endswith(".qkv") for name in weights),
        "width": weights["words"].shape[1],
        "inner": weights["layer0.widen"].shape[0],
        "words": weights["words"].shape[0],
        "positions": weights["positions"].shape[0],
    }


def serialize(tensors):
    """Returns the bytes of a file of tensors, and for each its type, shape and place."""
    file, entries = bytearray(MAGIC + struct.pack("<I", VERSION)), {}
    for name in sorted(tensors):
        tensor = tensors[name]
        if isinstance(tensor, str):
            content = tensor.encode()
            entries[name] = {"dtype": "utf8", "shape": [len(content)], "offset": len(file)}
        else:
            content = numpy.ascontiguousarray(tensor).tobytes()
            entries[name] = {"dtype": str(tensor.dtype), "shape": list(tensor.shape), "offset": len(file)}
        file += content + bytes(-len(content) % 8)
    return bytes(file), entries


def write_export(out, tensors, record):
    """Writes `encoder.bin` and `encoder.json`, which is the record with the place of each tensor."""
    file, entries = serialize(tensors)
    (out / "encoder.bin").write_bytes(file)
    (out / "encoder.json").write_text(json.dumps({**record, "tensors": entries}, ensure_ascii=False), encoding="utf-8")
