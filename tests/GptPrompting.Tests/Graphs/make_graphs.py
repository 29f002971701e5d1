"""Writes the small graphs beside this file: `python3 make_graphs.py` (needs the onnx package).

chain.onnx is a valid decoder over 4 tokens in which token i is followed by token (i + 1) % 4; most other files differ from
it in the one thing that their name says.
"""
import os

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
VOCABULARY = 4


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def write(name, inputs=None, logits="logits", kind=TensorProto.INT64, present="present.0.key", table_width=VOCABULARY,
          past_heads=1, dynamic_columns=False, shape=("b", "s", "v"), ids_shape=("b", "s")):
    table = np.zeros((VOCABULARY, table_width), np.float32)
    for i in range(VOCABULARY):
        table[i, (i + 1) % VOCABULARY] = 10
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], [logits]),
        # One head of size 1 that remembers the ids: [b, s] -> [b, 1, s, 1].
        helper.make_node("Cast", ["input_ids"], ["as_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["as_float", "axes"], ["new"]),
        helper.make_node("Concat", ["past_key_values.0.key", "new"], [present], axis=2),
        helper.make_node("Concat", ["past_key_values.0.value", "new"], ["present.0.value"], axis=2),
    ]
    past = [value(f"past_key_values.0.{k}", TensorProto.FLOAT, ["b", past_heads, "p", 1]) for k in ("key", "value")]
    graph = helper.make_graph(
        nodes, "chain",
        [value("input_ids", kind, list(ids_shape)), value("attention_mask", TensorProto.INT64, ["b", "t"])] + (inputs or []) + past,
        [value(logits, TensorProto.FLOAT, list(shape)), value(present, TensorProto.FLOAT, ["b", 1, "t", 1]),
         value("present.0.value", TensorProto.FLOAT, ["b", 1, "t", 1])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1, 3]), "axes")])
    if dynamic_columns:
        # The width is only known when the graph runs: min(ids) * 0 + 5.
        graph.node[0].output[0] = "wide"
        graph.node.extend([
            helper.make_node("ReduceMin", ["input_ids"], ["least"], keepdims=0),
            helper.make_node("Mul", ["least", "zero"], ["nothing"]),
            helper.make_node("Add", ["nothing", "five"], ["end"]),
            helper.make_node("Slice", ["wide", "start", "end", "last"], [logits]),
        ])
        graph.initializer.extend(numpy_helper.from_array(np.array(v), n) for n, v in
                                 (("zero", [0]), ("five", [5]), ("start", [0]), ("last", [2])))
    save(graph, name)


def save(graph, name):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    with open(os.path.join(HERE, name + ".onnx"), "wb") as f:
        f.write(model.SerializeToString())


def write_without_cache(name):
    table = numpy_helper.from_array(np.zeros((VOCABULARY, VOCABULARY), np.float32), "table")
    save(helper.make_graph([helper.make_node("Gather", ["table", "input_ids"], ["logits"])], "plain",
                           [value("input_ids", TensorProto.INT64, ["b", "s"])],
                           [value("logits", TensorProto.FLOAT, ["b", "s", "v"])], [table]), name)


def write_with_float_nodes(name, nodes, constants):
    """A plain decoder whose logits are table[ids] after these nodes, which read 'looked_up'."""
    table = np.eye(VOCABULARY, dtype=np.float32)
    tensors = [numpy_helper.from_array(np.asarray(v), n) for n, v in {"table": table, **constants}.items()]
    save(helper.make_graph([helper.make_node("Gather", ["table", "input_ids"], ["looked_up"]), *nodes], name,
                           [value("input_ids", TensorProto.INT64, ["b", "s"])],
                           [value("logits", TensorProto.FLOAT, ["b", "s", "v"])], tensors), name)


def write_nan(name, wrong):
    """The logit of the last token is wrong wherever the token 3 was read."""
    column = np.zeros((VOCABULARY, VOCABULARY), np.float32)
    column[3, 3] = wrong
    write_with_float_nodes(name, [
        helper.make_node("Gather", ["wrong", "input_ids"], ["added"]),
        helper.make_node("Add", ["looked_up", "added"], ["logits"]),
    ], {"wrong": column})


def write_too_large(name):
    """Asks for 2^45 numbers for each token."""
    write_with_float_nodes(name, [
        helper.make_node("Shape", ["input_ids"], ["shape"]),
        helper.make_node("ReduceProd", ["shape"], ["count"], axes=[0], keepdims=1),
        helper.make_node("Mul", ["count", "huge"], ["many"]),
        helper.make_node("ConstantOfShape", ["many"], ["zeros"]),
        helper.make_node("ReduceMax", ["zeros"], ["zero"], keepdims=0),
        helper.make_node("Add", ["looked_up", "zero"], ["logits"]),
    ], {"huge": np.array([1 << 45], np.int64)})


write("chain")
write_nan("nan", np.nan)
write_nan("infinite", np.inf)
write_too_large("too-large")
write("fixed-length", ids_shape=("b", 3))
write("one-sequence", ids_shape=(1, "s"))
write("two-sequences", ids_shape=(2, "s"))
write("no-logits", logits="hidden")
write("unknown-input", inputs=[value("encoder_hidden_states", TensorProto.FLOAT, ["b", "s", 8])])
write("int32-ids", kind=TensorProto.INT32)
write("present-of-another-name", present="new_key")
write("five-columns", table_width=5)
write("five-columns-when-run", table_width=6, dynamic_columns=True)
write("fixed-four-columns", shape=("b", "s", VOCABULARY))
write("open-heads", past_heads="h")
write_without_cache("no-cache")
