"""What a model makes of answers: nats, whether greedy decoding writes them, and what it writes itself."""

import math
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Score:
    # One entry a token of the answer.
    nats: list
    greedy: list
    # Log-probabilities of all tokens after the prompt.
    first: list


@torch.no_grad()
def score(model, requests, at_once=16):
    """[(prompt ids, answer ids)], the prompt not empty -> [Score]. What is longer than the context loses its beginning,
    as a prompt of many demonstrations does; the caller checks where that must not be."""
    device, context = model.wte.weight.device, model.shape.context_length
    out = [None] * len(requests)
    order = sorted(range(len(requests)), key=lambda i: len(requests[i][0]) + len(requests[i][1]))
    for at in range(0, len(order), at_once):
        part = order[at : at + at_once]
        sequences = [(list(requests[i][0]) + list(requests[i][1]))[-context - 1 :] for i in part]
        # Padded at the right, where nothing that counts sees it.
        ids = torch.zeros(len(part), max(map(len, sequences)) - 1, dtype=torch.int64)
        for row, sequence in zip(ids, sequences):
            row[: len(sequence) - 1] = torch.tensor(sequence[:-1])
        logits = model.read(ids.to(device)).float().cpu()
        for i, sequence, row in zip(part, sequences, logits):
            answer = torch.tensor(sequence[-len(requests[i][1]) :])
            log_probabilities = row[len(sequence) - 1 - len(answer) : len(sequence) - 1].log_softmax(-1)
            nats = -log_probabilities.gather(1, answer[:, None])[:, 0]
            greedy = log_probabilities.argmax(-1) == answer
            out[i] = Score(nats.tolist(), greedy.tolist(), log_probabilities[0].tolist())
    return out


@torch.no_grad()
def generate(model, tokenizer, prompt, most=80, stop=None):
    """Greedy decoding, with the keys and values of what was read."""
    device, new = model.wte.weight.device, tokenizer.encode(prompt)
    read, out, past = 0, [], None
    while len(out) < most and read + len(new) <= model.shape.context_length:
        positions = torch.arange(read, read + len(new), device=device)
        keys = torch.arange(read + len(new), device=device)
        visible = (keys[None] <= positions[:, None])[None, None]
        logits, past = model(torch.tensor([new], device=device), positions[None], visible, past)
        read += len(new)
        new = [int(logits[0, -1].argmax())]
        if new[0] == tokenizer.end_of_text:
            break
        out += new
        if stop and tokenizer.decode(out).endswith(stop):
            break
    return tokenizer.decode(out)


def wilson(right, count, z=1.959964):
    """The 95 % interval of a share (Wilson 1927)."""
    p, n = right / count, count
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def mcnemar(before, after):
    """Two-sided exact p-value that two lists of right and wrong answers are equally good (McNemar 1947)."""
    gained = sum(a and not b for b, a in zip(before, after))
    lost = sum(b and not a for b, a in zip(before, after))
    n = gained + lost
    tail = sum(math.comb(n, k) for k in range(min(gained, lost) + 1)) / 2**n
    return min(1.0, 2 * tail)
