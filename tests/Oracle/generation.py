"""Writes generation.jsonl.gz: what transformers' logits processors, warpers and beam search give, by their definitions.

Run with Python 3 and PyTorch: python3 generation.py. The definitions are those of transformers'
generation/logits_process.py and of _beam_search in generation/utils.py; frequency and presence penalty are OpenAI's,
placed as in vLLM. Nothing here is shared with the C# code.
"""

import gzip
import json
import pathlib
import random

import torch

NEVER = -1.0e9
EXPECTED = pathlib.Path(__file__).parent / "../GptPrompting.Tests/Expected/generation.jsonl.gz"


def processed(scores, prompt, output, o):
    """Scores of one row after all processors that are no warpers."""
    tokens = prompt + output
    scores = scores.clone()
    for token, bias in o.get("logit_bias", {}).items():
        scores[int(token)] = float("-inf") if bias == -100 else scores[int(token)] + bias
    if "repetition_penalty" in o:
        seen = torch.tensor(sorted(set(tokens)))
        score = scores[seen]
        scores[seen] = torch.where(score < 0, score * o["repetition_penalty"], score / o["repetition_penalty"])
    counts = torch.bincount(torch.tensor(output, dtype=torch.long), minlength=len(scores)).double()
    scores = scores - o.get("frequency_penalty", 0.0) * counts - o.get("presence_penalty", 0.0) * (counts > 0).double()
    size = o.get("no_repeat_ngram_size", 0)
    if size > 0 and len(tokens) + 1 >= size:
        before = {}
        for ngram in zip(*[tokens[i:] for i in range(size)]):
            before.setdefault(ngram[:-1], []).append(ngram[-1])
        for banned in before.get(tuple(tokens[len(tokens) + 1 - size:]), []):
            scores[banned] = float("-inf")
    if len(output) < o.get("min_tokens", 0):
        scores[o["ends"]] = float("-inf")
    return scores


def warped(scores, o):
    """Probabilities to draw from."""
    scores = scores / o["temperature"]
    if "top_k" in o:
        scores = scores.masked_fill(scores < torch.topk(scores, o["top_k"]).values[-1], float("-inf"))
    if o.get("top_p", 1.0) < 1.0:
        ascending, order = torch.sort(scores)
        removed = ascending.softmax(-1).cumsum(-1) <= 1 - o["top_p"]
        removed[-1] = False
        scores = scores.masked_fill(removed.scatter(0, order, removed), float("-inf"))
    if "min_p" in o:
        probabilities = scores.softmax(-1)
        scores = scores.masked_fill(probabilities < o["min_p"] * probabilities.max(), float("-inf"))
    if "typical_p" in o:
        logs = scores.log_softmax(-1)
        entropy = -(logs * logs.exp()).nansum()
        shifted = (-logs - entropy).abs()
        ordered, order = torch.sort(shifted)
        last = int((scores[order].softmax(-1).cumsum(-1) < o["typical_p"]).sum())
        last = min(last, len(scores) - 1)
        scores = scores.masked_fill(shifted > ordered[last], float("-inf"))
    return scores.softmax(-1)


def logits_after(tokens, vocabulary):
    """A model without weights: numbers from -2 to 2 that depend on every token, exact in 32-bit floats."""
    mask = 0xFFFFFFFF
    state = 17
    for token in tokens:
        state = (state * 31 + token + 1) & mask
    logits = []
    for token in range(vocabulary):
        x = state ^ (token * 2654435761 & mask)
        x = (x * 1103515245 + 12345) & mask
        x ^= x >> 13
        x = x * 1274126177 & mask
        x ^= x >> 16
        logits.append((x >> 8) / 2**22 - 2)
    return torch.tensor(logits, dtype=torch.double)


