"""The Llama-style decoder as ONNX Runtime GenAI's builder writes such models: fused operators, no positions."""
import numpy as np
import torch
from onnx import TensorProto as T
from onnx import helper, numpy_helper
from torch import nn

from decoders import VOCABULARY

BLOCK = 16  # weights that share a scale in the 4-bit form


class Graph:
    def __init__(self, model, is_int4):
        self.model, self.shape, self.is_int4 = model, model.shape, is_int4
        self.nodes, self.weights = [], {}

    def weight(self, name, array):
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def add(self, op, inputs, outputs, contrib=False, **attributes):
        outputs = [outputs] if isinstance(outputs, str) else outputs
        domain = "com.microsoft" if contrib else ""
        self.nodes.append(helper.make_node(op, inputs, outputs, name=outputs[0] + "/" + op, domain=domain, **attributes))
        return outputs[0]

    def linear(self, x, linear, name):
        """y = x W, W given by PyTorch as [out, in]."""
        weight = linear.weight.detach().numpy()
        if not self.is_int4:
            return self.add("MatMul", [x, self.weight(name + ".weight", weight.T)], name)
        packed, scales = quantize(weight)
        return self.add("MatMulNBits", [x, self.weight(name + ".q4", packed), self.weight(name + ".scales", scales)],
                        name, True, K=weight.shape[1], N=weight.shape[0], bits=4, block_size=BLOCK, accuracy_level=1)

    def norm(self, x, module, name):
        weight = self.weight(name + ".weight", module.weight.detach().numpy())
        return self.add("SimplifiedLayerNormalization", [x, weight], name, axis=-1, epsilon=1e-5, stash_type=1)


def quantize(weight):
    """Four bits around 8, two in a byte: [out, blocks, BLOCK / 2] and a scale for each block."""
    n, k = weight.shape
    blocks = weight.reshape(n, k // BLOCK, BLOCK)
    scales = np.abs(blocks).max(-1) / 7
    q = np.clip(np.rint(blocks / scales[..., None]) + 8, 0, 15).astype(np.uint8)
    return q[..., 0::2] | (q[..., 1::2] << 4), scales.astype(np.float32)


def round_weights(model):
    """Gives a model the weights that their 4-bit forms stand for, to compute the reference with."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Linear):
                module.weight.copy_(torch.from_numpy(dequantized(module.weight.numpy())))


def dequantized(weight):
    packed, scales = quantize(weight)
    q = np.stack((packed & 15, packed >> 4), -1).reshape(*packed.shape[:2], BLOCK)
    return ((q.astype(np.float32) - 8) * scales[..., None]).reshape(weight.shape)


def build(model, is_int4=False, last_row_only=False):
    g = Graph(model, is_int4)
    shape = model.shape
    lengths(g)
    x = g.add("Gather", [g.weight("embedding", model.embedding.weight.detach().numpy()), "input_ids"], "embedded", axis=0)
    ports_in, ports_out = [], []
    for i, block in enumerate(model.blocks):
        x = attention(g, x, block, f"layers.{i}.", i)
        x = mlp(g, x, block, f"layers.{i}.")
        for kind in ("key", "value"):
            sizes = ["batch_size", shape.kv_heads, "past_sequence_length", shape.size]
            ports_in.append(helper.make_tensor_value_info(f"past_key_values.{i}.{kind}", T.FLOAT, sizes))
            sizes = ["batch_size", shape.kv_heads, "total_sequence_length", shape.size]
            ports_out.append(helper.make_tensor_value_info(f"present.{i}.{kind}", T.FLOAT, sizes))
    if last_row_only:
        x = g.add("Gather", [x, g.weight("last", np.array([-1], np.int64))], "last_state", axis=1)
    g.linear(g.norm(x, model.last, "last_norm"), model.head, "logits")
    return finish(g, ports_in, ports_out, 1 if last_row_only else "sequence_length")


def lengths(g):
    """The lengths that GroupQueryAttention asks for, from the mask."""
    g.add("ReduceSum", ["attention_mask", g.weight("one", np.array([1], np.int64))], "mask_sum", keepdims=0)
    g.add("Sub", ["mask_sum", "one"], "last_place")
    g.add("Cast", ["last_place"], "seqlens_k", to=T.INT32)
    g.add("Shape", ["attention_mask"], "mask_shape")
    g.add("Gather", ["mask_shape", g.weight("axis", np.array(1, np.int64))], "mask_width", axis=0)
    g.add("Cast", ["mask_width"], "total_length", to=T.INT32)


def attention(g, x, block, at, i):
    n = g.norm(x, block.norm1, at + "norm1")
    q, k, v = (g.linear(n, getattr(block.attention, part), at + part) for part in "qkv")
    tables = [g.weight(part, getattr(block.attention, part).numpy()) for part in ("cos", "sin")]
    past = [f"past_key_values.{i}.key", f"past_key_values.{i}.value"]
    g.add("GroupQueryAttention", [q, k, v, *past, "seqlens_k", "total_length", *tables],
          [at + "mixed", f"present.{i}.key", f"present.{i}.value"], True, num_heads=g.shape.heads,
          kv_num_heads=g.shape.kv_heads, scale=g.shape.scale, do_rotary=1, rotary_interleaved=0, local_window_size=-1)
    return g.add("Add", [x, g.linear(at + "mixed", block.attention.out, at + "out")], at + "x1")


def mlp(g, x, block, at):
    n = g.norm(x, block.norm2, at + "norm2")
    gate = g.linear(n, block.mlp.gate, at + "gate")
    g.add("Sigmoid", [gate], at + "sigmoid")
    g.add("Mul", [gate, at + "sigmoid"], at + "silu")
    g.add("Mul", [at + "silu", g.linear(n, block.mlp.up, at + "up")], at + "gated")
    return g.add("Add", [x, g.linear(at + "gated", block.mlp.down, at + "down")], at + "x2")


def finish(g, ports_in, ports_out, rows):
    ids = helper.make_tensor_value_info("input_ids", T.INT64, ["batch_size", "sequence_length"])
    mask = helper.make_tensor_value_info("attention_mask", T.INT64, ["batch_size", "total_sequence_length"])
    logits = helper.make_tensor_value_info("logits", T.FLOAT, ["batch_size", rows, VOCABULARY])
    graph = helper.make_graph(g.nodes, "decoder", [ids, mask, *ports_in], [logits, *ports_out], list(g.weights.values()))
    opsets = [helper.make_opsetid("", 14), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)
