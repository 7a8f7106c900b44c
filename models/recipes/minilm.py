"""Reads the weights of all-MiniLM-L6-v2 from its ONNX file in 8 bits, as npm carries it."""

from pathlib import Path

import numpy
import onnx
import torch
from onnx import numpy_helper

from recipes.transformer import Encoder

WEIGHTS = "onnx/model_quantized.onnx"
TOKENIZER = "tokenizer.json"


def load_minilm(folder):
    """Returns an `Encoder` with the de-quantised weights in `folder`. Its word embeddings are not trained on."""
    graph = onnx.load(str(Path(folder) / WEIGHTS)).graph
    weights = OnnxWeights(graph)
    encoder = Encoder(len(weights.array("embeddings.word_embeddings.weight")))
    with torch.no_grad():
        copy(encoder.words.weight, weights.array("embeddings.word_embeddings.weight"))
        copy(encoder.positions.weight, weights.array("embeddings.position_embeddings.weight"))
        copy(encoder.types.weight, weights.array("embeddings.token_type_embeddings.weight"))
        copy_norm(encoder.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            name = f"encoder.layer.{number}"
            parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            copy(layer.qkv.weight, numpy.concatenate([weights.matrix(f"{part}.bias") for part in parts]))
            copy(layer.qkv.bias, numpy.concatenate([weights.array(f"{part}.bias") for part in parts]))
            copy_linear(layer.attention_output, weights, f"{name}.attention.output.dense")
            copy_norm(layer.attention_norm, weights, f"{name}.attention.output.LayerNorm")
            copy_linear(layer.intermediate, weights, f"{name}.intermediate.dense")
            copy_linear(layer.output, weights, f"{name}.output.dense")
            copy_norm(layer.output_norm, weights, f"{name}.output.LayerNorm")
    encoder.words.weight.requires_grad = False
    return encoder


class OnnxWeights:
    """The weights of a graph by the name they had before it was exported and quantised."""

    def __init__(self, graph):
        self.graph = graph
        self.tensors = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
        self.node_of = {output: node for node in graph.node for output in node.output}

    def array(self, name):
        """Returns a tensor as float32: (q - zero point) * scale where it is quantised."""
        if name in self.tensors:
            return self.tensors[name].astype(numpy.float32)
        scale, zero = self.tensors[f"{name}_scale"], self.tensors[f"{name}_zero_point"]
        return (self.tensors[f"{name}_quantized"].astype(numpy.float32) - numpy.float32(zero)) * scale

    def matrix(self, bias):
        """Returns the matrix (out, in) of the linear layer that has this bias.

        The export left matrices without names of their own; the node that adds the bias leads to them.
        """
        node = next(n for n in self.graph.node if n.op_type == "Add" and bias in n.input)
        product = next(name for name in node.input if name != bias)
        while self.node_of[product].op_type != "MatMulInteger":
            product = next(name for name in self.node_of[product].input if name in self.node_of)
        return self.array(self.node_of[product].input[1].removesuffix("_quantized")).T


def copy(parameter, array):
    parameter.copy_(torch.from_numpy(numpy.ascontiguousarray(array)))


def copy_linear(linear, weights, name):
    copy(linear.weight, weights.matrix(f"{name}.bias"))
    copy(linear.bias, weights.array(f"{name}.bias"))


def copy_norm(norm, weights, name):
    copy(norm.weight, weights.array(f"{name}.weight"))
    copy(norm.bias, weights.array(f"{name}.bias"))
