"""Writes a small random model's folder, and PyTorch's logits for some sequences, for another runtime to meet.

python3 -m training.tests.reference FOLDER
"""

import sys
from pathlib import Path

import torch

from training import files, folder
from training.bpe import Tokenizer
from training.model import GPT, Shape

SHAPE = Shape(vocabulary_size=257, context_length=32, layers=3, width=48, heads=3)
LENGTHS = (12, 7, 1)


def write(path):
    torch.manual_seed(3)
    model = GPT(SHAPE)
    for p in model.parameters():
        # A fresh model's biases are 0 and its logits near 0; neither would show a mistake.
        p.data += 0.1 * torch.randn_like(p)
    folder.write(path, model, Tokenizer([]))
    sequences = [torch.randint(0, SHAPE.vocabulary_size, (length,)) for length in LENGTHS]
    for form, graph in folder.GRAPHS.items():
        # float16: the arithmetic is float32's on both sides, with the rounded weights.
        folder.load_weights(model, Path(path) / graph)
        files.write_json(Path(path) / f"{form}.json", [case(model, ids) for ids in sequences])


@torch.no_grad()
def case(model, ids):
    return {"ids": ids.tolist(), "logits": model.read(ids[None])[0].tolist()}


if __name__ == "__main__":
    write(sys.argv[1])
