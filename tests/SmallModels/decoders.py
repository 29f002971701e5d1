"""Small decoders of the GPT family in PyTorch: one module, whose parts differ as the architectures do."""
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

VOCABULARY = 257  # the 256 bytes and <|endoftext|>


class Shape:
    """What distinguishes one architecture from another."""

    def __init__(self, **values):
        defaults = dict(
            width=24, heads=3, kv_heads=None, size=8, layers=2, inner=48, positions=64, norm="layer", learned=True,
            rotary=0, interleaved=False, parallel=False, post_norm=False, window=None, scale=None, gelu="tanh",
            gated=False, attention_bias=True, mlp_bias=True, tied=True, head_bias=False)
        self.__dict__.update({**defaults, **values})
        self.kv_heads = self.kv_heads or self.heads
        self.scale = self.scale or 1 / math.sqrt(self.size)


SHAPES = {
    # Radford et al. 2018: normalised after each block, no cache in common exports.
    "gpt1": Shape(post_norm=True),
    # Radford et al. 2019.
    "gpt2": Shape(),
    # Black et al. 2021: every second layer looks back at a window, scores are not scaled.
    "gptneo": Shape(window=6, scale=1.0, attention_bias=False),
    # Wang and Komatsuzaki 2021: attention and MLP side by side, interleaved rotary positions on a part of each head.
    "gptj": Shape(learned=False, rotary=4, interleaved=True, parallel="one norm", attention_bias=False, tied=False,
                  head_bias=True),
    # Black et al. 2022: side by side with a norm each, rotary positions in halves, exact GELU.
    "gptneox": Shape(learned=False, rotary=4, parallel="two norms", gelu="erf", tied=False),
    # Touvron et al. 2023: RMSNorm, rotary positions, grouped key-value heads, gated MLP, no biases.
    "llama": Shape(width=32, heads=4, kv_heads=2, size=16, inner=48, norm="rms", learned=False, rotary=16, gated=True,
                   attention_bias=False, mlp_bias=False, tied=False),
}


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5)


def norm(shape):
    return RmsNorm(shape.width) if shape.norm == "rms" else nn.LayerNorm(shape.width, eps=1e-5)


def rotary_tables(shape):
    frequencies = 10000.0 ** (-torch.arange(0, shape.rotary, 2).float() / shape.rotary)
    angles = torch.arange(shape.positions).float()[:, None] * frequencies
    return angles.cos(), angles.sin()


def rotate(x, cos, sin, interleaved):
    """x [b, h, s, r], cos and sin [b, 1, s, r / 2]."""
    if interleaved:
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack((even * cos - odd * sin, odd * cos + even * sin), -1).flatten(-2)
    half = x.shape[-1] // 2
    low, high = x[..., :half], x[..., half:]
    return torch.cat((low * cos - high * sin, high * cos + low * sin), -1)


class Attention(nn.Module):
    def __init__(self, shape, is_local):
        super().__init__()
        self.shape, self.is_local = shape, is_local
        self.q = nn.Linear(shape.width, shape.heads * shape.size, bias=shape.attention_bias)
        self.k = nn.Linear(shape.width, shape.kv_heads * shape.size, bias=shape.attention_bias)
        self.v = nn.Linear(shape.width, shape.kv_heads * shape.size, bias=shape.attention_bias)
        self.out = nn.Linear(shape.heads * shape.size, shape.width, bias=shape.attention_bias)
        if shape.rotary:
            cos, sin = rotary_tables(shape)
            self.register_buffer("cos", cos)
            self.register_buffer("sin", sin)

    def split(self, x, heads):
        return x.view(x.shape[0], x.shape[1], heads, self.shape.size).transpose(1, 2)

    def repeat(self, x):
        """Each key-value head as often as there are query heads for it: [b, kv, t, d] -> [b, h, t, d]."""
        b, heads, t, d = x.shape
        times = self.shape.heads // heads
        return x[:, :, None].expand(b, heads, times, t, d).reshape(b, heads * times, t, d)

    def turn(self, x, positions):
        cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
        r = self.shape.rotary
        turned = rotate(x[..., :r], cos, sin, self.shape.interleaved)
        return turned if r == self.shape.size else torch.cat((turned, x[..., r:]), -1)

    def forward(self, x, positions, bias, past):
        shape = self.shape
        q, k, v = self.split(self.q(x), shape.heads), self.split(self.k(x), shape.kv_heads), \
            self.split(self.v(x), shape.kv_heads)
        if shape.rotary:
            q, k = self.turn(q, positions), self.turn(k, positions)
        if past is not None:
            k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
        present = (k, v)
        if shape.kv_heads != shape.heads:
            k, v = (self.repeat(t) for t in (k, v))
        weights = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * shape.scale + bias[self.is_local], -1)
        mixed = torch.matmul(weights, v).transpose(1, 2)
        return self.out(mixed.reshape(x.shape[0], x.shape[1], shape.heads * shape.size)), present


