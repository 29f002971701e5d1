"""A model's folder as the SDK opens it: graph, config.json, generation_config.json, tokenizer.json and its twins.

The weights are read back from the graph, so that any folder of this pipeline, also the model in the box, can be
trained on.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from . import files, graph
from .bpe import END_OF_TEXT, Tokenizer
from .errors import TrainingError
from .model import GPT, Shape

GRAPHS = {"float32": "model.onnx", "float16": "model_fp16.onnx"}


def write(folder, model, tokenizer, weights=("float32", "float16")):
    folder = Path(folder)
    write_tokenizer(folder, tokenizer, model.shape.context_length)
    write_config(folder, model.shape)
    state = {name: p.detach().float().cpu().numpy() for name, p in model.state_dict().items()}
    for form in weights:
        content = graph.build(state, model.shape, half=form == "float16").SerializeToString()
        files.write(folder / GRAPHS[form], content)


def write_config(folder, shape):
    end = shape.vocabulary_size - 1
    files.write_json(
        folder / "config.json",
        {
            "model_type": "gpt2",
            "architectures": ["GPT2LMHeadModel"],
            "vocab_size": shape.vocabulary_size,
            "n_positions": shape.context_length,
            "n_ctx": shape.context_length,
            "n_embd": shape.width,
            "n_layer": shape.layers,
            "n_head": shape.heads,
            "n_inner": 4 * shape.width,
            "activation_function": "gelu_new",
            "layer_norm_epsilon": 1e-05,
            "initializer_range": 0.02,
            "resid_pdrop": 0.0,
            "embd_pdrop": 0.0,
            "attn_pdrop": 0.0,
            "scale_attn_weights": True,
            "tie_word_embeddings": True,
            "use_cache": True,
            "bos_token_id": end,
            "eos_token_id": end,
            "torch_dtype": "float32",
        },
    )
    files.write_json(
        folder / "generation_config.json",
        {
            "bos_token_id": end,
            "eos_token_id": end,
            "pad_token_id": end,
            "max_length": shape.context_length,
            "do_sample": False,
        },
    )


def write_tokenizer(folder, tokenizer, context_length):
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    end = {"id": tokenizer.end_of_text, "content": END_OF_TEXT, "single_word": False, "lstrip": False, "rstrip": False}
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": "",
        "end_of_word_suffix": "",
        "fuse_unk": False,
        "byte_fallback": False,
        "vocab": tokenizer.vocabulary,
        "merges": [f"{left} {right}" for left, right in tokenizer.merges],
    }
    whole = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [end | {"normalized": False, "special": True}],
        "normalizer": None,
        "pre_tokenizer": byte_level,
        "post_processor": byte_level,
        "decoder": byte_level,
        "model": model,
    }
    files.write_json(folder / "tokenizer.json", whole, indent=1)
    files.write_json(folder / "vocab.json", tokenizer.vocabulary, indent=None)
    files.write(folder / "merges.txt", "#version: 0.2\n" + "".join(f"{line}\n" for line in model["merges"]))
    special = {name: END_OF_TEXT for name in ("bos_token", "eos_token", "unk_token", "pad_token")}
    config = {"model_max_length": context_length, "tokenizer_class": "GPT2Tokenizer", "add_prefix_space": False}
    files.write_json(folder / "tokenizer_config.json", config | special, indent=1)


def read_tokenizer(folder):
    path = Path(folder) / "tokenizer.json"
    try:
        model = files.read_json(path)["model"]
        merges = [m.split(" ") if isinstance(m, str) else m for m in model["merges"]]
        vocabulary = model["vocab"]
    except (KeyError, TypeError, AttributeError) as error:
        raise TrainingError(f"{path}: error: is no tokenizer of byte-level BPE: {error}") from error
    tokenizer = Tokenizer(merges)
    same = {token: i for token, i in tokenizer.vocabulary.items() if token != END_OF_TEXT}
    if {token: i for token, i in vocabulary.items() if token != END_OF_TEXT} != same:
        raise TrainingError(f"{path}: error: has another order of ids than this pipeline writes")
    return tokenizer


def read_shape(folder):
    path = Path(folder) / "config.json"
    config = files.read_json(path)
    try:
        names = ("vocab_size", "n_positions", "n_layer", "n_embd", "n_head")
        return Shape(*(int(config[name]) for name in names))
    except (KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"{path}: error: is no config of a GPT-2: {error!r}") from error


def read(folder):
    """(model, tokenizer) of a folder that this pipeline wrote; of several graphs the one with whole floats."""
    folder = Path(folder)
    shape, tokenizer = read_shape(folder), read_tokenizer(folder)
    if tokenizer.end_of_text != shape.vocabulary_size - 1:
        raise TrainingError(
            f"{folder}: error: config.json has {shape.vocabulary_size} ids, tokenizer.json {tokenizer.end_of_text + 1}"
        )
    path = next((folder / name for name in GRAPHS.values() if (folder / name).exists()), None)
    if path is None:
        raise TrainingError(f"{folder}: error: holds neither {' nor '.join(GRAPHS.values())}")
    model = GPT(shape)
    load_weights(model, path)
    return model, tokenizer


def load_weights(model, path):
    try:
        initializers = {i.name: i for i in onnx.load(str(path)).graph.initializer}
    except Exception as error:  # protobuf's errors have no common base that onnx names
        raise TrainingError(f"{path}: error: is no ONNX file: {error}") from error
    state = model.state_dict()
    for name, wanted in state.items():
        stored = graph.stored_name(name)
        found = initializers.get(stored, initializers.get(stored + ".fp16"))
        if found is None:
            raise TrainingError(f"{path}: error: has no weights {stored}; this pipeline did not write it")
        array = numpy_helper.to_array(found).astype(np.float32)
        array = array.T if graph.is_transposed(name) else array
        if array.shape != tuple(wanted.shape):
            raise TrainingError(f"{path}: error: {stored} is {array.shape}; config.json says {tuple(wanted.shape)}")
        state[name] = torch.from_numpy(np.ascontiguousarray(array))
    model.load_state_dict(state)
