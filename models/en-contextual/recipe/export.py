"""The fine-tuned encoder as ONNX: float32, and in integers by column of each matrix and by row of the word table."""

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from encoder import HEADS, WIDTH

OPSET = 17


class Graph:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self, int8):
        self.int8, self.nodes, self.constants, self.scaled = int8, [], [], {}

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(numpy.array(array, order="C"), name))
        return name

    def add(self, kind, *inputs, **attributes):
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, name, hidden, weight, bias):
        product = self.integers(name, hidden, weight.T) if self.int8 else self.add(
            "MatMul", hidden, self.constant(f"{name}.weight", weight.T)
        )
        return self.add("Add", product, self.constant(f"{name}.bias", bias))

    def integers(self, name, hidden, matrix):
        """A product in integers: rows scaled as they come, one scale a run, the matrix (in, out) by column. Its levels go
        to 64 and not to 127, so that processors without VNNI, which add two products in 16 bits, add the same."""
        scale = numpy.maximum(numpy.abs(matrix).max(0), 1e-12) / 64
        levels = self.constant(f"{name}.weight", numpy.rint(matrix / scale).astype(numpy.int8))
        zero = self.constant(f"{name}.zero", numpy.array(0, numpy.int8))
        if hidden not in self.scaled:
            outputs = [f"{hidden}.{part}" for part in ("levels", "scale", "zero")]
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [hidden], outputs))
            self.scaled[hidden] = outputs
        rows, rows_scale, rows_zero = self.scaled[hidden]
        product = self.add("Cast", self.add("MatMulInteger", rows, levels, rows_zero, zero), to=TensorProto.FLOAT)
        columns = self.constant(f"{name}.scale", scale.astype(numpy.float32))
        return self.add("Mul", product, self.add("Mul", rows_scale, columns))

    def norm(self, name, hidden, norm):
        weights = (self.constant(f"{name}.{part}", array(getattr(norm, part))) for part in ("weight", "bias"))
        return self.add("LayerNormalization", hidden, *weights, axis=-1, epsilon=1e-12)

    def rows(self, name, table, ids):
        """Rows of a table by id; as int8, one scale a row."""
        if not self.int8:
            return self.add("Gather", self.constant(name, table), ids)
        scale = numpy.maximum(numpy.abs(table).max(1, keepdims=True), 1e-12) / 127
        levels = self.add("Gather", self.constant(name, numpy.rint(table / scale).astype(numpy.int8)), ids)
        scales = self.add("Gather", self.constant(f"{name}.scale", scale.astype(numpy.float32)), ids)
        return self.add("Mul", self.add("Cast", levels, to=TensorProto.FLOAT), scales)


def array(parameter):
    return parameter.detach().float().numpy()


def to_onnx(encoder, kept, positions, int8):
    """The model `input_ids, token_type_ids, attention_mask (rows, length) -> features (rows, 768)`; the word table keeps
    the rows `kept`, in that order, and a row is at most `positions` long."""
    graph = Graph(int8)
    number = lambda name, value: graph.constant(name, numpy.array(value, numpy.int64))
    real = lambda name, value: graph.constant(name, numpy.array(value, numpy.float32))
    length = graph.add("Gather", graph.add("Shape", "input_ids"), number("one", 1))
    length = graph.add("Unsqueeze", length, number("axis0", [0]))
    places = graph.add("Slice", graph.constant("positions", array(encoder.positions.weight)[:positions]), number("from", [0]), length)
    hidden = graph.add("Add", graph.rows("words", array(encoder.words.weight)[kept], "input_ids"), places)
    types = graph.add("Gather", graph.constant("types", array(encoder.types.weight)), "token_type_ids")
    hidden = graph.norm("norm", graph.add("Add", hidden, types), encoder.norm)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    unseen = graph.add("Unsqueeze", graph.add("Sub", real("whole", 1), mask), number("axes12", [1, 2]))
    unseen = graph.add("Mul", unseen, real("far", -10000))
    apart = number("apart", [0, 0, HEADS, WIDTH // HEADS])
    together = number("together", [0, 0, WIDTH])
    root = real("root", (WIDTH // HEADS) ** -0.5)
    for at, layer in enumerate(encoder.layers):
        part = f"layer{at}"
        weights, biases = (array(x).reshape(3, WIDTH, -1).squeeze() for x in (layer.attend.weight, layer.attend.bias))
        heads = [
            graph.add("Reshape", graph.linear(f"{part}.{name}", hidden, weight, bias), apart)
            for name, weight, bias in zip(("query", "key", "value"), weights, biases)
        ]
        query, value = (graph.add("Transpose", heads[i], perm=[0, 2, 1, 3]) for i in (0, 2))
        key = graph.add("Transpose", heads[1], perm=[0, 2, 3, 1])
        scores = graph.add("Add", graph.add("Mul", graph.add("MatMul", query, key), root), unseen)
        mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
        mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), together)
        mixed = graph.linear(f"{part}.mix", mixed, array(layer.mix.weight), array(layer.mix.bias))
        hidden = graph.norm(f"{part}.mix_norm", graph.add("Add", hidden, mixed), layer.mix_norm)
        wide = graph.linear(f"{part}.widen", hidden, array(layer.widen.weight), array(layer.widen.bias))
        bell = graph.add("Erf", graph.add("Div", wide, real(f"{part}.root2", 2**0.5)))
        wide = graph.add("Mul", graph.add("Mul", wide, graph.add("Add", bell, real(f"{part}.one", 1))), real(f"{part}.half", 0.5))
        narrow = graph.linear(f"{part}.narrow", wide, array(layer.narrow.weight), array(layer.narrow.bias))
        hidden = graph.norm(f"{part}.narrow_norm", graph.add("Add", hidden, narrow), layer.narrow_norm)
    first = graph.add("Gather", hidden, number("zero", 0), axis=1)
    seen = graph.add("Unsqueeze", mask, number("axis2", [2]))
    total = graph.add("ReduceSum", graph.add("Mul", hidden, seen), number("axis1", [1]), keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", seen, "axis1", keepdims=0))
    graph.nodes.append(helper.make_node("Concat", [first, mean], ["features"], axis=1))
    tokens = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "length"])
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "below-the-line-contextual",
            [tokens(name) for name in ("input_ids", "token_type_ids", "attention_mask")],
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", 2 * WIDTH])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="below-the-line",
    )
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
