"""Writes an ONNX graph node by node, its matrices as float32 or in 8 bits."""

import numpy
from onnx import TensorProto, helper, numpy_helper

from recipes.transformer import LAYER_NORM_EPSILON

# Not 127: processors without VNNI add two products in 16 bits, and with 64 levels that does not overflow, so that they
# give what the others give.
MATRIX_LEVELS = 64
TABLE_LEVELS = 127


def array(parameter):
    """Returns a parameter of PyTorch as a float32 array."""
    return parameter.detach().float().numpy()


def quantize(values, levels, axis):
    """Returns int8 levels and float32 scales of an array, one scale along `axis`."""
    scale = numpy.maximum(numpy.abs(values).max(axis, keepdims=True), 1e-12) / levels
    return numpy.rint(values / scale).astype(numpy.int8), scale.astype(numpy.float32)


class Graph:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self, int8):
        self.int8, self.nodes, self.constants, self.quantized = int8, [], [], {}

    def constant(self, name, values):
        self.constants.append(numpy_helper.from_array(numpy.array(values, order="C"), name))
        return name

    def integers(self, name, values):
        return self.constant(name, numpy.array(values, numpy.int64))

    def real(self, name, value):
        return self.constant(name, numpy.array(value, numpy.float32))

    def add(self, operation, *inputs, **attributes):
        name = f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], **attributes))
        return name

    def linear(self, name, hidden, weight, bias):
        """A linear layer by its matrix (out, in) and bias (out,)."""
        if self.int8:
            product = self.int8_product(name, hidden, weight.T)
        else:
            product = self.add("MatMul", hidden, self.constant(f"{name}.weight", weight.T))
        return self.add("Add", product, self.constant(f"{name}.bias", bias))

    def int8_product(self, name, hidden, matrix):
        """A product in integers: activations by one scale a run, as they come, the matrix (in, out) by one a column."""
        levels, scale = quantize(matrix, MATRIX_LEVELS, 0)
        weight = self.constant(f"{name}.weight", levels)
        zero = self.constant(f"{name}.zero", numpy.array(0, numpy.int8))
        if hidden not in self.quantized:
            outputs = [f"{hidden}.{part}" for part in ("levels", "scale", "zero")]
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [hidden], outputs))
            self.quantized[hidden] = outputs
        activations, activation_scale, activation_zero = self.quantized[hidden]
        product = self.add("MatMulInteger", activations, weight, activation_zero, zero)
        product = self.add("Cast", product, to=TensorProto.FLOAT)
        column_scales = self.constant(f"{name}.scale", scale[0])
        return self.add("Mul", product, self.add("Mul", activation_scale, column_scales))

    def norm(self, name, hidden, norm):
        weights = (self.constant(f"{name}.{part}", array(getattr(norm, part))) for part in ("weight", "bias"))
        return self.add("LayerNormalization", hidden, *weights, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def embedding(self, name, table, ids):
        """Rows of a table (V, C) by id; in int8 one scale a row."""
        if not self.int8:
            return self.add("Gather", self.constant(name, table), ids)
        levels, scale = quantize(table, TABLE_LEVELS, 1)
        rows = self.add("Gather", self.constant(name, levels), ids)
        scales = self.add("Gather", self.constant(f"{name}.scale", scale), ids)
        return self.add("Mul", self.add("Cast", rows, to=TensorProto.FLOAT), scales)

    def gelu(self, name, hidden):
        """x * (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel 2016)."""
        erf = self.add("Erf", self.add("Div", hidden, self.real(f"{name}.sqrt2", 2**0.5)))
        product = self.add("Mul", hidden, self.add("Add", erf, self.real(f"{name}.one", 1)))
        return self.add("Mul", product, self.real(f"{name}.half", 0.5))
