"""Computes an ONNX graph node by node with numpy, as the standard defines its operators; a plain twin of a runtime."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TYPES = {TensorProto.FLOAT: np.float32, TensorProto.BOOL: np.bool_}


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def layer_normalization(x, scale, bias, axis, epsilon):
    centred = x - x.mean(axis, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis, keepdims=True) + np.float32(epsilon)) * scale + bias


def reshape(x, shape):
    return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(shape)])


def unsqueeze(x, axes):
    return np.expand_dims(x, tuple(axes))


OPERATORS = {
    "Add": np.add,
    "And": np.logical_and,
    "Cast": lambda x, to: x.astype(TYPES[to]),
    "Concat": lambda *parts, axis: np.concatenate(parts, axis),
    "Gather": lambda x, indices, axis=0: np.take(x, indices, axis),
    "LayerNormalization": layer_normalization,
    "LessOrEqual": np.less_equal,
    "MatMul": np.matmul,
    "Mul": np.multiply,
    "Pow": np.power,
    "Range": np.arange,
    "Reshape": reshape,
    "Shape": lambda x: np.array(x.shape, np.int64),
    "Softmax": softmax,
    "Split": lambda x, sizes, axis: np.split(x, np.cumsum(sizes)[:-1], axis),
    "Sub": np.subtract,
    "Tanh": np.tanh,
    "Transpose": np.transpose,
    "Unsqueeze": unsqueeze,
    "Where": np.where,
}


class Graph:
    def __init__(self, path):
        self.graph = onnx.load(str(path)).graph
        self.initializers = {i.name: numpy_helper.to_array(i) for i in self.graph.initializer}

    def run(self, inputs):
        values = self.initializers | inputs
        for node in self.graph.node:
            attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
            if node.op_type == "Transpose":
                attributes["axes"] = attributes.pop("perm")
            out = OPERATORS[node.op_type](*(values[name] for name in node.input), **attributes)
            values.update(zip(node.output, out if len(node.output) > 1 else [out]))
        return {o.name: values[o.name] for o in self.graph.output}

    def read(self, ids, mask=None, past=None):
        """Logits and the cache of ids [batch, token]; mask [batch, past and token], 0 where there is padding."""
        ids = np.array(ids, np.int64)
        mask = np.ones_like(ids) if mask is None else np.array(mask, np.int64)
        positions = np.maximum(mask.cumsum(1) - 1, 0)[:, -ids.shape[1] :]
        inputs = {"input_ids": ids, "attention_mask": mask, "position_ids": positions}
        out = self.run(inputs | (past or self.empty(len(ids))))
        present = {name.replace("present", "past_key_values"): v for name, v in out.items() if name != "logits"}
        return out["logits"], present

    def empty(self, batch):
        infos = [i for i in self.graph.input if i.name.startswith("past_key_values")]
        dims = [[d.dim_value for d in i.type.tensor_type.shape.dim] for i in infos]
        return {i.name: np.zeros((batch, d[1], 0, d[3]), np.float32) for i, d in zip(infos, dims)}