class Mlp(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.up = nn.Linear(shape.width, shape.inner, bias=shape.mlp_bias)
        self.gate = nn.Linear(shape.width, shape.inner, bias=False) if shape.gated else None
        self.down = nn.Linear(shape.inner, shape.width, bias=shape.mlp_bias)

    def forward(self, x):
        if self.gate is not None:
            return self.down(F.silu(self.gate(x)) * self.up(x))
        y = self.up(x)
        if self.shape.gelu == "erf":
            return self.down(F.gelu(y))
        return self.down(0.5 * y * (1 + torch.tanh(math.sqrt(2 / math.pi) * (y + 0.044715 * y * y * y))))


class Block(nn.Module):
    def __init__(self, shape, index):
        super().__init__()
        self.shape = shape
        self.attention = Attention(shape, bool(shape.window) and index % 2 == 1)
        self.mlp = Mlp(shape)
        self.norm1 = norm(shape)
        self.norm2 = None if shape.parallel == "one norm" else norm(shape)

    def forward(self, x, positions, bias, past):
        if self.shape.post_norm:
            a, present = self.attention(x, positions, bias, past)
            x = self.norm1(x + a)
            return self.norm2(x + self.mlp(x)), present
        n = self.norm1(x)
        a, present = self.attention(n, positions, bias, past)
        if self.shape.parallel:
            return x + a + self.mlp(n if self.norm2 is None else self.norm2(x)), present
        x = x + a
        return x + self.mlp(self.norm2(x)), present


class Decoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(VOCABULARY, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width) if shape.learned else None
        self.blocks = nn.ModuleList([Block(shape, i) for i in range(shape.layers)])
        self.last = None if shape.post_norm else norm(shape)
        self.head = nn.Linear(shape.width, VOCABULARY, bias=shape.head_bias)
        if shape.tied:
            self.head.weight = nn.Parameter(self.embedding.weight.detach().clone())

    def forward(self, ids, mask, positions, past, masks_new_tokens=True):
        """ids and positions [b, s], mask [b, p + s]; gives logits [b, s, v] and the present of each layer."""
        x = self.embedding(ids)
        if self.places is not None:
            x = x + self.places(positions)
        bias = self.biases(ids, mask, masks_new_tokens)
        presents = []
        for i, block in enumerate(self.blocks):
            x, present = block(x, positions, bias, past[i] if past else None)
            presents.append(present)
        return self.head(x if self.last is None else self.last(x)), presents

    def biases(self, ids, mask, masks_new_tokens):
        """What is added to the scores, [b, 1, s, t]: of layers that see all, and of those that see a window."""
        total = mask.shape[1]
        keys = torch.arange(total)[None, :]
        queries = (torch.arange(ids.shape[1]) + (total - ids.shape[1]))[:, None]
        seen = keys <= queries if masks_new_tokens else (keys >= 0) & (queries >= 0)
        padding = mask[:, None, None, :] > 0
        hide = lambda visible: torch.where(visible[None, None] & padding, torch.tensor(0.0), torch.tensor(-10000.0))
        window = self.shape.window
        return {False: hide(seen), True: hide(seen & (queries - keys < window)) if window else None}


def build(name, seed):
    """The decoder with random weights, large enough that its predictions differ from token to token."""
    random = np.random.default_rng(seed)
    model = Decoder(SHAPES[name]).eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            drawn = torch.from_numpy(random.standard_normal(tuple(parameter.shape)).astype(np.float32))
            is_scale = "norm" in key and key.endswith("weight") or key == "last.weight"
            parameter.copy_(1 + 0.1 * drawn if is_scale else 0.1 * drawn if key.endswith("bias") else 0.3 * drawn)
        if SHAPES[name].tied:
            model.head.weight.copy_(model.embedding.weight)
    return model
