"""Trains small SentencePiece models and writes what they make of the first texts of tokens.tiny-gpt.jsonl.gz.

Usage: python3 sentence_piece.py DATA, DATA being the shared data folder whose texts the models are trained on.
Writes piece.NAME.model and piece.NAME.jsonl.gz, a line for each text: [ids, their text or null where a character is unknown].
Needs Debian's python3-sentencepiece (0.1.97).
"""
import gzip
import json
import pathlib
import sys
import tempfile

import sentencepiece

EXPECTED = pathlib.Path(__file__).parent.parent / "GptPrompting.Tests" / "Expected"
UNKNOWN = 0
MODELS = {
    "llama": dict(model_type="bpe", byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False,
                  split_digits=True, allow_whitespace_only_pieces=True),
    "normalized": dict(model_type="bpe", normalization_rule_name="nmt_nfkc", user_defined_symbols=["<sep>", "hello", "▁the▁"],
                       control_symbols=["<ctl>"]),
    "no-prefix": dict(model_type="bpe", byte_fallback=True, add_dummy_prefix=False, normalization_rule_name="nfkc_cf"),
    "unigram": dict(model_type="unigram", normalization_rule_name="nmt_nfkc", user_defined_symbols=["<sep>", "hello"]),
    "unigram-bytes": dict(model_type="unigram", byte_fallback=True, normalization_rule_name="identity",
                          remove_extra_whitespaces=False),
}


def corpus(data, texts):
    lines = [json.loads(line)["question"] for line in (data / "nq_open.dev.jsonl").read_text().splitlines()[:3000]]
    lines += [json.loads(line)["question"] for line in (data / "gsm8k.test.jsonl").read_text().splitlines()[:400]]
    return [line.replace("\n", " ").replace("\0", "") for line in lines + texts]


def main():
    with gzip.open(EXPECTED / "tokens.tiny-gpt.jsonl.gz", "rt") as file:
        texts = [json.loads(line)[0] for line in file][:2500]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "corpus.txt"
        source.write_text("\n".join(corpus(pathlib.Path(sys.argv[1]), texts[:2000])))
        for name, options in MODELS.items():
            sentencepiece.SentencePieceTrainer.train(
                input=str(source), model_prefix=str(EXPECTED / f"piece.{name}"), vocab_size=1500, character_coverage=0.98,
                num_threads=1, hard_vocab_limit=False, minloglevel=2, **options)
            (EXPECTED / f"piece.{name}.vocab").unlink()
            write(name, texts)


def write(name, texts):
    model = sentencepiece.SentencePieceProcessor(model_file=str(EXPECTED / f"piece.{name}.model"))
    lines = []
    for text in texts:
        ids = model.encode(text, out_type=int)
        lines.append(json.dumps([ids, None if UNKNOWN in ids else model.decode(ids)], ensure_ascii=False))
    data = gzip.compress("".join(line + "\n" for line in lines).encode(), 9, mtime=0)
    (EXPECTED / f"piece.{name}.jsonl.gz").write_bytes(data)
    print(f"piece.{name}: {len(data)} bytes")


main()
