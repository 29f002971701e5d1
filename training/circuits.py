"""A start that holds the circuit of in-context learning (Olsson et al. 2022), instead of waiting for it to form.

A run from the usual random start had no head that looks at the previous token after 2.7 million tokens, and so no
copying. Here positions start as sinusoids in the first 32 dimensions. In layer 0 two heads look one and two tokens
back and write what they see; in layers 2 and 3 two heads each are induction heads: they look for places whose
previous token is the current one, and copy what stands there. All of it is trained on.
"""

import torch

from .errors import TrainingError

POSITION = HEAD = 32


def orthonormal(rows, columns, generator):
    return torch.linalg.qr(torch.randn(columns, rows, generator=generator))[0].t()


def zeroed_head(model, layer, head):
    """Views of a head's query, key and value rows and its output columns, set to zero."""
    attention, width = model.h[layer].attn, model.shape.width
    rows = slice(head * HEAD, (head + 1) * HEAD)
    q, k, v = (part[rows] for part in attention.c_attn.weight.split(width))
    views = q, k, v, attention.c_proj.weight[:, rows]
    for view in views:
        view.zero_()
    return views


@torch.no_grad()
def start_with_circuits(model, seed):
    shape = model.shape
    if shape.width != shape.heads * HEAD or shape.layers < 4 or shape.heads < 2:
        raise TrainingError(
            f"This start is for heads of {HEAD}, at least 2 of them, and 4 layers; the model is {shape}."
        )
    generator = torch.Generator().manual_seed(seed)
    content = shape.width - POSITION
    frequencies = 3.0 * (0.03 / 3.0) ** (torch.arange(POSITION // 2) / (POSITION // 2 - 1))
    start_embeddings(model, frequencies, generator)

    seen, written = {}, {}
    for head, back in ((0, 1), (1, 2)):
        q, k, v, out = zeroed_head(model, 0, head)
        look_back(q, k, frequencies, back)
        seen[head], written[head] = (orthonormal(HEAD, content, generator) for _ in range(2))
        v[:, POSITION:] = seen[head]
        out[POSITION:] = 0.13 * written[head].t()

    copies = orthonormal(min(4 * HEAD, content), content, generator)
    for i, (layer, head) in enumerate(((2, 0), (2, 1), (3, 0), (3, 1))):
        q, k, v, out = zeroed_head(model, layer, head)
        q[:, POSITION:] = 2.3 * seen[0]
        k[:, POSITION:] = 2.3 * written[0]
        part = copies[i * HEAD : (i + 1) * HEAD]
        v[: len(part), POSITION:] = part
        out[POSITION:, : len(part)] = 0.3 * part.t()


def start_embeddings(model, frequencies, generator):
    model.wte.weight.copy_(torch.randn(model.wte.weight.shape, generator=generator) * 0.05)
    model.wte.weight[:, :POSITION] *= 0.2
    angle = torch.arange(model.shape.context_length)[:, None] * frequencies
    model.wpe.weight.zero_()
    model.wpe.weight[:, 0:POSITION:2] = 0.15 * angle.sin()
    model.wpe.weight[:, 1:POSITION:2] = 0.15 * angle.cos()


def look_back(q, k, frequencies, back):
    """Query and key whose product is greatest for the position `back` before: the sinusoids, turned by that much."""
    for f, frequency in enumerate(frequencies):
        c, s = torch.cos(frequency * back), torch.sin(frequency * back)
        q[2 * f, 2 * f], q[2 * f, 2 * f + 1] = c, -s
        q[2 * f + 1, 2 * f], q[2 * f + 1, 2 * f + 1] = s, c
        k[2 * f, 2 * f] = k[2 * f + 1, 2 * f + 1] = 1.0
