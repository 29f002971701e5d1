"""A model with new layers between its own, for what it never learned: to look things up in its prompt.

In the model that the box first had, a token's class could be read where an answer begins, and nothing carried it to
the labels that earlier answers had. Four layers are new, behind the first four; until they learn they change nothing,
except that two of them begin to copy.
"""

from dataclasses import dataclass, replace

import torch

from .errors import TrainingError
from .model import GPT

NEW_LAYERS = 4
# Of five or more heads, these copy what they look at.
COPYING_HEADS = 4


@dataclass(frozen=True)
class Layers:
    """Indices in the grown model."""

    # The first new layer finds the tokens before and the line above, the second carries what stands before a token.
    looking_back: int
    carrying: int
    # Those whose heads point to where the next token stands.
    pointing: tuple

    @property
    def new(self):
        return self.looking_back, self.carrying, *self.pointing


LAYERS = Layers(looking_back=1, carrying=3, pointing=(5, 7))


def old_parameters(model):
    """The parameters of a grown model that the model before had."""
    new = {id(p) for i in LAYERS.new for p in model.h[i].parameters()}
    return [p for p in model.parameters() if id(p) not in new]


@torch.no_grad()
def grow(model, ids, seed):
    """The grown model; ids [sequence, token] are texts that it learns to copy from."""
    shape = model.shape
    if shape.layers < NEW_LAYERS or shape.heads <= COPYING_HEADS:
        raise TrainingError(
            f"Growing is for {NEW_LAYERS} layers and {COPYING_HEADS + 1} heads at least; the model is {shape}."
        )
    torch.manual_seed(seed)
    grown = insert_layers(model)
    for i in LAYERS.pointing:
        start_copying(grown, i, ids)
    return grown


def insert_layers(model):
    """Layers that add nothing yet, behind each of the first."""
    grown = GPT(replace(model.shape, layers=model.shape.layers + NEW_LAYERS))
    moved = {i: 2 * i if i < NEW_LAYERS else i + NEW_LAYERS for i in range(model.shape.layers)}
    state = grown.state_dict()
    for name, value in model.state_dict().items():
        if name.startswith("h."):
            _, i, rest = name.split(".", 2)
            name = f"h.{moved[int(i)]}.{rest}"
        state[name] = value
    for i in LAYERS.new:
        for part in ("attn", "mlp"):
            state[f"h.{i}.{part}.c_proj.weight"].zero_()
    grown.load_state_dict(state)
    return grown


def start_copying(model, layer, ids, strength=150.0, ridge=0.3):
    """Values and outputs of a layer's first heads: whatever they look at becomes more probable, and nothing else does.

    By least squares from what the layer reads of a token to the direction that raises the token's logit alone."""
    attention, width = model.h[layer].attn, model.shape.width
    read = what_is_read(model, layer, ids)
    raises = model.wte.weight * model.ln_f.weight
    raises = raises - raises.mean(1, keepdim=True)
    raises = raises - raises.mean(0)
    square = raises.t() @ raises
    alone = raises @ torch.linalg.inv(square + ridge * square.diagonal().mean() * torch.eye(width))
    wanted = alone[ids.flatten()]
    mean, wanted = read.mean(0), wanted - wanted.mean(0)
    read = read - mean
    copy = torch.linalg.solve(read.t() @ read + 10 * torch.eye(width), read.t() @ wanted)
    copied = read @ copy
    # The directions that hold most of it, mixed so that each head has as much.
    size = COPYING_HEADS * (width // model.shape.heads)
    kept = torch.linalg.svd(copied[:4096], full_matrices=False)[2][:size].t()
    kept = kept @ torch.linalg.qr(torch.randn(size, size))[0]
    unit = (copied @ kept).std()
    rows = slice(2 * width, 2 * width + size)
    attention.c_attn.weight[rows] = (copy @ kept).t() / unit
    attention.c_attn.bias[rows] = -(mean @ copy @ kept) / unit
    attention.c_proj.weight[:, :size] = strength * unit * kept


def what_is_read(model, layer, ids):
    """[token, width]: what a layer's attention gets."""
    kept = []
    hook = model.h[layer].ln_1.register_forward_hook(lambda module, given, out: kept.append(out.flatten(0, 1)))
    try:
        for part in ids.split(8):
            model.read_packed(part)
    finally:
        hook.remove()
    return torch.cat(kept)
