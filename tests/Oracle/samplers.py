"""Writes samplers.jsonl.gz: what the samplers of llama.cpp give for 400 random rows and options.

Run with Python 3: python3 samplers.py RIVALS, RIVALS being the node_modules of ../GptPrompting.Benchmarks/rivals once
they were measured; node-llama-cpp has llama.cpp's library for Linux. A row goes through llama_sampler_apply of one
sampler after the other, without a model: logit_bias, penalties, temp, top_k, top_p, min_p, typical, in our order,
which is that of transformers; llama.cpp leaves the order to its caller.

Where llama.cpp has another definition than transformers, and we follow transformers: of the tokens as near to the
entropy as the last typical one it keeps one and not all, so that no two logits of a row are the same; a logit of
-Infinity makes its entropy NaN, which keeps every token, so that no token is banned where typical_p is set; a bias of
-100 does not ban, so that it is given as -Infinity here; its penalties see the tokens that they are told, so that the
repetition penalty is told prompt and output, and the others the output alone.
"""

import ctypes
import gzip
import json
import math
import pathlib
import random
import sys

EXPECTED = pathlib.Path(__file__).parent / "../GptPrompting.Tests/Expected/samplers.jsonl.gz"
NEVER = float("-inf")


class Token(ctypes.Structure):
    _fields_ = [("id", ctypes.c_int32), ("logit", ctypes.c_float), ("p", ctypes.c_float)]


class Tokens(ctypes.Structure):
    _fields_ = [
        ("data", ctypes.POINTER(Token)), ("size", ctypes.c_size_t), ("selected", ctypes.c_int64),
        ("sorted", ctypes.c_bool),
    ]


class Bias(ctypes.Structure):
    _fields_ = [("token", ctypes.c_int32), ("bias", ctypes.c_float)]


def library(folder):
    files = sorted(pathlib.Path(folder, "@node-llama-cpp/linux-x64/bins/linux-x64").glob("libllama.v*.so"))
    llama = ctypes.CDLL(str(files[0]))
    integer, number, size, sampler = ctypes.c_int32, ctypes.c_float, ctypes.c_size_t, ctypes.c_void_p
    for name, kinds in {
        "logit_bias": [integer, integer, ctypes.POINTER(Bias)],
        "penalties": [integer, integer, number, number, number],
        "temp": [number], "top_k": [integer], "top_p": [number, size], "min_p": [number, size],
        "typical": [number, size],
    }.items():
        function = getattr(llama, "llama_sampler_init_" + name)
        function.argtypes, function.restype = kinds, sampler
    llama.llama_sampler_accept.argtypes = [sampler, integer]
    llama.llama_sampler_apply.argtypes = [sampler, ctypes.POINTER(Tokens)]
    llama.llama_sampler_free.argtypes = [sampler]
    return llama


def samplers(llama, vocabulary, o):
    """Each with whether it is told the prompt as well."""
    if "logit_bias" in o:
        biases = [Bias(int(token), NEVER if bias == -100 else bias) for token, bias in o["logit_bias"].items()]
        yield llama.llama_sampler_init_logit_bias(vocabulary, len(biases), (Bias * len(biases))(*biases)), True
    if "repetition_penalty" in o:
        yield llama.llama_sampler_init_penalties(vocabulary, 99, o["repetition_penalty"], 0, 0), True
    if "frequency_penalty" in o or "presence_penalty" in o:
        frequency, presence = o.get("frequency_penalty", 0), o.get("presence_penalty", 0)
        yield llama.llama_sampler_init_penalties(vocabulary, 99, 1, frequency, presence), False
    yield llama.llama_sampler_init_temp(o["temperature"]), True
    if "top_k" in o:
        yield llama.llama_sampler_init_top_k(o["top_k"]), True
    if "top_p" in o:
        yield llama.llama_sampler_init_top_p(o["top_p"], 1), True
    if "min_p" in o:
        yield llama.llama_sampler_init_min_p(o["min_p"], 1), True
    if "typical_p" in o:
        yield llama.llama_sampler_init_typical(o["typical_p"], 1), True


def probabilities(llama, case):
    logits = case["logits"]
    row = (Token * len(logits))(*[Token(i, logit, 0) for i, logit in enumerate(logits)])
    tokens = Tokens(row, len(logits), -1, False)
    for sampler, sees_prompt in samplers(llama, len(logits), case["options"]):
        for token in (case["prompt"] if sees_prompt else []) + case["output"]:
            llama.llama_sampler_accept(sampler, token)
        llama.llama_sampler_apply(sampler, ctypes.byref(tokens))
        llama.llama_sampler_free(sampler)
    # The weights of what is left, in double precision.
    left = {tokens.data[i].id: tokens.data[i].logit for i in range(tokens.size)}
    best = max(left.values())
    weights = {token: math.exp(logit - best) for token, logit in sorted(left.items())}
    total = sum(weights.values())
    return {str(token): float(f"{weight / total:.7g}") for token, weight in weights.items() if weight > 0}


def random_case(rng):
    vocabulary = rng.choice([12, 30, 120])
    o = {"ends": [], "temperature": rng.choice([0.3, 0.7, 1.0, 1.7])}
    for name, chance, values in [
        ("top_k", 0.4, range(1, vocabulary)), ("top_p", 0.4, [0.1, 0.5, 0.9, 0.99]), ("min_p", 0.4, [0.01, 0.1, 0.5]),
        ("typical_p", 0.4, [0.05, 0.3, 0.7, 0.95]), ("repetition_penalty", 0.3, [0.8, 1.3, 3.0]),
        ("frequency_penalty", 0.3, [-1.0, 0.5, 2.0]), ("presence_penalty", 0.3, [-1.0, 0.5, 2.0]),
    ]:
        if rng.random() < chance:
            o[name] = rng.choice(values)
    if rng.random() < 0.3:
        biases = [-3.5, 2.25, 6.5] if "typical_p" in o else [-100, -3.5, 2.25, 6.5]
        o["logit_bias"] = {str(rng.randrange(vocabulary)): rng.choice(biases) for _ in range(3)}
    # Multiples of 2^-10 are exact in 32-bit floats.
    logits = [number / 1024 for number in rng.sample(range(-4096, 4096), vocabulary)]
    tokens = [rng.randrange(vocabulary) for _ in range(rng.randint(1, 12))]
    split = rng.randint(1, len(tokens))
    return {"options": o, "logits": logits, "prompt": tokens[:split], "output": tokens[split:]}


if __name__ == "__main__":
    llama = library(sys.argv[1])
    cases = [random_case(rng) for rng in [random.Random(29)] for _ in range(400)]
    lines = [json.dumps(case | {"probabilities": probabilities(llama, case)}, separators=(",", ":")) for case in cases]
    EXPECTED.write_bytes(gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0))
    print(f"{len(lines)} rows, {EXPECTED.stat().st_size} bytes")
