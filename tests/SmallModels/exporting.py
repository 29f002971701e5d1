"""Exports a decoder by PyTorch's tracer, with the names that the exporters of the day gave."""
import io

import onnx
import torch
from torch import nn

OPSET = 14


def has_contrib(graph):
    return any(opset.domain == "com.microsoft" for opset in graph.opset_import)


class Layout(nn.Module):
    """A decoder with the inputs and outputs of one layout."""

    def __init__(self, model, options):
        super().__init__()
        self.model, self.options = model, options

    def forward(self, *inputs):
        o, inputs = self.options, list(inputs)
        ids = inputs.pop(0).long()
        mask = inputs.pop(0) if o["with_mask"] else torch.ones_like(ids)
        places = inputs.pop(0).long() if o["with_positions"] else None
        kept = inputs.pop(0) if o["kept_rows"] else None
        past = self.past(inputs)
        if places is None:
            start = past[0][0].shape[2] if past else 0
            places = (torch.arange(ids.shape[1]) + start)[None]
        logits, presents = self.model(ids, mask, places, past, o["masks_new_tokens"])
        if kept is not None:
            # As transformers has it; 0 is all rows.
            logits = logits[:, -kept:, :]
        return (logits, *self.flat(presents))

    def past(self, inputs):
        if self.options["past"] is None:
            return None
        if self.options["past"] == "combined":
            return [(both[0], both[1]) for both in inputs]
        return list(zip(inputs[0::2], inputs[1::2]))

    def flat(self, presents):
        if self.options["past"] == "combined":
            return [torch.stack(pair) for pair in presents]
        return [tensor for pair in presents for tensor in pair] if self.options["with_presents"] else []


def export(model, past, with_presents=None, with_positions=True, with_mask=True, kept_rows=None, integer="int64",
           mask_type=None, one_token=False, masks_new_tokens=True):
    options = dict(past=past, with_presents=with_presents or past is not None, with_positions=with_positions,
                   with_mask=with_mask, kept_rows=kept_rows, masks_new_tokens=masks_new_tokens)
    inputs, outputs, axes, values = ports(model.shape, options, integer, mask_type or integer, one_token)
    buffer = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(Layout(model, options).eval(), tuple(values), buffer, input_names=inputs,
                          output_names=outputs, dynamic_axes=axes, opset_version=OPSET, do_constant_folding=True)
    graph = onnx.load_from_string(buffer.getvalue())
    graph.producer_version = ""
    return graph


def ports(shape, options, integer, mask_type, one_token):
    """Names, open axes and example values of the inputs, in the order of Layout.forward."""
    b, s, p = 2, 1 if one_token else 3, 4 if options["past"] else 0
    whole, numbers = getattr(torch, integer), getattr(torch, mask_type)
    sequence = {0: "batch_size"} if one_token else {0: "batch_size", 1: "sequence_length"}
    total = {0: "batch_size", 1: "total_sequence_length"}
    entries = [("input_ids", sequence, torch.zeros(b, s, dtype=whole))]
    if options["with_mask"]:
        entries.append(("attention_mask", total, torch.ones(b, p + s, dtype=numbers)))
    if options["with_positions"]:
        entries.append(("position_ids", sequence, torch.zeros(b, s, dtype=whole)))
    if options["kept_rows"]:
        entries.append((options["kept_rows"], {}, torch.tensor(2)))
    pasts, presents = cache_ports(shape, options, b, p)
    entries += pasts
    outputs = [("logits", sequence), *presents]
    axes = {name: axes for name, axes, _ in entries} | dict(outputs)
    return [e[0] for e in entries], [o[0] for o in outputs], axes, [e[2] for e in entries]


def cache_ports(shape, options, b, p):
    pasts, presents = [], []
    size = (b, shape.kv_heads, p, shape.size)
    for layer in range(shape.layers):
        if options["past"] == "combined":
            pasts.append((f"past_{layer}", {1: "batch_size", 3: "past_sequence_length"}, torch.zeros(2, *size)))
            presents.append((f"present_{layer}", {1: "batch_size", 3: "total_sequence_length"}))
            continue
        for kind in ("key", "value"):
            if options["past"]:
                pasts.append((f"past_key_values.{layer}.{kind}", {0: "batch_size", 2: "past_sequence_length"},
                              torch.zeros(size)))
            if options["with_presents"]:
                presents.append((f"present.{layer}.{kind}", {0: "batch_size", 2: "total_sequence_length"}))
    return pasts, presents
