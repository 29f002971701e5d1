"""WordPiece for lower-case English: greedy longest match, a tokenizer.json for it, and a vocabulary from sentences."""
import json
import re

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ENDINGS = ["##s", "##ing"]


def vocabulary(sentences, verbs):
    """Specials, characters, the endings of verbs, and every word but those that are a verb with an ending."""
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    inflected = {v + e for v in verbs for e in ("s", "ing")}
    words = sorted({w for s in sentences for w in s.split()} - inflected)
    rest = [*".,!?'", *letters, *("##" + l for l in letters), *ENDINGS, *words]
    return SPECIAL + list(dict.fromkeys(rest))


def encode(text, ids):
    """Token ids with [CLS] and [SEP], and the word of each, -1 for those two."""
    out, words = [ids["[CLS]"]], [-1]
    lower = re.sub("[A-Z]+(?!\\w*\\])", lambda m: m.group().lower(), text)
    for number, word in enumerate(re.findall(r"\[MASK\]|[a-z]+|[^\sa-z]", lower)):
        pieces = [ids[word]] if word == "[MASK]" else word_pieces(word, ids)
        out += pieces
        words += [number] * len(pieces)
    return out + [ids["[SEP]"]], words + [-1]


def word_pieces(word, ids):
    start, pieces = 0, []
    while start < len(word):
        end = next((e for e in range(len(word), start, -1) if ("##" if start else "") + word[start:e] in ids), None)
        if end is None:
            return [ids["[UNK]"]]
        pieces.append(ids[("##" if start else "") + word[start:end]])
        start = end
    return pieces


def tokenizer_json(tokens):
    ids = {t: i for i, t in enumerate(tokens)}
    special = lambda t: {"id": t, "ids": [ids[t]], "tokens": [t]}
    piece = lambda kind, name, type_id: {kind: {"id": name, "type_id": type_id}}
    single = [piece("SpecialToken", "[CLS]", 0), piece("Sequence", "A", 0), piece("SpecialToken", "[SEP]", 0)]
    return json.dumps({
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": ids[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for t in SPECIAL],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                       "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing", "single": single,
            "pair": single + [piece("Sequence", "B", 1), piece("SpecialToken", "[SEP]", 1)],
            "special_tokens": {t: special(t) for t in ("[CLS]", "[SEP]")}},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": ids},
    }, ensure_ascii=False, indent=1)
