"""The fine-tuned encoder as ONNX: in float32, or its matrices and its word embeddings in 8 bits."""

import onnx
from onnx import TensorProto, helper

from recipes.encoder.onnx_graph import Graph, array
from recipes.transformer import FEATURES, HEADS, MASK_VALUE, WIDTH

OPSET = 17
IR_VERSION = 8
INPUTS = ("input_ids", "token_type_ids", "attention_mask")


def to_onnx(encoder, kept, positions, int8):
    """Returns the model `input_ids, token_type_ids, attention_mask (B, T) -> features (B, 2C)`.

    The word table keeps the rows `kept`, in that order. T is at most `positions`.
    """
    graph = Graph(int8)
    hidden = embed(graph, encoder, kept, positions)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    bias = attention_bias(graph, mask)
    shapes = {
        "split_heads": graph.integers("split_heads", [0, 0, HEADS, WIDTH // HEADS]),
        "merge_heads": graph.integers("merge_heads", [0, 0, WIDTH]),
        "attention_scale": graph.real("attention_scale", (WIDTH // HEADS) ** -0.5),
    }
    for number, layer in enumerate(encoder.layers):
        hidden = add_layer(graph, f"layer{number}", layer, hidden, bias, shapes)
    pool(graph, hidden, mask)
    return to_model(graph)


def embed(graph, encoder, kept, positions):
    """Adds the sum of word, position and type embeddings, normalised: (B, T, C)."""
    length = graph.add("Gather", graph.add("Shape", "input_ids"), graph.integers("one", 1))
    length = graph.add("Unsqueeze", length, graph.integers("axis0", [0]))
    table = graph.constant("positions", array(encoder.positions.weight)[:positions])
    position = graph.add("Slice", table, graph.integers("start", [0]), length)
    words = graph.embedding("words", array(encoder.words.weight)[kept], "input_ids")
    hidden = graph.add("Add", words, position)
    types = graph.add("Gather", graph.constant("types", array(encoder.types.weight)), "token_type_ids")
    return graph.norm("norm", graph.add("Add", hidden, types), encoder.norm)


def attention_bias(graph, mask):
    """Adds what attention scores are masked with: (B, 1, 1, T), 0 for a token and far below zero for padding."""
    padding = graph.add("Sub", graph.real("unmasked", 1), mask)
    padding = graph.add("Unsqueeze", padding, graph.integers("axes12", [1, 2]))
    return graph.add("Mul", padding, graph.real("mask_value", MASK_VALUE))


def add_layer(graph, name, layer, hidden, bias, shapes):
    """Adds one transformer layer: (B, T, C) to (B, T, C)."""
    weights = array(layer.qkv.weight).reshape(3, WIDTH, WIDTH)
    biases = array(layer.qkv.bias).reshape(3, WIDTH)
    query, key, value = (
        graph.add("Reshape", graph.linear(f"{name}.{part}", hidden, weight, row), shapes["split_heads"])
        for part, weight, row in zip(("query", "key", "value"), weights, biases, strict=True)
    )
    query, value = (graph.add("Transpose", heads, perm=[0, 2, 1, 3]) for heads in (query, value))
    key = graph.add("Transpose", key, perm=[0, 2, 3, 1])
    scores = graph.add("Mul", graph.add("MatMul", query, key), shapes["attention_scale"])
    scores = graph.add("Add", scores, bias)
    attended = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    attended = graph.add("Reshape", graph.add("Transpose", attended, perm=[0, 2, 1, 3]), shapes["merge_heads"])
    attended = add_linear(graph, f"{name}.attention_output", layer.attention_output, attended)
    hidden = graph.norm(f"{name}.attention_norm", graph.add("Add", hidden, attended), layer.attention_norm)
    intermediate = add_linear(graph, f"{name}.intermediate", layer.intermediate, hidden)
    intermediate = graph.gelu(f"{name}.gelu", intermediate)
    output = add_linear(graph, f"{name}.output", layer.output, intermediate)
    return graph.norm(f"{name}.output_norm", graph.add("Add", hidden, output), layer.output_norm)


def add_linear(graph, name, linear, hidden):
    return graph.linear(name, hidden, array(linear.weight), array(linear.bias))


def pool(graph, hidden, mask):
    """Adds `features` (B, 2C): the first token beside the mean of all."""
    first = graph.add("Gather", hidden, graph.integers("zero", 0), axis=1)
    weights = graph.add("Unsqueeze", mask, graph.integers("axis2", [2]))
    total = graph.add("ReduceSum", graph.add("Mul", hidden, weights), graph.integers("axis1", [1]), keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", weights, "axis1", keepdims=0))
    graph.nodes.append(helper.make_node("Concat", [first, mean], ["features"], axis=1))


def to_model(graph):
    """Returns the checked model of a graph."""
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "length"]) for name in INPUTS]
    outputs = [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", FEATURES])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "below-the-line-encoder", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="below-the-line",
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model
