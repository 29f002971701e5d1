"""BERT and RoBERTa as in the papers (Devlin et al. 2018, Liu et al. 2019), in plain PyTorch, and their export to ONNX."""
import io
import math

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.output = nn.Linear(width, width)
        self.first, self.second = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, bias):
        b, s, width = x.shape
        split = lambda t: t.view(b, s, self.heads, width // self.heads).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        attention = ((q @ k.transpose(2, 3)) / math.sqrt(width // self.heads) + bias).softmax(-1)
        x = self.first(x + self.output((attention @ v).transpose(1, 2).reshape(b, s, width)))
        return self.second(x + self.down(nn.functional.gelu(self.up(x)))), attention


class Encoder(nn.Module):
    def __init__(self, vocabulary, width=64, heads=4, layers=2, positions=64, types=2, pad=0, roberta=False):
        super().__init__()
        self.config = dict(vocab_size=vocabulary, hidden_size=width, num_attention_heads=heads, num_hidden_layers=layers,
                           intermediate_size=4 * width, max_position_embeddings=positions, type_vocab_size=types,
                           hidden_act="gelu", layer_norm_eps=1e-12, pad_token_id=pad)
        self.pad, self.types, self.roberta = pad, types, roberta
        self.words, self.positions = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.kinds = nn.Embedding(types, width) if types else None
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.transform, self.transform_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.05)

    def states(self, ids, mask, kinds=None):
        """Hidden states of the embedding and of every layer [b, s, width], and attentions [b, heads, s, s]."""
        if self.roberta:
            real = (ids != self.pad).long()
            places = real.cumsum(1) * real + self.pad
        else:
            places = torch.arange(ids.shape[1])[None]
        x = self.words(ids) + self.positions(places)
        if self.kinds is not None:
            x = x + self.kinds(torch.zeros_like(ids) if kinds is None else kinds)
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        hidden, attentions = [self.norm(x)], []
        for layer in self.layers:
            x, attention = layer(hidden[-1], bias)
            hidden.append(x)
            attentions.append(attention)
        return hidden, attentions

    def head(self, x):
        x = self.transform_norm(nn.functional.gelu(self.transform(x)))
        return x @ self.words.weight.t() + self.bias

    def forward(self, ids, mask, kinds=None):
        hidden, attentions = self.states(ids, mask, kinds)
        return (self.head(hidden[-1]), *hidden, *attentions)


def export(model, path, names, outputs=None, half_weights=False, half_logits=False, int32=False):
    """Writes `model`, whose results are called `names`, keeping only `outputs`; weights as float16 where asked."""
    model.eval()
    ids = torch.ones(2, 5, dtype=torch.int64) * 7
    inputs = ["input_ids", "attention_mask"] + (["token_type_ids"] if model.kinds is not None else [])
    arguments = (ids, torch.ones_like(ids)) + ((torch.zeros_like(ids),) if model.kinds is not None else ())
    file = io.BytesIO()
    torch.onnx.export(model, arguments, file, input_names=inputs, output_names=names, opset_version=14,
                      dynamic_axes={n: {0: "batch", 1: "length"} for n in inputs}, do_constant_folding=True)
    graph = onnx.load_from_string(file.getvalue()).graph
    keep = outputs or names
    kept = [o for o in graph.output if o.name in keep]
    del graph.output[:]
    for output in kept:
        shape = output.type.tensor_type.shape
        axes = ["batch", None, "length", "length"] if "attentions" in output.name else ["batch", "length", None]
        for dim, axis in zip(shape.dim, axes):
            if axis:
                dim.Clear()
                dim.dim_param = axis
        graph.output.append(output)
    if half_weights:
        store_as_half(graph)
    if half_logits:
        cast_output(graph, "logits", TensorProto.FLOAT16)
    if int32:
        cast_inputs(graph, TensorProto.INT32)
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    result = onnx.utils.Extractor(result).extract_model(
        [i.name for i in graph.input], [o.name for o in graph.output]) if outputs else result
    onnx.checker.check_model(result)
    with open(path, "wb") as f:
        f.write(result.SerializeToString())


def store_as_half(graph):
    for i, tensor in enumerate(list(graph.initializer)):
        name, values = tensor.name, numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim < 2:
            continue
        graph.initializer[i].CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + ".half"))
        graph.node.insert(0, helper.make_node("Cast", [name + ".half"], [name], to=TensorProto.FLOAT))


def cast_output(graph, name, kind):
    for node in graph.node:
        node.output[:] = [name + ".float" if o == name else o for o in node.output]
    graph.node.append(helper.make_node("Cast", [name + ".float"], [name], to=kind))
    next(o for o in graph.output if o.name == name).type.tensor_type.elem_type = kind


def cast_inputs(graph, kind):
    for value in graph.input:
        for node in graph.node:
            node.input[:] = [value.name + ".long" if i == value.name else i for i in node.input]
        graph.node.insert(0, helper.make_node("Cast", [value.name], [value.name + ".long"], to=TensorProto.INT64))
        value.type.tensor_type.elem_type = kind


def rounded(model):
    """The model as a file with float16 weights has it: matrices rounded, arithmetic in float32."""
    with torch.no_grad():
        for p in model.parameters():
            if p.dim() >= 2:
                p.copy_(p.half().float())
    return model
