"""GPT-2 (Radford et al. 2019): pre-norm, learned positions, tied embeddings. Names as in Hugging Face's state dict."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .errors import TrainingError


@dataclass(frozen=True)
class Shape:
    vocabulary_size: int
    context_length: int
    layers: int
    width: int
    heads: int

    def __post_init__(self):
        for name, value in asdict(self).items():
            if value < 1:
                raise TrainingError(f"{name} is {value}; it must be at least 1.")
        if self.width % self.heads:
            raise TrainingError(f"A width of {self.width} cannot be parted among {self.heads} heads.")


def attend(q, k, v, mask):
    """softmax(QK^T / sqrt(d) + mask) V; q, k, v [batch, head, token, d]; mask [batch, 1, query, key], 0 or -inf."""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return attention_of(q, k, mask) @ v


def attention_of(q, k, mask):
    """softmax(QK^T / sqrt(d) + mask) [batch, head, query, key]; scaled and masked apart, a pass took a sixth longer."""
    batch, heads, queries, d = q.shape
    added = mask.expand(batch, heads, queries, -1).reshape(batch * heads, queries, -1)
    scores = torch.baddbmm(added, q.flatten(0, 1), k.flatten(0, 1).transpose(1, 2), alpha=1 / math.sqrt(d))
    return scores.view(batch, heads, queries, -1).softmax(-1)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.c_attn = nn.Linear(shape.width, 3 * shape.width)
        self.c_proj = nn.Linear(shape.width, shape.width)

    def forward(self, x, mask, past, looks=False):
        """The layer's output, keys and values; with `looks` also where its heads look [batch, head, query, key]."""
        batch, tokens, width = x.shape
        q, k, v = (t.view(batch, tokens, self.heads, -1).transpose(1, 2) for t in self.c_attn(x).split(width, dim=2))
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        attention = attention_of(q, k, mask) if looks else None
        y = attend(q, k, v, mask) if attention is None else attention @ v
        y = y.transpose(1, 2).reshape(batch, tokens, width)
        return self.c_proj(y), (k, v), attention


class MLP(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.c_fc = nn.Linear(shape.width, 4 * shape.width)
        self.c_proj = nn.Linear(4 * shape.width, shape.width)

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.ln_1 = nn.LayerNorm(shape.width)
        self.attn = Attention(shape)
        self.ln_2 = nn.LayerNorm(shape.width)
        self.mlp = MLP(shape)

    def forward(self, x, mask, past, looks=False):
        y, present, attention = self.attn(self.ln_1(x), mask, past, looks)
        x = x + y
        return x + self.mlp(self.ln_2(x)), present, attention


class GPT(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.wte = nn.Embedding(shape.vocabulary_size, shape.width)
        self.wpe = nn.Embedding(shape.context_length, shape.width)
        self.h = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.ln_f = nn.LayerNorm(shape.width)
        for name, p in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(p)
            elif p.dim() == 2:
                nn.init.normal_(p, 0, self.deviation(name, p))

    def deviation(self, name, p):
        if name.endswith("c_proj.weight"):
            return 0.02 / math.sqrt(2 * self.shape.layers)
        # GPT-2's 0.02 suits a width of 768; narrow matrices start in proportion to their fan-in.
        return {"wte.weight": 0.02, "wpe.weight": 0.01}.get(name, 0.6 / math.sqrt(p.shape[1]))

    def forward(self, ids, positions, visible, past=None, looks=None):
        """ids, positions [batch, token]; visible [batch, 1, token, past + token] -> logits, keys and values.

        `looks`, a dictionary by layer, gets where the heads of its layers look [batch, head, query, key]."""
        x = self.wte(ids) + self.wpe(positions)
        mask = torch.zeros(visible.shape, dtype=x.dtype, device=x.device).masked_fill_(~visible, float("-inf"))
        presents = []
        for i, block in enumerate(self.h):
            x, present, attention = block(x, mask, past and past[i], i in (looks or ()))
            presents.append(present)
            if attention is not None:
                looks[i] = attention
        return self.ln_f(x) @ self.wte.weight.t(), presents

    def read(self, ids):
        """Logits of sequences [batch, token] that are one document each."""
        at = torch.arange(ids.shape[1], device=ids.device)
        visible = (at[None, :] <= at[:, None])[None, None]
        return self(ids, at[None].expand(ids.shape), visible)[0]

    def read_packed(self, ids, looks=None):
        """Logits of sequences that hold several documents: each sees only itself and begins at position 0, as in use.

        Where documents saw each other, attention spread over the others, and nothing was learned from the prompt."""
        starts, positions = self.places(ids)
        return self(ids, positions, self.visible(starts)[:, None], looks=looks)[0]

    def places(self, ids):
        """(where the document of a token starts in its sequence, its place in the document), each [batch, token]."""
        at = torch.arange(ids.shape[1], device=ids.device).expand(ids.shape)
        begins = torch.zeros_like(ids, dtype=torch.bool)
        begins[:, 1:] = ids[:, :-1] == self.shape.vocabulary_size - 1
        starts = torch.where(begins, at, torch.zeros_like(at)).cummax(1).values
        return starts, at - starts

    @staticmethod
    def visible(starts):
        """[batch, query, key]: the same document, and not later."""
        at = torch.arange(starts.shape[1], device=starts.device)
        return (at[None, None, :] <= at[None, :, None]) & (at[None, None, :] >= starts[:, :, None])


def parameter_count(model):
    return sum(p.numel() for p in model.parameters())
