"""Reads the encoder of a model as below-the-line ships it, to train on from it."""

import struct
from pathlib import Path

import numpy
import torch

from recipes.encoder.pack import CONTINUING, MAGIC, VERSION
from recipes.inputs import read_json
from recipes.transformer import WIDTH, Encoder

MANIFEST, FILE = "model.json", "encoder.bin"
# Weights of a column that share a scale, and the levels that they take.
SHARING, LEAST, MOST = 32, -8, 7
# The code of a scale that is the top of its column.
TOP_CODE = 127


def load_packed(folder, types, dropout=0.1):
    """Returns an `Encoder` that pools by the first token, with the weights in `folder` and `types` types of tokens.

    Its word embeddings are not trained on. Types that the model lacks start as its first one.
    """
    tensors = read_tensors(folder)
    positions, words = tensors["positions"].reshape(-1, WIDTH), unpack(tensors, "words")
    encoder = Encoder(len(words), len(positions), types, dropout, first_alone=True)
    with torch.no_grad():
        set_(encoder.words.weight, words)
        set_(encoder.positions.weight, positions)
        known = torch.from_numpy(tensors["types"].reshape(-1, WIDTH).copy())
        set_(encoder.types.weight, torch.stack([known[kind if kind < len(known) else 0] for kind in range(types)]))
        set_norm(encoder.norm, tensors, "norm")
        for number, layer in enumerate(encoder.layers):
            name = f"layer{number}"
            for linear, part in linears_of(layer).items():
                set_(part.weight, unpack(tensors, f"{name}.{linear}"))
                set_(part.bias, tensors[f"{name}.{linear}.bias"])
            set_norm(layer.attention_norm, tensors, f"{name}.mix_norm")
            set_norm(layer.output_norm, tensors, f"{name}.narrow_norm")
    encoder.words.weight.requires_grad = False
    return encoder


def linears_of(layer):
    """Returns the linear layers of a transformer layer by the names that they have in the file."""
    return {"qkv": layer.qkv, "mix": layer.attention_output, "widen": layer.intermediate, "narrow": layer.output}


def read_vocabulary(folder):
    """Returns a model's word pieces with their ids."""
    tensors = read_tensors(folder)
    pieces = front_decode(tensors["vocabulary.starts"])
    pieces += [CONTINUING + rest for rest in front_decode(tensors["vocabulary.rests"])]
    return {piece: index for index, piece in enumerate(pieces)}


def read_tensors(folder):
    """Returns the flat arrays, and texts, in the file of an encoder."""
    entries = read_json(Path(folder) / MANIFEST)["encoder"]["tensors"]
    file = (Path(folder) / FILE).read_bytes()
    if struct.unpack_from("<4sI", file) != (MAGIC, VERSION):
        raise ValueError(f"{folder}/{FILE} is no file of tensors")
    tensors = {}
    for name, entry in entries.items():
        text = entry["dtype"] == "utf8"
        kind, count = numpy.dtype("uint8" if text else entry["dtype"]), int(numpy.prod(entry["shape"]))
        array = numpy.frombuffer(file, kind, count, entry["offset"])
        tensors[name] = array.tobytes().decode() if text else array
    return tensors


def unpack(tensors, name):
    """Returns a matrix (N, K) of weights in 4 bits as float32."""
    codes = tensors[f"{name}.codes"]
    levels = numpy.stack([codes & 15, codes >> 4], -1).astype(numpy.float32) + LEAST
    scales = scales_of(tensors, name)
    return (levels.reshape(len(scales), -1, SHARING) * scales[:, :, None]).reshape(len(scales), -1)


def scales_of(tensors, name):
    """Returns the scales (N, K / 32) of a matrix in 4 bits."""
    codes, tops = tensors[f"{name}.scales"], tensors[f"{name}.tops"]
    return decode_scales(codes.reshape(len(tops), -1), tops)


def decode_scales(codes, tops):
    """Returns scales (N, K / 32) by their codes (N, K / 32): shares of the top of their column (N), in 127ths."""
    return codes.astype(numpy.float32) / TOP_CODE * tops[:, None]


def pack_levels(levels):
    """Returns the codes (N, K / 2) of levels (N, K), two to a byte."""
    codes = (levels - LEAST).astype(numpy.uint8)
    return codes[:, 0::2] | codes[:, 1::2] << 4


def front_decode(text):
    """Returns the pieces of a front-coded text: of each, how many characters it shares with the one before, and the rest."""
    pieces, before, start = [], "", 0
    for end in [*(i for i in range(1, len(text)) if ord(text[i]) < 32), len(text)]:
        before = before[: ord(text[start])] + text[start + 1 : end]
        pieces.append(before)
        start = end
    return pieces


def set_(parameter, values):
    parameter.copy_(torch.as_tensor(numpy.array(values)).reshape(parameter.shape))


def set_norm(norm, tensors, name):
    set_(norm.weight, tensors[f"{name}.weight"])
    set_(norm.bias, tensors[f"{name}.bias"])
