"""The folders of each architecture: which graphs they hold, in which form."""
import os

import onnx

import exporting as ex
import gqa
import rewriting as rw
from decoders import SHAPES
from folders import dump, genai_config

SEPARATE_INPUTS = {"input_ids": "input_ids", "attention_mask": "attention_mask",
                   "past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value"}
SEPARATE_OUTPUTS = {"logits": "logits", "present_key_names": "present.%d.key", "present_value_names": "present.%d.value"}
COMBINED_INPUTS = {"input_ids": "input_ids", "attention_mask": "attention_mask", "position_ids": "position_ids",
                   "past_names": "past_%d"}
COMBINED_OUTPUTS = {"logits": "logits", "present_names": "present_%d"}


def of(name):
    """Folder -> function (path, model) that writes its graphs."""
    return {
        "gpt1": {"gpt1-plain": plain_without_mask},
        "gpt2": {
            "gpt2-optimum": optimum, "gpt2-split": split, "gpt2-merged": merged, "gpt2-transformersjs": transformersjs,
            "gpt2-external": external, "gpt2-legacy": legacy, "gpt2-genai": genai_combined, "gpt2-plain": plain,
            "gpt2-bf16": bf16,
        },
        "gptneo": {"gptneo-optimum": optimum_with_open_sizes},
        "gptj": {"gptj-optimum": optimum},
        "gptneox": {"gptneox-optimum": optimum},
        "llama": {"llama-optimum": optimum, "llama-genai": genai_gqa, "llama-genai-fp16": genai_gqa_fp16,
                  "llama-genai-int4": genai_gqa_int4},
    }[name]


def save(path, file, graph):
    onnx.checker.check_model(graph) if not ex.has_contrib(graph) else None
    os.makedirs(os.path.dirname(os.path.join(path, file)), exist_ok=True)
    onnx.save(graph, os.path.join(path, file))


def optimum(path, model):
    save(path, "model.onnx", ex.export(model, past="separate"))


def optimum_with_open_sizes(path, model):
    graph = ex.export(model, past="separate")
    for value in [*graph.graph.input, *graph.graph.output]:
        if value.name.startswith(("past", "present")):
            value.type.tensor_type.shape.dim[1].dim_param = "num_heads"
            value.type.tensor_type.shape.dim[3].dim_param = "head_size"
    save(path, "model.onnx", graph)


def split(path, model):
    """As Optimum wrote them until 2023: no positions, and one token at a time behind a past."""
    save(path, "decoder_model.onnx", ex.export(model, past=None, with_presents=True, with_positions=False))
    save(path, "decoder_with_past_model.onnx", ex.export(model, past="separate", with_positions=False, one_token=True))


def merged(path, model):
    """The branch that goes on was traced with one token, so that it does not hide later new tokens from earlier ones."""
    begin = ex.export(model, past=None, with_presents=True, with_positions=False)
    go_on = ex.export(model, past="separate", with_positions=False, masks_new_tokens=False)
    save(path, "decoder_model_merged.onnx", rw.merge(begin, go_on))


def transformersjs(path, model):
    graph = ex.export(model, past="separate", kept_rows="num_logits_to_keep")
    save(path, "onnx/model.onnx", graph)
    save(path, "onnx/model_fp16.onnx", rw.to_float16(graph))


def external(path, model):
    graph = ex.export(model, past="separate")
    onnx.save(graph, os.path.join(path, "model.onnx"), save_as_external_data=True, all_tensors_to_one_file=True,
              location="model.onnx_data", size_threshold=256)


def legacy(path, model):
    save(path, "model.onnx", ex.export(model, past="combined", integer="int32", mask_type="float"))


def genai_combined(path, model):
    save(path, "gpt2.onnx", ex.export(model, past="combined", integer="int32", mask_type="int32"))
    dump(path, "genai_config.json", genai_config("gpt2", model.shape, "gpt2.onnx", COMBINED_INPUTS, COMBINED_OUTPUTS))


def plain(path, model):
    save(path, "model.onnx", ex.export(model, past=None, with_positions=False))


def plain_without_mask(path, model):
    save(path, "model.onnx", ex.export(model, past=None, with_positions=False, with_mask=False))


def bf16(path, model):
    save(path, "model.onnx", rw.with_bfloat16_edges(ex.export(model, past="separate")))


def write_gqa(path, graph):
    save(path, "model.onnx", graph)
    dump(path, "genai_config.json",
         genai_config("llama", SHAPES["llama"], "model.onnx", SEPARATE_INPUTS, SEPARATE_OUTPUTS))


def genai_gqa(path, model):
    write_gqa(path, gqa.build(model))


def genai_gqa_fp16(path, model):
    write_gqa(path, rw.to_float16(gqa.build(model)))


def genai_gqa_int4(path, model):
    write_gqa(path, gqa.build(model, is_int4=True, last_row_only=True))
