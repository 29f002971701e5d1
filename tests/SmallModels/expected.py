"""Reference logits, computed by PyTorch's own operators in float32, and checks that the reference agrees with itself."""
import base64
import json
import os

import numpy as np
import torch

from decoders import VOCABULARY

TOKENS = 24
PADDED = (5, 12)  # lengths of the two sequences of the left-padded batch


def write(path, name, model):
    random = np.random.default_rng(100)
    ids = torch.from_numpy(random.integers(0, VOCABULARY - 1, (1, TOKENS)))
    others = torch.from_numpy(random.integers(0, VOCABULARY - 1, (1, PADDED[1])))
    with torch.no_grad():
        full = forward(model, ids)
        in_steps = steps(model, ids, (10, 1, 4, 9))
        padded = left_padded(model, (ids[:, :PADDED[0]], others))
        generated, margin = greedy(model, ids[:, :8], 12)
    check(full, in_steps, f"{name} in steps")
    check(full[:PADDED[0]], padded[0], f"{name} padded")
    assert margin > 2e-3, f"{name}: the two best tokens differ by {margin} only"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        json.dump({
            "ids": ids[0].tolist(),
            "logits": encode(full),
            "padded_ids": [ids[0, :PADDED[0]].tolist(), others[0].tolist()],
            "padded_logits": [encode(rows) for rows in padded],
            "prompt_length": 8,
            "greedy": generated,
        }, f, indent=1)
        f.write("\n")


def encode(logits):
    """Base64 of little-endian float32, row after row."""
    return base64.b64encode(logits.numpy().astype("<f4").tobytes()).decode()


def check(one, other, what):
    difference = (one - other).abs().max().item()
    assert difference < 2e-5, f"{what}: {difference}"


def forward(model, ids):
    return model(ids, torch.ones_like(ids), positions(ids, 0), None)[0][0]


def positions(ids, start):
    return (torch.arange(ids.shape[1]) + start)[None].expand(ids.shape[0], -1)


def steps(model, ids, lengths):
    rows, past, start = [], None, 0
    for length in lengths:
        part = ids[:, start:start + length]
        logits, past = model(part, torch.ones(1, start + length, dtype=torch.long), positions(part, start), past)
        rows.append(logits[0])
        start += length
    return torch.cat(rows)


def left_padded(model, sequences):
    width = max(ids.shape[1] for ids in sequences)
    ids, mask = torch.zeros(len(sequences), width, dtype=torch.long), torch.zeros(len(sequences), width, dtype=torch.long)
    for row, sequence in enumerate(sequences):
        ids[row, width - sequence.shape[1]:] = sequence[0]
        mask[row, width - sequence.shape[1]:] = 1
    places = (mask.cumsum(1) - 1).clamp(min=0)
    logits = model(ids, mask, places, None)[0]
    return [logits[row, width - sequence.shape[1]:] for row, sequence in enumerate(sequences)]


def greedy(model, ids, count):
    """The tokens, and by how much the best of each step was ahead of the second."""
    margin = float("inf")
    for _ in range(count):
        best = forward(model, ids)[-1].topk(2)
        margin = min(margin, (best.values[0] - best.values[1]).item())
        ids = torch.cat((ids, best.indices[:1][None]), 1)
    return ids[0, -count:].tolist(), margin
