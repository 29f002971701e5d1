"""What a model writes by itself, for a model that goes on from it to read: so it keeps what no generator teaches.

The texts that people wrote may be gone; the model that read them can still say what it took from them.
"""

import json
from pathlib import Path

import torch

from . import files

NAME = "recalled.jsonl"
# How a document begins: the share of those that begin so.
STARTS = {
    "Once upon a time": 0.16,
    "One day,": 0.05,
    "English:": 0.51,
    "Classify the sentiment of the text as Positive or Negative.\nInput:": 0.18,
    "Classify the sentiment of the review as Positive or Negative.\nReview:": 0.1,
}
LONGEST = 300
AT_ONCE = 64


def read_or_write(output, model, tokenizer, count, seed, report):
    """[ids, ended by end of text]: written at a run's first start, read afterwards."""
    path = Path(output) / NAME
    if not path.exists():
        documents = write(model, tokenizer, count, seed)
        files.write(path, "".join(json.dumps({"ids": ids}) + "\n" for ids in documents))
        report(f"the starting model wrote {len(documents)} documents, {sum(map(len, documents))} tokens")
    return [document["ids"] for _, document in files.read_jsonl(path)]


def write(model, tokenizer, count, seed):
    """About `count` documents, each a list of ids."""
    generator = torch.Generator(model.wte.weight.device).manual_seed(seed)
    documents = []
    for text, share in STARTS.items():
        start, some = tokenizer.encode(text), round(share * count)
        for at in range(0, some, AT_ONCE):
            documents += sample(model, start, min(AT_ONCE, some - at), tokenizer.end_of_text, generator)
    return documents


@torch.no_grad()
def sample(model, start, count, end_of_text, generator):
    """`count` continuations of `start`, drawn at temperature 1; one that does not end is cut without an end."""
    ids = torch.tensor([start] * count, device=model.wte.weight.device)
    longest, past, new = min(LONGEST, model.shape.context_length), None, ids
    while ids.shape[1] < longest and not (ids == end_of_text).any(1).all():
        positions = torch.arange(ids.shape[1] - new.shape[1], ids.shape[1], device=ids.device)
        visible = (torch.arange(ids.shape[1], device=ids.device)[None] <= positions[:, None])[None, None]
        logits, past = model(new, positions.expand(new.shape), visible, past)
        new = torch.multinomial(logits[:, -1].float().softmax(-1), 1, generator=generator)
        ids = torch.cat([ids, new], 1)
    return [upto(row, end_of_text) for row in ids.tolist()]


def upto(ids, end_of_text):
    return ids[: ids.index(end_of_text) + 1] if end_of_text in ids else ids
