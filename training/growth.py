"""A model with new layers between its own, for what it never learned: to look things up in its prompt.

In the model in the box a text's class can be read where an answer begins, and nothing carries it to the labels that
earlier answers have. Four layers are new; until they learn, two of them begin to copy what they look
at, and to look at examples like the one that is asked for (comparing.py).
"""

from dataclasses import dataclass, replace

import torch

from . import comparing
from .comparing import reading
from .errors import TrainingError
from .heads import COPYING, HEAD, LAYERS, LINE_ABOVE
from .model import GPT


def old_parameters(model):
    """The parameters of a grown model that the model before had."""
    new = {id(p) for i in LAYERS.new for p in model.h[i].parameters()}
    return [p for p in model.parameters() if id(p) not in new]


def grow(model, ids, prompts, seed):
    """The grown model; ids [sequence, token] are texts that it learns to copy from, `prompts` those that it learns to
    compare examples from (comparing.Prompt)."""
    shape, new = model.shape, len(LAYERS.new)
    if shape.layers + new <= max(LAYERS.new) or shape.width != shape.heads * HEAD or shape.heads <= max(LINE_ABOVE):
        raise TrainingError(
            f"Growing is for heads of {HEAD}, {max(LINE_ABOVE) + 1} of them at least, and for "
            f"{max(LAYERS.new) + 1 - new} layers at least; the model is {shape}."
        )
    torch.manual_seed(seed)
    grown = insert_layers(model)
    for layer in LAYERS.pointing:
        start_copying(grown, layer, ids)
    comparing.start_comparing(grown, prompts, ids[:8], seed)
    with torch.no_grad():
        grown.h[LAYERS.looking_back].attn.c_proj.weight.normal_(0, 0.02)
    return grown


def insert_layers(model):
    """Layers that add nothing yet."""
    grown = GPT(replace(model.shape, layers=model.shape.layers + len(LAYERS.new)))
    came = [i for i in range(grown.shape.layers) if i not in LAYERS.new]
    state = grown.state_dict()
    for name, value in model.state_dict().items():
        if name.startswith("h."):
            _, i, rest = name.split(".", 2)
            name = f"h.{came[int(i)]}.{rest}"
        state[name] = value
    for i in LAYERS.new:
        for part in ("attn", "mlp"):
            state[f"h.{i}.{part}.c_proj.weight"].zero_()
    grown.load_state_dict(state)
    return grown


@torch.no_grad()
def start_copying(model, layer, ids, strength=150.0):
    """Values and outputs of a layer's first heads: whatever they look at becomes more probable, and nothing else does."""
    attention, width, size = model.h[layer].attn, model.shape.width, len(COPYING) * HEAD
    with reading(model, [layer]) as reads:
        model.read_packed(ids)
    copy = copying(model, reads[layer].flatten(0, 1), ids.flatten(), size)
    rows = slice(2 * width, 2 * width + size)
    attention.c_attn.weight[rows], attention.c_attn.bias[rows] = copy.values, copy.bias
    attention.c_proj.weight[:, :size] = strength * copy.outputs


@dataclass(frozen=True)
class Copying:
    """What heads do that copy: values [dimension, width] with their bias, of deviation 1, and outputs [width, dimension]."""

    values: torch.Tensor
    bias: torch.Tensor
    outputs: torch.Tensor


def copying(model, read, ids, size, of=None, ridge=0.3):
    """By least squares from what a layer reads of tokens, read [token, width], to the direction that raises the logit of
    the token alone, in the `size` dimensions that hold most of it: of all tokens, or of those where `of` is true."""
    width = model.shape.width
    raises = model.wte.weight * model.ln_f.weight
    raises = raises - raises.mean(1, keepdim=True)
    raises = raises - raises.mean(0)
    square = raises.t() @ raises
    alone = raises @ torch.linalg.inv(square + ridge * square.diagonal().mean() * torch.eye(width))
    wanted = alone[ids]
    mean, wanted = read.mean(0), wanted - wanted.mean(0)
    read = read - mean
    copy = torch.linalg.solve(read.t() @ read + 10 * torch.eye(width), read.t() @ wanted)
    copied = read @ copy if of is None else read[of] @ copy
    copied = copied - copied.mean(0)
    # Of fewer tokens than dimensions any others do. Mixed, so that each head has as much.
    directions = torch.linalg.svd(copied, full_matrices=len(copied) < size)[2][:size]
    kept = directions.t() @ torch.linalg.qr(torch.randn(size, size))[0]
    unit = (copied @ kept).std()
    return Copying((copy @ kept).t() / unit, -(mean @ copy @ kept) / unit, unit * kept)
