"""How the heads of a grown model begin to compare the examples of a prompt: those that have one label are alike.

Where an answer begins, the model that grows has read what is to be answered. Two linear maps are learned from that,
a key and a query, whose product is greatest between examples of one label; the layers that carry and point begin with
them. A run without this start, in which an answer's first token did not count on its own either, had found no labels
after a million tokens.
"""

import contextlib
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from .heads import COMPARING, HEAD, LAYERS

PROMPTS_AT_ONCE = 16
STEPS, BATCH, LEARNING_RATE = 1200, 48, 3e-3
# What is carried to a token, as a share of the size of what the token's residual holds.
CARRIED = 0.3


@dataclass(frozen=True)
class Prompt:
    """Token ids; the places of those behind which answers begin; the answers' first tokens."""

    ids: list
    places: list
    labels: list


@dataclass(frozen=True)
class Maps:
    """Weights [dimension, width] and biases of what heads compare; a head's dimensions stand together."""

    key: torch.Tensor
    key_bias: torch.Tensor
    query: torch.Tensor
    query_bias: torch.Tensor

    def mass(self, keys, queries, labels):
        """What each example's answer gets from earlier ones of its label: [prompt, head, example], and where there is
        one and one of another. keys, queries [prompt, example, width]; labels [prompt, example], -1 where none is."""
        heads = len(COMPARING)
        k, q = (
            F.linear(x, *of).unflatten(2, (heads, -1)) for x, of in ((keys, self.of_keys), (queries, self.of_queries))
        )
        scores = torch.einsum("pqhd,pkhd->phqk", q, k) / k.shape[-1] ** 0.5
        earlier = torch.ones(scores.shape[-2:], dtype=torch.bool).tril(-1) & (labels >= 0)[:, None]
        same = (labels[:, None] == labels[:, :, None]) & earlier
        shares = scores.masked_fill(~earlier[:, None], -1e9).softmax(-1)
        told = same.any(2) & (earlier & ~same).any(2) & (labels >= 0)
        return (shares * same[:, None]).sum(3), told

    @property
    def of_keys(self):
        return self.key, self.key_bias

    @property
    def of_queries(self):
        return self.query, self.query_bias


def start_comparing(model, prompts, ids, seed):
    """Values of the carrying layer, queries and keys of the pointing ones; ids [sequence, token] are other texts."""
    keys, queries, labels = padded(model, prompts)
    maps = learn(keys, queries, labels, seed)
    set_heads(model, maps, F.linear(keys[labels >= 0], *maps.of_keys).std(), ids)


def padded(model, prompts):
    """What the carrying layer and the first pointing one read where answers begin [prompt, example, width]; labels."""
    layers = LAYERS.carrying, LAYERS.pointing[0]
    most, width = max(len(p.places) for p in prompts), model.shape.width
    keys, queries = torch.zeros(2, len(prompts), most, width)
    labels = torch.full((len(prompts), most), -1)
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i].ids))
    for at in range(0, len(order), PROMPTS_AT_ONCE):
        some = order[at : at + PROMPTS_AT_ONCE]
        ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(prompts[i].ids) for i in some], batch_first=True)
        with reading(model, layers) as read, torch.no_grad():
            model.read(ids)
        for row, i in enumerate(some):
            count = len(prompts[i].places)
            for into, layer in zip((keys, queries), layers):
                into[i, :count] = read[layer][row, prompts[i].places]
            labels[i, :count] = torch.tensor(prompts[i].labels)
    return keys, queries, labels


def learn(keys, queries, labels, seed):
    """By AdamW, the logarithm of the mass on examples of the right label."""
    generator = torch.Generator().manual_seed(seed)
    width, size = keys.shape[2], len(COMPARING) * HEAD
    both = torch.linalg.qr(torch.randn(width, size, generator=generator))[0].t()
    start = both.clone(), torch.zeros(size), both.clone(), torch.zeros(size)
    maps = Maps(*(torch.nn.Parameter(tensor) for tensor in start))
    parameters = list(vars(maps).values())
    optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=0.1)
    for step in range(STEPS):
        some = torch.randint(len(keys), (BATCH,), generator=generator)
        mass, told = maps.mass(keys[some], queries[some], labels[some])
        loss = -((mass + 1e-6).log() * told[:, None]).sum() / (told.sum().clamp(min=1) * mass.shape[1])
        gradients = torch.autograd.grad(loss, parameters)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * (1 - step / STEPS)
        for p, gradient in zip(parameters, gradients):
            p.grad = gradient
        optimizer.step()
    return Maps(*(p.detach() for p in parameters))


@torch.no_grad()
def set_heads(model, maps, unit, ids):
    """`unit` is the deviation of what keys hold. They are carried where the residual holds least, and read from there."""
    width, size = model.shape.width, len(maps.key)
    first = LAYERS.pointing[0]
    with reading(model, [first]) as read:
        deviation = residual_deviation(model, first, ids)
    read = read[first].flatten(0, 1)
    mean, least = read.mean(0), least_used(read - read.mean(0), size)
    carrying = model.h[LAYERS.carrying].attn
    carrying.c_attn.weight[2 * width : 2 * width + size] = maps.key / unit
    carrying.c_attn.bias[2 * width : 2 * width + size] = maps.key_bias / unit
    carrying.c_proj.weight[:, :size] = CARRIED * deviation * least
    for layer in LAYERS.pointing:
        pointing = model.h[layer].attn.c_attn
        pointing.weight[:size], pointing.bias[:size] = maps.query, maps.query_bias
        pointing.weight[width : width + size] = unit / CARRIED * least.t()
        pointing.bias[width : width + size] = -(mean @ least) * unit / CARRIED


def least_used(read, size):
    """So many directions [width, direction] in which there is least of what is read [token, width], at random among
    themselves."""
    # The last direction is the one that normalisation takes away.
    least = torch.linalg.svd(read, full_matrices=False)[2][-size - 1 : -1].t()
    return least @ torch.linalg.qr(torch.randn(size, size))[0]


def residual_deviation(model, layer, ids):
    """The mean deviation of a token's residual before a layer."""
    kept = []
    hook = model.h[layer].register_forward_pre_hook(lambda module, given: kept.append(given[0].std(2).mean()))
    try:
        model.read_packed(ids)
    finally:
        hook.remove()
    return kept[0]


@contextlib.contextmanager
def reading(model, layers):
    """Within it, a dictionary that gets what these layers' attention reads [batch, token, width], of each pass."""
    read = {}
    keep = lambda layer: lambda module, given, out: read.__setitem__(layer, out)
    hooks = [model.h[layer].ln_1.register_forward_hook(keep(layer)) for layer in layers]
    try:
        yield read
    finally:
        for hook in hooks:
            hook.remove()
