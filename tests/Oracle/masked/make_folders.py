"""Writes the folders of tests/GptPrompting.Tests/Encoders from fixed seeds, and Expected/encoders.json: what PyTorch computes.

`python3 make_folders.py`; needs torch 1.13 and onnx 1.12. tiny-roberta: random, int32 inputs, float16 logits, positions behind that
of padding, no states. tiny-sentence: an encoder without logits, as sentence-transformers exports it. tiny-decoder: a GPT-2 with
hidden states and attentions. examples/MinimalPairs/tiny-bert is trained; train_tiny_bert.py writes it, this script only computes.
"""
import json
import os
import tempfile

import onnx
import torch
from onnx import numpy_helper

import bytepair
import decoder
import wordpiece
from encoder import Encoder, export, rounded

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, "../../GptPrompting.Tests")
BERT = os.path.join(HERE, "../../../examples/MinimalPairs/tiny-bert")
TEXTS = ["the cat sat on the mat.", "a running man", "the", "Running in the mist, a cat sang!"]
MASKED = ["the cat sat on the <mask>.", "a <mask> sat <mask>"]


def save(folder, **files):
    for name, content in files.items():
        path = os.path.join(folder, name.replace("__", "/") + ".json")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write((content if isinstance(content, str) else json.dumps(content, indent=2)) + "\n")


def scores(predict, ids, word_of, mask_id):
    """Log-probabilities of the scored tokens, with the token, the rest of its word, or its whole word hidden."""
    rows = {"token": [], "rest_of_word": [], "whole_word": []}
    for i, word in enumerate(word_of):
        if word < 0:
            continue
        same = [j for j, w in enumerate(word_of) if w == word]
        for kind, hidden in (("token", [i]), ("rest_of_word", [j for j in same if j >= i]), ("whole_word", same)):
            read = [mask_id if j in hidden else t for j, t in enumerate(ids)]
            rows[kind].append(round(predict(read)[i].log_softmax(-1)[ids[i]].item(), 6))
    return rows


def fills(predict, ids, mask_id, top=4):
    out = []
    for i in (i for i, t in enumerate(ids) if t == mask_id):
        best = predict(ids)[i].log_softmax(-1).topk(top)
        out.append({"index": i, "ids": best.indices.tolist(), "logProbabilities": [round(v, 6) for v in best.values.tolist()]})
    return out


def masked_cases(folder, predict, encode, mask_id, texts, masked):
    cases = []
    for text in texts:
        ids, word_of = encode(text)
        cases.append({"folder": folder, "text": text, "ids": ids, "scores": scores(predict, ids, word_of, mask_id)})
    for text in masked:
        ids, _ = encode(text)
        cases.append({"folder": folder, "text": text, "ids": ids, "fills": fills(predict, ids, mask_id)})
    return cases


def numbers(tensor):
    return [round(v, 5) for v in tensor.flatten().tolist()]


def roberta():
    torch.manual_seed(11)
    tokens = bytepair.vocabulary()
    ids = {t: i for i, t in enumerate(tokens)}
    model = rounded(Encoder(len(tokens), width=32, heads=2, positions=34, types=0, pad=1, roberta=True).eval())
    for p in model.parameters():
        p.data *= 4 if p.dim() == 2 else 1
    folder = os.path.join(TESTS, "Encoders/tiny-roberta")
    save(folder, config={"model_type": "roberta", "architectures": ["RobertaForMaskedLM"], **model.config},
         tokenizer=bytepair.tokenizer_json(),
         tokenizer_config={"tokenizer_class": "RobertaTokenizer", "pad_token": "<pad>", "cls_token": "<s>",
                           "sep_token": "</s>", "mask_token": {"content": "<mask>", "lstrip": True}})
    names = ["logits", "h0", "h1", "h2", "a0", "a1"]
    export(model, os.path.join(folder, "model.onnx"), names, outputs=["logits"], half_weights=True, half_logits=True,
           int32=True)

    def predict(read):
        with torch.no_grad():
            return model(torch.tensor([read]), torch.ones(1, len(read), dtype=torch.int64))[0][0]
    return masked_cases("tiny-roberta", predict, lambda t: bytepair.encode(t, ids), ids["<mask>"], TEXTS, MASKED)


