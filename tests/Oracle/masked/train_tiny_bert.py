"""Trains examples/MinimalPairs/tiny-bert and writes pairs.jsonl beside it: `python3 train_tiny_bert.py [STEPS]`.

Needs torch 1.13 and onnx 1.12; some minutes on one core. Sentences: grammar.py, so nothing of anybody else's is in the weights.
"""
import json
import os
import random
import sys

import torch

from encoder import Encoder, export, rounded
from grammar import INTRANSITIVE, TRANSITIVE, Grammar, minimal_pairs
from wordpiece import encode, tokenizer_json, vocabulary

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../examples/MinimalPairs")
STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 6000


def batch_of(rows, tokens, chooser):
    """Ids, mask and targets of masked language modelling: 15 % of the tokens, 80 / 10 / 10 (Devlin et al. 2018)."""
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    mask = (ids != 0).long()
    chosen = (torch.rand(ids.shape, generator=chooser) < 0.15) & (ids > 4)
    how = torch.rand(ids.shape, generator=chooser)
    anything = torch.randint(5, len(tokens), ids.shape, generator=chooser)
    read = torch.where(chosen & (how < 0.8), torch.tensor(tokens.index("[MASK]")), ids)
    read = torch.where(chosen & (how >= 0.9), anything, read)
    return read, mask, torch.where(chosen, ids, torch.tensor(-100))


def train(model, rows, tokens):
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, STEPS, pct_start=0.1)
    chooser, order = torch.Generator().manual_seed(1), random.Random(1)
    for step in range(STEPS):
        read, mask, targets = batch_of(order.sample(rows, 96), tokens, chooser)
        loss = torch.nn.functional.cross_entropy(
            model.head(model.states(read, mask)[0][-1]).flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            print(step, round(loss.item(), 3), flush=True)


def pseudo_log_likelihood(model, row, mask_id):
    copies = torch.tensor([row[:i] + [mask_id] + row[i + 1:] for i in range(1, len(row) - 1)])
    with torch.no_grad():
        logits = model(copies, torch.ones_like(copies))[0].log_softmax(-1)
    return sum(logits[i - 1, i, row[i]].item() for i in range(1, len(row) - 1))


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    pairs = minimal_pairs(seed=2, count=12)
    held_out = {sentence for _, *sentences in pairs for sentence in sentences}
    grammar = Grammar(seed=1)
    sentences = [s for s in (grammar.sentence() for _ in range(60000)) if s not in held_out]
    tokens = vocabulary(sentences, INTRANSITIVE + TRANSITIVE)
    ids = {t: i for i, t in enumerate(tokens)}
    model = Encoder(len(tokens))
    train(model, [encode(s, ids)[0] for s in sentences], tokens)
    model = rounded(model.eval())
    right = {}
    for kind, good, bad in pairs:
        better = (pseudo_log_likelihood(model, encode(good, ids)[0], ids["[MASK]"])
                  > pseudo_log_likelihood(model, encode(bad, ids)[0], ids["[MASK]"]))
        right.setdefault(kind, []).append(better)
    print({kind: f"{sum(r)}/{len(r)}" for kind, r in right.items()})
    write(model, tokens, pairs)


def write(model, tokens, pairs):
    folder = os.path.join(FOLDER, "tiny-bert")
    os.makedirs(folder, exist_ok=True)
    hidden = [f"hidden_states.{i}" for i in range(len(model.layers) + 1)]
    attentions = [f"attentions.{i}" for i in range(len(model.layers))]
    export(model, os.path.join(folder, "model.onnx"), ["logits", *hidden, *attentions], half_weights=True)
    files = {
        "config.json": json.dumps({"model_type": "bert", "architectures": ["BertForMaskedLM"], **model.config}, indent=2),
        "tokenizer.json": tokenizer_json(tokens),
        "tokenizer_config.json": json.dumps({
            "tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 64, "unk_token": "[UNK]",
            "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "mask_token": "[MASK]"}, indent=2),
    }
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text + "\n")
    with open(os.path.join(FOLDER, "pairs.jsonl"), "w") as f:
        for kind, good, bad in pairs:
            sentence = lambda s: s[0].upper() + s[1:].replace(" .", ".")
            f.write(json.dumps({"kind": kind, "good": sentence(good), "bad": sentence(bad)}) + "\n")


if __name__ == "__main__":
    main()
