"""The MiniLM encoder (Wang et al. 2020) in PyTorch, read from the int8 ONNX file that npm carries."""

import numpy
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT (Devlin et al. 2019)."""

    def __init__(self, dropout):
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.narrow_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden, bias):
        rows, length, _ = hidden.shape
        query, key, value = (
            self.attend(hidden).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        )
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        attended = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, length, WIDTH)
        hidden = self.mix_norm(hidden + self.dropout(self.mix(attended)))
        return self.narrow_norm(hidden + self.dropout(self.narrow(functional.gelu(self.widen(hidden)))))


class Encoder(nn.Module):
    """Ids (rows, length) to pooled features (rows, 2 * 384): the first token beside the mean of all."""

    def __init__(self, vocabulary, positions=512, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, types, mask):
        hidden = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types(types)
        hidden = self.dropout(self.norm(hidden))
        bias = (1 - mask)[:, None, None, :] * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, bias)
        hidden = hidden.float()
        weights = mask[:, :, None]
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return torch.cat([hidden[:, 0], mean], 1)


def load_minilm(path):
    """An `Encoder` with the de-quantised weights of all-MiniLM-L6-v2."""
    graph = onnx.load(path).graph
    tensors = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}

    def dense(name):
        if name in tensors:
            return tensors[name].astype(numpy.float32)
        scale, zero = tensors[f"{name}_scale"], tensors[f"{name}_zero_point"]
        return (tensors[f"{name}_quantized"].astype(numpy.float32) - numpy.float32(zero)) * scale

    # The exported MatMul weights have no names of their own; the node that adds the bias names them.
    product_of = {output: node for node in graph.node for output in node.output}

    def weight_of(bias):
        node = next(n for n in graph.node if n.op_type == "Add" and bias in n.input)
        other = next(name for name in node.input if name != bias)
        while product_of[other].op_type != "MatMulInteger":
            other = next(name for name in product_of[other].input if name in product_of)
        return dense(product_of[other].input[1].removesuffix("_quantized")).T

    encoder = Encoder(len(dense("embeddings.word_embeddings.weight")))
    with torch.no_grad():

        def put(parameter, array):
            parameter.copy_(torch.from_numpy(numpy.ascontiguousarray(array)))

        def put_linear(linear, name):
            put(linear.weight, weight_of(f"{name}.bias"))
            put(linear.bias, dense(f"{name}.bias"))

        def put_norm(norm, name):
            put(norm.weight, dense(f"{name}.weight"))
            put(norm.bias, dense(f"{name}.bias"))

        put(encoder.words.weight, dense("embeddings.word_embeddings.weight"))
        put(encoder.positions.weight, dense("embeddings.position_embeddings.weight"))
        put(encoder.types.weight, dense("embeddings.token_type_embeddings.weight"))
        put_norm(encoder.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{number}"
            parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
            put(layer.attend.weight, numpy.concatenate([weight_of(f"{part}.bias") for part in parts]))
            put(layer.attend.bias, numpy.concatenate([dense(f"{part}.bias") for part in parts]))
            put_linear(layer.mix, f"{at}.attention.output.dense")
            put_norm(layer.mix_norm, f"{at}.attention.output.LayerNorm")
            put_linear(layer.widen, f"{at}.intermediate.dense")
            put_linear(layer.narrow, f"{at}.output.dense")
            put_norm(layer.narrow_norm, f"{at}.output.LayerNorm")
    return encoder
