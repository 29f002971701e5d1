"""Writes the folders beside this file: `/usr/bin/python3 make_models.py` (PyTorch 1.13, onnx 1.12), always the same."""
import os

import torch

import expected
import folders
import gqa
import layouts
from decoders import SHAPES, build

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    torch.set_num_threads(1)
    for seed, name in enumerate(SHAPES):
        model = build(name, seed + 1)
        expected.write(os.path.join(HERE, "expected", f"{name}.json"), name, model)
        for folder, write in layouts.of(name).items():
            path = os.path.join(HERE, folder)
            folders.begin(path, name, with_config="genai" not in folder)
            write(path, model)
            print(f"{folder}: {folders.size(path) // 1000} kB")
    with_4_bit_weights = build("llama", list(SHAPES).index("llama") + 1)
    gqa.round_weights(with_4_bit_weights)
    expected.write(os.path.join(HERE, "expected", "llama-int4.json"), "llama-int4", with_4_bit_weights)


main()
