"""Writes beams.jsonl.gz: beam searches and penalised greedy texts of ONNX Runtime GenAI.

Run with Python 3: python3 beams.py RIVALS, RIVALS being the node_modules of ../GptPrompting.Benchmarks/rivals once
they were measured; its library is called through its C interface (ort_genai_c.h). Three models: two of
../SmallModels, and the one in the box with a genai_config.json in a temporary folder.

Where GenAI (src/search.cpp, src/beam_search_scorer.cpp) has another definition than transformers, which we follow:
- The length by which it divides counts the prompt and not the end token. After a prompt of one token a text that ends
  has the same length in both; with length_penalty 0 all have. So longer prompts are compared with 0 only, and other
  penalties only where the search ended before the token limit, at which GenAI's texts would be one longer.
- early_stopping false compares the worst finished text with the best candidate of the step, and transformers with the
  best one that goes on; where the best candidate ends, GenAI searches on. It showed in the cases of SEARCHED_ON, of
  which the best text is compared: those of tiny-gpt with models in the box of their time, of the last eight of which
  beam_search of generation.py gave the other texts as we did. In those of FOUND_BETTER what GenAI finds there is better
  than all that were found before; beam_search of generation.py gives our texts, and they are left out.
- At the token limit GenAI adds every running beam, and transformers what ranks among the first num_beams candidates:
  they can differ from the second text on, so that then only the best one is compared.
- In beam search min_length and repetition_penalty change logits before the softmax, in transformers log-probabilities
  after it. They are compared in greedy search, where that is one. (Of 559 beam searches with one of them 97 differed,
  and none once the C# code was made to change logits as well.)
- It looks at 2 * num_beams candidates however many end tokens there are, so that there is one here.
- It hides pad_token_id from the model, also where it is the end-of-text token of a prompt; no prompt has it here.
- Texts are told without the end token; it is added again where a text is below the token limit.
"""

import ctypes
import gzip
import json
import pathlib
import random
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "../GptPrompting.Tests/Expected"
IN_BOX = HERE / "../../src/GptPrompting.TinyGpt/tiny-gpt/model_fp16.onnx"
PAD = 2047
SEARCHED_ON = [
    ("llama-genai", [208], 80), ("tiny-gpt", [127], 198), ("tiny-gpt", [980], 311), ("tiny-gpt", [262], 198),
    ("tiny-gpt", [277], 198), ("tiny-gpt", [625], 198), ("tiny-gpt", [64], 198), ("tiny-gpt", [13], 198),
    ("tiny-gpt", [13], 13), ("tiny-gpt", [594], 13),
]
FOUND_BETTER = [("tiny-gpt", [198], 198), ("tiny-gpt", [439], 198)]
CONFIG = {
    "model": {
        "type": "llama", "vocab_size": 2048, "context_length": 512,
        "bos_token_id": PAD, "eos_token_id": PAD, "pad_token_id": PAD,
        "decoder": {
            "session_options": {"provider_options": []}, "filename": "model_fp16.onnx",
            "head_size": 32, "hidden_size": 160, "num_attention_heads": 5, "num_key_value_heads": 5,
            "num_hidden_layers": 6,
            "inputs": {
                "input_ids": "input_ids", "attention_mask": "attention_mask", "position_ids": "position_ids",
                "past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value",
            },
            "outputs": {
                "logits": "logits", "present_key_names": "present.%d.key", "present_value_names": "present.%d.value",
            },
        },
    },
    "search": {"do_sample": False, "max_length": 512, "past_present_share_buffer": False},
}


class GenAi:
    """The library; each call returns null or an error."""

    def __init__(self, folder):
        systems = pathlib.Path(folder)
        path = "com.github.asus4.{0}/Plugins/Linux/x64/lib{0}.so"
        ctypes.CDLL(str(systems / path.format("onnxruntime")), mode=ctypes.RTLD_GLOBAL)
        self._library = ctypes.CDLL(str(systems / path.format("onnxruntime-genai")))
        self._library.OgaResultGetError.restype = ctypes.c_char_p
        self._library.OgaGenerator_IsDone.restype = ctypes.c_bool
        self._library.OgaGenerator_GetSequenceCount.restype = ctypes.c_size_t
        self._library.OgaGenerator_GetSequenceData.restype = ctypes.POINTER(ctypes.c_int32)
        for name in ["OgaCreateConfig", "OgaConfigOverlay", "OgaCreateModelFromConfig", "OgaCreateGeneratorParams",
                     "OgaGeneratorParamsSetSearchNumber", "OgaGeneratorParamsSetSearchBool", "OgaCreateGenerator",
                     "OgaGenerator_AppendTokens", "OgaGenerator_GenerateNextToken"]:
            getattr(self._library, name).restype = ctypes.c_void_p

    def call(self, name, *arguments):
        error = getattr(self._library, name)(*arguments)
        if error:
            raise RuntimeError(self._library.OgaResultGetError(ctypes.c_void_p(error)).decode())

    def create(self, name, *arguments):
        created = ctypes.c_void_p()
        self.call(name, *arguments, ctypes.byref(created))
        return created

    def destroy(self, name, created):
        getattr(self._library, name)(created)

    def search(self, folder, prompt, end, count, settings):
        """All texts without the prompt, and whether the search ended before the limit."""
        config = self.create("OgaCreateConfig", str(folder).encode())
        self.call("OgaConfigOverlay", config, json.dumps({"model": {"eos_token_id": end}}).encode())
        model = self.create("OgaCreateModelFromConfig", config)
        params = self.create("OgaCreateGeneratorParams", model)
        for name, value in (settings | {"max_length": len(prompt) + count}).items():
            if isinstance(value, bool):
                self.call("OgaGeneratorParamsSetSearchBool", params, name.encode(), value)
            else:
                self.call("OgaGeneratorParamsSetSearchNumber", params, name.encode(), ctypes.c_double(value))
        generator = self.create("OgaCreateGenerator", model, params)
        self.call("OgaGenerator_AppendTokens", generator, (ctypes.c_int32 * len(prompt))(*prompt),
                  ctypes.c_size_t(len(prompt)))
        steps = 0
        while not self._library.OgaGenerator_IsDone(generator):
            self.call("OgaGenerator_GenerateNextToken", generator)
            steps += 1
        texts = [self._text(generator, i, prompt, end, count) for i in range(settings.get("num_beams", 1))]
        for name, created in [("Generator", generator), ("GeneratorParams", params), ("Model", model),
                              ("Config", config)]:
            self.destroy("OgaDestroy" + name, created)
        return texts, steps < count

    def _text(self, generator, index, prompt, end, count):
        length = self._library.OgaGenerator_GetSequenceCount(generator, ctypes.c_size_t(index))
        data = self._library.OgaGenerator_GetSequenceData(generator, ctypes.c_size_t(index))
        tokens = data[len(prompt):length]
        return tokens if len(tokens) == count else tokens + [end]


