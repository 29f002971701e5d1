"""A GPT-2 of small size in plain PyTorch with key-value cache, hidden states and attentions, and its export to ONNX."""
import io
import math

import onnx
import torch
from onnx import helper
from torch import nn

LAYERS, HEADS, WIDTH = 2, 2, 32


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attend, self.project = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, bias, past):
        b, s, _ = x.shape
        q, k, v = (t.view(b, s, HEADS, WIDTH // HEADS).transpose(1, 2)
                   for t in self.attend(self.before(x)).split(WIDTH, -1))
        k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        attention = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bias).softmax(-1)
        x = x + self.project((attention @ v).transpose(1, 2).reshape(b, s, WIDTH))
        return x + self.down(nn.functional.gelu(self.up(self.between(x)))), attention, k, v


class Decoder(nn.Module):
    def __init__(self, vocabulary, positions):
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(positions, WIDTH)
        self.blocks, self.norm = nn.ModuleList(Block() for _ in range(LAYERS)), nn.LayerNorm(WIDTH)
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.2)

    def forward(self, ids, mask, places, *past):
        s, t = ids.shape[1], mask.shape[1]
        reach = torch.arange(t)[None] <= torch.arange(t - s, t)[:, None]
        bias = (1.0 - reach[None, None].float() * mask[:, None, None].float()) * -10000.0
        x, hidden, attentions, present = self.words(ids) + self.positions(places), [], [], []
        for i, block in enumerate(self.blocks):
            hidden.append(x)
            x, attention, k, v = block(x, bias, past[2 * i:2 * i + 2])
            attentions.append(attention)
            present += [k, v]
        hidden.append(self.norm(x))
        return (hidden[-1] @ self.words.weight.t(), *present, *hidden, *attentions)

    def read(self, ids):
        empty = torch.zeros(1, HEADS, 0, WIDTH // HEADS)
        ids = torch.tensor([ids])
        with torch.no_grad():
            out = self(ids, torch.ones_like(ids), torch.arange(ids.shape[1])[None], *[empty] * (2 * LAYERS))
        split = 1 + 2 * LAYERS
        return out[0][0], [h[0] for h in out[split:split + LAYERS + 1]], [a[0] for a in out[split + LAYERS + 1:]]


def export(model, path):
    pairs = [f"{i}.{kind}" for i in range(LAYERS) for kind in ("key", "value")]
    inputs = ["input_ids", "attention_mask", "position_ids", *("past_key_values." + p for p in pairs)]
    outputs = ["logits", *("present." + p for p in pairs), *(f"hidden_states.{i}" for i in range(LAYERS + 1)),
               *(f"attentions.{i}" for i in range(LAYERS))]
    axes = {"input_ids": {0: "b", 1: "s"}, "attention_mask": {0: "b", 1: "t"}, "position_ids": {0: "b", 1: "s"},
            "logits": {0: "b", 1: "s"}}
    axes |= {n: {0: "b", 2: "p" if n.startswith("past") else "t"} for n in (*inputs[3:], *outputs[1:1 + 2 * LAYERS])}
    axes |= {f"hidden_states.{i}": {0: "b", 1: "s"} for i in range(LAYERS + 1)}
    axes |= {f"attentions.{i}": {0: "b", 2: "s", 3: "t"} for i in range(LAYERS)}
    ids, past = torch.ones(2, 3, dtype=torch.int64), [torch.zeros(2, HEADS, 4, WIDTH // HEADS)] * (2 * LAYERS)
    file = io.BytesIO()
    torch.onnx.export(model.eval(), (ids, torch.ones(2, 7, dtype=torch.int64), torch.arange(4, 7).repeat(2, 1), *past),
                      file, input_names=inputs, output_names=outputs, opset_version=14, dynamic_axes=axes)
    graph = onnx.load_from_string(file.getvalue()).graph
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(result)
    with open(path, "wb") as f:
        f.write(result.SerializeToString())
