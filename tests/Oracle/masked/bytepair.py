"""A small byte-level BPE as RoBERTa's: tokenizer.json, and encoding of plain ASCII text."""
import json
import re

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
MERGES = [p.split() for p in "t h|th e|Ġ the|Ġ a|Ġ c|a t|Ġc at|i n|in g|Ġ s|e d|Ġs at|Ġ m|Ġm at|o n|Ġ on|r u|ru n|Ġ run".split("|")]


def alphabet():
    """The 256 characters that stand for bytes (GPT-2's bytes_to_unicode): printable ones as they are, others from 256 up."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in kept]
    return {**{b: chr(b) for b in kept}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


def vocabulary():
    return SPECIAL + sorted(alphabet().values()) + ["".join(m) for m in MERGES]


def pieces(text):
    """Words of ASCII text, as GPT-2's pattern cuts them."""
    return re.findall(r" ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+", text)


def encode(text, ids):
    """Token ids with <s> and </s>, and the word of each; <mask> takes the space before it."""
    out, words, word = [ids["<s>"]], [-1], 0
    for part in re.split(r"(\s*<mask>)", text):
        if part.strip() == "<mask>":
            out.append(ids["<mask>"])
            words.append(word)
            word += 1
            continue
        for piece in pieces(part):
            symbols = [alphabet()[b] for b in piece.encode()]
            for a, b in MERGES:
                i = 0
                while i < len(symbols) - 1:
                    if symbols[i:i + 2] == [a, b]:
                        symbols[i:i + 2] = [a + b]
                    i += 1
            out += [ids[s] for s in symbols]
            words += [word] * len(symbols)
            word += 1
    return out + [ids["</s>"]], words + [-1]


def tokenizer_json():
    ids = {t: i for i, t in enumerate(vocabulary())}
    special = lambda t: {"id": t, "ids": [ids[t]], "tokens": [t]}
    piece = lambda kind, name: {kind: {"id": name, "type_id": 0}}
    return json.dumps({
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": ids[t], "content": t, "single_word": False, "lstrip": t == "<mask>", "rstrip": False,
                          "normalized": False, "special": True} for t in SPECIAL],
        "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [piece("SpecialToken", "<s>"), piece("Sequence", "A"), piece("SpecialToken", "</s>")],
            "pair": [piece("SpecialToken", "<s>"), piece("Sequence", "A"), piece("SpecialToken", "</s>"),
                     piece("Sequence", "B"), piece("SpecialToken", "</s>")],
            "special_tokens": {t: special(t) for t in ("<s>", "</s>")}},
        "decoder": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "vocab": ids, "merges": [" ".join(m) for m in MERGES]},
    }, ensure_ascii=False, indent=1)