class Sentence(torch.nn.Module):
    """A sentence-transformers model: states of the tokens, and their mean scaled to length 1."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder, self.kinds = encoder, encoder.kinds

    def forward(self, ids, mask, kinds=None):
        states = self.encoder.states(ids, mask, kinds)[0][-1]
        weights = mask[:, :, None].float()
        mean = (states * weights).sum(1) / weights.sum(1)
        return states, mean / mean.norm(dim=1, keepdim=True)


def sentence():
    torch.manual_seed(12)
    tokens = bytepair.vocabulary()
    ids = {t: i for i, t in enumerate(tokens)}
    encoder = Encoder(len(tokens), width=32, heads=2, layers=1, positions=48, types=2, pad=1)
    for p in encoder.parameters():
        p.data *= 4 if p.dim() == 2 else 1
    model = Sentence(rounded(encoder.eval())).eval()
    folder = os.path.join(TESTS, "Encoders/tiny-sentence")
    save(folder, config={"model_type": "bert", "architectures": ["BertModel"], **encoder.config},
         tokenizer=bytepair.tokenizer_json(), tokenizer_config={"model_max_length": 32, "pad_token": "<pad>"})
    export(model, os.path.join(folder, "model.onnx"), ["token_embeddings", "sentence_embedding"], half_weights=True)
    cases = []
    for text in TEXTS:
        read = torch.tensor([bytepair.encode(text, ids)[0]])
        with torch.no_grad():
            states, vector = model(read, torch.ones_like(read))
        cases.append({"folder": "tiny-sentence", "text": text, "ids": read[0].tolist(), "sentence": numbers(vector[0]),
                      "mean": numbers(states[0].mean(0)), "first": numbers(states[0, 0]), "last": numbers(states[0, -1])})
    return cases


def gpt():
    torch.manual_seed(13)
    tokens = bytepair.vocabulary()
    ids = {t: i for i, t in enumerate(tokens)}
    model = decoder.Decoder(len(tokens), positions=40).eval()
    folder = os.path.join(TESTS, "Encoders/tiny-decoder")
    template = json.loads(bytepair.tokenizer_json())
    template["post_processor"] = None
    save(folder, config={"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_positions": 40,
                         "vocab_size": len(tokens), "eos_token_id": 2},
         tokenizer=json.dumps(template, ensure_ascii=False, indent=1))
    decoder.export(model, os.path.join(folder, "model.onnx"))
    cases = []
    for text in TEXTS:
        read = bytepair.encode(text, ids)[0][1:-1]
        logits, hidden, attentions = model.read(read)
        cases.append({"folder": "tiny-decoder", "text": text, "ids": read, "mean": numbers(hidden[-1].mean(0)),
                      "first": numbers(hidden[-1][0]), "last": numbers(hidden[-1][-1]),
                      "hidden": [numbers(h) for h in hidden] if len(read) < 10 else None,
                      "attentions": [numbers(a) for a in attentions] if len(read) < 10 else None})
    return cases


def bert():
    with open(os.path.join(BERT, "tokenizer.json")) as f:
        ids = json.load(f)["model"]["vocab"]
    model = Encoder(len(ids)).eval()
    load_weights(model, onnx.load(os.path.join(BERT, "model.onnx")).graph)

    def read(tokens):
        with torch.no_grad():
            return model(torch.tensor([tokens]), torch.ones(1, len(tokens), dtype=torch.int64))

    texts = ["The cats near the tree are happy.", "She walks, and he zigzags!", "dogs"]
    masked = ["The [MASK] is happy.", "The dogs [MASK] [MASK] the park."]
    cases = masked_cases("tiny-bert", lambda t: read(t)[0][0], lambda t: wordpiece.encode(t, ids), ids["[MASK]"], texts,
                         masked)
    for text in texts[::2]:
        tokens, _ = wordpiece.encode(text, ids)
        _, *states = read(tokens)
        cases.append({"folder": "tiny-bert", "text": text, "ids": tokens, "mean": numbers(states[2][0].mean(0)),
                      "first": numbers(states[2][0, 0]), "last": numbers(states[2][0, -1]),
                      "hidden": [numbers(h[0]) for h in states[:3]] if text == "dogs" else None,
                      "attentions": [numbers(a[0]) for a in states[3:]] if text == "dogs" else None})
    return cases


def load_weights(model, graph):
    """The trained weights out of their graph. The exporter names most of them anew: a model that holds the number of each
    parameter shows, exported in the same way, which is which; what has a new name was transposed."""
    parameters = dict(model.named_parameters())
    for number, parameter in enumerate(parameters.values()):
        parameter.data.fill_(number + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "numbers.onnx")
        export(model, path, [o.name for o in graph.output], half_weights=True)
        numbered = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    trained = {t.name: torch.tensor(numpy_helper.to_array(t).astype("float32")) for t in graph.initializer}
    missing = set(parameters)
    for name, values in numbered.items():
        if values.dtype.kind == "f" and values.size and (values == values.flat[0]).all() and values.flat[0] >= 1:
            parameter = list(parameters)[int(values.flat[0]) - 1]
            kept = name.removesuffix(".half") in parameters
            parameters[parameter].data = trained[name] if kept or values.ndim < 2 else trained[name].t()
            missing.discard(parameter)
    assert not missing, missing


def main():
    cases = [*roberta(), *sentence(), *gpt(), *bert()]
    with open(os.path.join(TESTS, "Expected/encoders.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