class Model:
    def __init__(self, genai, name, folder, prompts, count):
        self._genai, self._name, self._folder, self._prompts, self._count = genai, name, folder, prompts, count

    def search(self, prompt, end, settings):
        return self._genai.search(self._folder, prompt, end, self._count, settings)

    def end(self, rng, prompt):
        """A token that the model writes soon, so that texts end."""
        texts, _ = self.search(prompt, 0, {"num_beams": 2, "num_return_sequences": 2})
        return rng.choice(rng.choice(texts)[:8])

    def case(self, options, prompt, end, results):
        options = {"ends": [end], "max_tokens": self._count} | options
        return {"model": self._name, "options": options, "prompt": prompt, "results": [{"tokens": t} for t in results]}

    def beam_case(self, rng, penalty):
        prompt = self._prompts(rng) if penalty == 0 else self._prompts(rng)[:1]
        end, beams = self.end(rng, prompt), rng.choice([2, 4])
        o = {"num_beams": beams, "length_penalty": penalty, "early_stopping": rng.random() < 0.5}
        texts, is_early = self.search(prompt, end, o | {"num_return_sequences": beams})
        search = (self._name, prompt, end)
        if not is_early and penalty != 0 or search in FOUND_BETTER and not o["early_stopping"]:
            return None
        results = texts if is_early and search not in SEARCHED_ON else texts[:1]
        return self.case(o | {"results": len(results)}, prompt, end, results)

    def greedy_case(self, rng):
        prompt = self._prompts(rng)
        end, settings, options = self.end(rng, prompt), {}, {}
        if rng.random() < 0.6:
            settings["repetition_penalty"] = options["repetition_penalty"] = rng.choice([0.8, 1.3, 2.0])
        if rng.random() < 0.4:
            settings["no_repeat_ngram_size"] = options["no_repeat_ngram_size"] = rng.choice([1, 2, 3])
        if rng.random() < 0.6:
            options["min_tokens"] = rng.choice([3, 12, 30])
            settings["min_length"] = len(prompt) + options["min_tokens"]
        return self.case(options, prompt, end, self.search(prompt, end, settings)[0])


def all_cases(model, rng):
    yield from (model.greedy_case(rng) for _ in range(60))
    for penalty in [0, 0.5, 1, 2]:
        yield from (case for case in (model.beam_case(rng, penalty) for _ in range(90)) if case)


if __name__ == "__main__":
    genai, rng = GenAi(sys.argv[1]), random.Random(31)
    texts = [each["ids"] for each in json.loads((EXPECTED / "completions.json").read_text())]
    texts = [[token for token in text if token != PAD] for text in texts]

    def in_box(rng):
        text = rng.choice(texts)
        at = rng.randrange(len(text))
        return text[at:at + rng.randint(1, 10)]

    def small(rng):
        return [rng.randrange(256) for _ in range(rng.randint(1, 10))]

    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "genai_config.json").write_text(json.dumps(CONFIG))
        pathlib.Path(folder, "model_fp16.onnx").write_bytes(IN_BOX.read_bytes())
        models = [
            Model(genai, "gpt2-genai", HERE / "../SmallModels/gpt2-genai", small, 40),
            Model(genai, "llama-genai", HERE / "../SmallModels/llama-genai", small, 40),
            Model(genai, "tiny-gpt", folder, in_box, 60),
        ]
        cases = [case for model in models for case in all_cases(model, rng)]
    lines = "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in cases)
    (EXPECTED / "beams.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    for name in sorted({case["model"] for case in cases}):
        beams = [case for case in cases if case["model"] == name and "num_beams" in case["options"]]
        print(name, sum(case["model"] == name for case in cases) - len(beams), "greedy,", len(beams), "beam searches")
