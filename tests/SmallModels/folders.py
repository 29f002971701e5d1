"""The files beside a graph: config and tokenizer."""
import json
import os
import shutil

from decoders import SHAPES, VOCABULARY

END = VOCABULARY - 1


def begin(path, name, with_config):
    """An empty folder with a tokenizer, and config.json unless another file takes its place."""
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    dump(path, "tokenizer.json", tokenizer())
    dump(path, "tokenizer_config.json", {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>"})
    if with_config:
        dump(path, "config.json", config(name))


def dump(path, name, value):
    with open(os.path.join(path, name), "w") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)
        f.write("\n")


def size(path):
    return sum(os.path.getsize(os.path.join(place, file)) for place, _, files in os.walk(path) for file in files)


def tokenizer():
    """Byte-level BPE without merges: each byte is a token, and its id."""
    return {
        "version": "1.0",
        "added_tokens": [{"id": END, "content": "<|endoftext|>", "single_word": False, "lstrip": False,
                          "rstrip": False, "normalized": False, "special": True}],
        "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "vocab": {character: byte for byte, character in enumerate(alphabet())}, "merges": []},
    }


def alphabet():
    """The visible character that byte-level tokenizers write for each byte."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return [chr(byte) if byte in visible else chr(256 + hidden.index(byte)) for byte in range(256)]


def config(name):
    shape = SHAPES[name]
    tokens = {"vocab_size": VOCABULARY, "bos_token_id": END, "eos_token_id": END}
    old = {"n_positions": shape.positions, "n_embd": shape.width, "n_head": shape.heads, "n_layer": shape.layers}
    new = {"max_position_embeddings": shape.positions, "hidden_size": shape.width, "num_hidden_layers": shape.layers}
    return {
        "gpt1": {"model_type": "openai-gpt", "architectures": ["OpenAIGPTLMHeadModel"], **old},
        "gpt2": {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], **old},
        "gptneo": {"model_type": "gpt_neo", "architectures": ["GPTNeoForCausalLM"],
                   "max_position_embeddings": shape.positions, "hidden_size": shape.width, "num_heads": shape.heads,
                   "num_layers": shape.layers, "window_size": shape.window,
                   "attention_types": [[["global", "local"], shape.layers // 2]],
                   "attention_layers": ["global", "local"] * (shape.layers // 2)},
        "gptj": {"model_type": "gptj", "architectures": ["GPTJForCausalLM"], **old, "rotary_dim": shape.rotary},
        "gptneox": {"model_type": "gpt_neox", "architectures": ["GPTNeoXForCausalLM"], **new,
                    "num_attention_heads": shape.heads, "rotary_pct": shape.rotary / shape.size},
        "llama": {"model_type": "llama", "architectures": ["LlamaForCausalLM"], **new,
                  "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads, "head_dim": shape.size},
    }[name] | tokens


def genai_config(kind, shape, filename, inputs, outputs):
    """What ONNX Runtime GenAI reads instead of config.json."""
    return {
        "model": {
            "type": kind, "vocab_size": VOCABULARY, "context_length": shape.positions,
            "bos_token_id": END, "eos_token_id": END, "pad_token_id": END,
            "decoder": {
                "session_options": {"log_id": "onnxruntime-genai", "provider_options": []},
                "filename": filename, "head_size": shape.size, "hidden_size": shape.width,
                "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads,
                "num_hidden_layers": shape.layers, "inputs": inputs, "outputs": outputs,
            },
        },
        "search": {"do_sample": False, "max_length": shape.positions, "num_beams": 1, "past_present_share_buffer": False},
    }
