"""Packs an encoder into the file that below-the-line reads: weights in 4 bits, the vocabulary front-coded.

Shapes: V word pieces, C channels, N columns of K weights.
"""

import json
import struct

import numpy

MAGIC, VERSION = b"BTLW", 1
CONTINUING = "##"


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
