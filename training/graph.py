"""The ONNX graph, built by hand, so that it holds the operators below and nothing of a tracer.

One graph for prompt and continuation, in Optimum's naming, opset 17: the past may be empty, left padding is hidden by
the attention mask. Stored as float16, matrices are cast before use, and the arithmetic stays float32.
"""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def stored_name(parameter):
    return parameter[: -len(".weight")] if parameter in ("wte.weight", "wpe.weight") else parameter


def is_transposed(parameter):
    """PyTorch keeps [out, in]; GPT-2's graphs keep [in, out]."""
    return parameter.endswith(("c_attn.weight", "c_proj.weight", "c_fc.weight"))


class Builder:
    def __init__(self, state, half):
        self.state, self.half = state, half
        self.nodes, self.initializers = [], []

    def op(self, kind, inputs, outputs=None, **attributes):
        """Adds a node; returns its output, or the list of them."""
        outputs = outputs or f"t{len(self.nodes)}"
        names = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"{kind}_{len(self.nodes)}", **attributes))
        return outputs

    def constant(self, name, value, dtype):
        self.initializers.append(numpy_helper.from_array(np.array(value, dtype), name))
        return name

    def weight(self, parameter):
        name, array = stored_name(parameter), self.state[parameter]
        array = np.ascontiguousarray(array.T if is_transposed(parameter) else array, np.float32)
        if self.half and array.ndim == 2:
            stored = self.constant(name + ".fp16", array, np.float16)
            return self.op("Cast", [stored], name, to=TensorProto.FLOAT)
        return self.constant(name, array, np.float32)

    def linear(self, x, name):
        product = self.op("MatMul", [x, self.weight(f"{name}.weight")])
        return self.op("Add", [product, self.weight(f"{name}.bias")])

    def norm(self, x, name):
        inputs = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.op("LayerNormalization", inputs, axis=-1, epsilon=1e-5)

    def gelu(self, x):
        """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), in nodes that ONNX Runtime puts into one."""
        cube = self.op("Pow", [x, "three.float"])
        inner = self.op("Mul", [self.op("Add", [x, self.op("Mul", [cube, "gelu.cubic"])]), "gelu.scale"])
        half = self.op("Mul", [x, "half"])
        return self.op("Mul", [half, self.op("Add", [self.op("Tanh", [inner]), "one.float"])])


def constants(g, shape):
    head = shape.width // shape.heads
    for name, value in (
        ("zero", 0),
        ("one", 1),
        ("axis0", [0]),
        ("axis1", [1]),
        ("axes01", [0, 1]),
        ("axes12", [1, 2]),
    ):
        g.constant(name, value, np.int64)
    g.constant("apart", [0, 0, shape.heads, head], np.int64)
    g.constant("together", [0, 0, shape.width], np.int64)
    g.constant("thirds", [shape.width] * 3, np.int64)
    floats = {"scale": 1 / math.sqrt(head), "hidden": -1e9, "half": 0.5, "one.float": 1.0, "three.float": 3.0}
    floats |= {"gelu.scale": math.sqrt(2 / math.pi), "gelu.cubic": 0.044715}
    for name, value in floats.items():
        g.constant(name, value, np.float32)


def visible(g):
    """[batch, 1, query, key]: the key is no later than the query, and no padding."""
    total = g.op("Gather", [g.op("Shape", ["attention_mask"]), "one"], axis=0)
    tokens = g.op("Gather", [g.op("Shape", ["input_ids"]), "one"], axis=0)
    keys = g.op("Range", ["zero", total, "one"])
    queries = g.op("Range", [g.op("Sub", [total, tokens]), total, "one"])
    causal = g.op("LessOrEqual", [g.op("Unsqueeze", [keys, "axis0"]), g.op("Unsqueeze", [queries, "axis1"])])
    real = g.op("Unsqueeze", [g.op("Cast", ["attention_mask"], to=TensorProto.BOOL), "axes12"])
    return g.op("And", [g.op("Unsqueeze", [causal, "axes01"]), real])


def attention(g, x, layer, mask):
    parts = g.op("Split", [g.linear(x, f"h.{layer}.attn.c_attn"), "thirds"], [f"{n}.{layer}" for n in "qkv"], axis=2)
    q, k, v = (g.op("Transpose", [g.op("Reshape", [part, "apart"])], perm=[0, 2, 1, 3]) for part in parts)
    k = g.op("Concat", [f"past_key_values.{layer}.key", k], f"present.{layer}.key", axis=2)
    v = g.op("Concat", [f"past_key_values.{layer}.value", v], f"present.{layer}.value", axis=2)
    scores = g.op("MatMul", [g.op("Mul", [q, "scale"]), g.op("Transpose", [k], perm=[0, 1, 3, 2])])
    weights = g.op("Softmax", [g.op("Where", [mask, scores, "hidden"])], axis=-1)
    y = g.op("Transpose", [g.op("MatMul", [weights, v])], perm=[0, 2, 1, 3])
    return g.linear(g.op("Reshape", [y, "together"]), f"h.{layer}.attn.c_proj")


def interface(shape):
    """Inputs and outputs, by Optimum's names."""
    ids = ["batch_size", "sequence_length"]
    inputs = [("input_ids", ids), ("attention_mask", ["batch_size", "total_sequence_length"]), ("position_ids", ids)]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, dims) for name, dims in inputs]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*ids, shape.vocabulary_size])]
    for layer in range(shape.layers):
        for kind in ("key", "value"):
            for infos, name, length in ((inputs, "past_key_values", "past"), (outputs, "present", "total")):
                dims = ["batch_size", shape.heads, f"{length}_sequence_length", shape.width // shape.heads]
                infos.append(helper.make_tensor_value_info(f"{name}.{layer}.{kind}", TensorProto.FLOAT, dims))
    return inputs, outputs


def build(state, shape, half):
    """The graph of a state dict of float32 arrays by PyTorch's names."""
    g = Builder(state, half)
    constants(g, shape)
    mask = visible(g)
    embeddings = g.weight("wte.weight")
    tokens = g.op("Gather", [embeddings, "input_ids"])
    x = g.op("Add", [tokens, g.op("Gather", [g.weight("wpe.weight"), "position_ids"])])
    for layer in range(shape.layers):
        x = g.op("Add", [x, attention(g, g.norm(x, f"h.{layer}.ln_1"), layer, mask)])
        inner = g.gelu(g.linear(g.norm(x, f"h.{layer}.ln_2"), f"h.{layer}.mlp.c_fc"))
        x = g.op("Add", [x, g.linear(inner, f"h.{layer}.mlp.c_proj")])
    g.op("MatMul", [g.norm(x, "ln_f"), g.op("Transpose", [embeddings], perm=[1, 0])], "logits")
    inputs, outputs = interface(shape)
    body = helper.make_graph(g.nodes, "gpt2", inputs, outputs, g.initializers)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], producer_name="gptprompting-training")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