def beam_search(vocabulary, prompt, o):
    beams, ends, limit, penalty = o["num_beams"], o["ends"], o["max_tokens"], o["length_penalty"]
    early = o["early_stopping"]
    keep = max(2, 1 + len(ends)) * beams
    running = [list(prompt) for _ in range(beams)]
    scores = torch.full((beams,), NEVER, dtype=torch.double)
    scores[0] = 0.0
    best = [(NEVER, None, False)] * beams
    length = 0
    while True:
        rows = [
            processed(logits_after(r, vocabulary).log_softmax(-1), prompt, r[len(prompt):], o) for r in running
        ]
        total = (torch.stack(rows) + scores[:, None]).reshape(-1)
        top, at = torch.topk(total, min(keep, len(total)))
        candidates = [running[int(i) // vocabulary] + [int(i) % vocabulary] for i in at]
        length += 1
        stops = [c[-1] in ends or length == limit for c in candidates]
        going = torch.topk(top + torch.tensor([NEVER if s else 0.0 for s in stops]).double(), beams)
        full = all(b[2] for b in best)
        merged = list(best)
        for rank, (score, candidate, stop) in enumerate(zip(top.tolist(), candidates, stops)):
            if stop and rank < beams and not (full and early is True) and score > NEVER / 2:
                merged.append((score / length ** penalty, candidate[len(prompt):], True))
        best = sorted(merged, key=lambda b: -b[0])[:beams]
        running = [candidates[int(i)] for i in going.indices]
        scores = going.values
        hypothetical = limit if early == "never" and penalty > 0 else length
        full = all(b[2] for b in best)
        hope = float(scores[0]) / hypothetical ** penalty
        if (full and hope <= min(b[0] for b in best)) or (full and early is True) or all(stops):
            return [{"tokens": b[1], "score": b[0]} for b in best if b[2]][:o["results"]]


def row(rng, vocabulary):
    # Multiples of 2^-10, exact in 32-bit floats and without ties.
    return [number / 1024 for number in rng.sample(range(-4096, 4096), vocabulary)]


def choice_case(rng):
    vocabulary = rng.choice([5, 30, 200])
    o = {"temperature": rng.choice([0.3, 0.7, 1.0, 1.7]), "ends": [vocabulary - 1]}
    if rng.random() < 0.4:
        o["top_k"] = rng.randint(1, vocabulary)
    if rng.random() < 0.4:
        o["top_p"] = rng.choice([0.1, 0.5, 0.9, 0.99])
    if rng.random() < 0.4:
        o["min_p"] = rng.choice([0.01, 0.1, 0.5])
    if rng.random() < 0.4:
        o["typical_p"] = rng.choice([0.05, 0.3, 0.7, 0.95])
    if rng.random() < 0.4:
        o["repetition_penalty"] = rng.choice([0.8, 1.3, 3.0])
    if rng.random() < 0.4:
        o["frequency_penalty"] = rng.choice([-1.0, 0.5, 2.0])
    if rng.random() < 0.4:
        o["presence_penalty"] = rng.choice([-1.0, 0.5, 2.0])
    if rng.random() < 0.3:
        o["no_repeat_ngram_size"] = rng.choice([2, 3])
    if rng.random() < 0.3:
        o["min_tokens"] = rng.choice([1, 20])
    if rng.random() < 0.3:
        o["logit_bias"] = {str(rng.randrange(vocabulary)): rng.choice([-100, -3.5, 2.25, 100]) for _ in range(3)}
    tokens = [rng.randrange(vocabulary) for _ in range(rng.randint(1, 12))]
    split = rng.randint(1, len(tokens))
    logits = row(rng, vocabulary)
    scores = processed(torch.tensor(logits, dtype=torch.double), tokens[:split], tokens[split:], o)
    probabilities = warped(scores, o)
    return {
        "options": o, "logits": logits, "prompt": tokens[:split], "output": tokens[split:],
        "probabilities": {str(i): float(f"{p:.9g}") for i, p in enumerate(probabilities.tolist()) if p > 0},
    }


def beam_case(rng):
    vocabulary = rng.choice([4, 12, 30])
    ends = rng.choice([[], [0], [0, 1]])
    beams = rng.choice([2, 3, 4, 6])
    o = {
        "num_beams": beams, "ends": ends, "max_tokens": rng.choice([1, 4, 9, 15]), "results": rng.randint(1, beams),
        "length_penalty": rng.choice([-1.0, 0.0, 0.7, 1.0, 2.0]), "early_stopping": rng.choice([False, True, "never"]),
    }
    if rng.random() < 0.4:
        o["repetition_penalty"] = rng.choice([1.2, 2.0])
    if rng.random() < 0.3 and vocabulary > 4:
        o["no_repeat_ngram_size"] = 2
    if rng.random() < 0.3 and ends and vocabulary > 4:
        o["min_tokens"] = min(3, o["max_tokens"])
    if rng.random() < 0.3:
        o["presence_penalty"] = 0.5
    prompt = [rng.randrange(vocabulary) for _ in range(3)]
    results = beam_search(vocabulary, prompt, o)
    for result in results:
        result["score"] = float(f"{result['score']:.9g}")
    return {"options": o, "vocabulary": vocabulary, "prompt": prompt, "results": results}


if __name__ == "__main__":
    generator = random.Random(20)
    cases = [choice_case(generator) for _ in range(300)] + [beam_case(generator) for _ in range(200)]
    lines = "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in cases)
    EXPECTED.write_bytes(gzip.compress(lines.encode(), mtime=0))
