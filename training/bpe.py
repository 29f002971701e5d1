"""Byte-level BPE (Sennrich et al. 2016) with GPT-2's pre-tokenizer: trainer, encoder, decoder.

Two limits of the trainer: no merge contains a newline (so "\\n" is always a token of its own, wherever a prompt is
cut), and none joins two digits (so numbers are read digit by digit). The encoder is the standard one.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache

from .errors import TrainingError

END_OF_TEXT = "<|endoftext|>"


def characters(category):
    """A class for `re` of all characters of a Unicode category, which `re` has no \\p{} for."""
    ranges, first = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code))[0] == category
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            ranges.append(f"\\U{first:08x}-\\U{code - 1:08x}")
            first = None
    return "".join(ranges)


@lru_cache(maxsize=None)
def pieces_pattern():
    """GPT-2's 's|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"""
    letters, numbers = characters("L"), characters("N")
    # Unicode's White_Space; the \s of `re` has four control characters more.
    space = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
    return re.compile(
        f"'s|'t|'re|'ve|'m|'ll|'d| ?[{letters}]+| ?[{numbers}]+| ?[^{space}{letters}{numbers}]+"
        f"|[{space}]+(?![^{space}])|[{space}]+"
    )


def byte_units():
    """GPT-2's printable stand-in for each of the 256 byte values."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [b for b in range(256) if b not in printable]
    return {b: chr(b) for b in printable} | {b: chr(256 + i) for i, b in enumerate(others)}


UNIT = byte_units()
BYTE = {unit: byte for byte, unit in UNIT.items()}
NEWLINE = UNIT[ord("\n")]
DIGITS = set("0123456789")


def to_units(text):
    return [UNIT[b] for b in text.encode("utf-8")]


def may_merge(left, right):
    if NEWLINE in left or NEWLINE in right:
        return False
    return not (left[-1] in DIGITS and right[0] in DIGITS)


def merge(parts, left, right):
    """The parts with each (left, right), from the left, made one."""
    out, i = [], 0
    while i < len(parts):
        if i + 1 < len(parts) and parts[i] == left and parts[i + 1] == right:
            out.append(left + right)
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return out


def train(texts, vocabulary_size):
    """The merges [(left, right)] in order, so that 256 bytes, merges and end of text make `vocabulary_size`."""
    pieces = Counter()
    for text in texts:
        pieces.update(pieces_pattern().findall(text))
    words = [(to_units(piece), count) for piece, count in pieces.items() if count > 1]
    pairs, places = Counter(), defaultdict(set)
    for i, (parts, count) in enumerate(words):
        for pair in zip(parts, parts[1:]):
            pairs[pair] += count
            places[pair].add(i)
    merges = []
    while len(merges) < vocabulary_size - 257:
        candidates = (pair for pair in pairs if pairs[pair] > 0 and may_merge(*pair))
        best = max(candidates, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None:
            raise TrainingError(f"The texts give {len(merges)} merges; {vocabulary_size - 257} were asked for.")
        merges.append(best)
        # sorted: the order of a set of numbers is not promised.
        for i in sorted(places.pop(best)):
            parts, count = words[i]
            merged = merge(parts, *best)
            for pair in zip(parts, parts[1:]):
                pairs[pair] -= count
                places[pair].discard(i)
            for pair in zip(merged, merged[1:]):
                pairs[pair] += count
                places[pair].add(i)
            words[i] = (merged, count)
        del pairs[best]
    return merges


class Tokenizer:
    """Ids: the bytes in the order of their stand-ins, the merges, end of text."""

    def __init__(self, merges):
        self.merges = [tuple(m) for m in merges]
        self.rank = {pair: i for i, pair in enumerate(self.merges)}
        self.vocabulary = {unit: i for i, unit in enumerate(sorted(BYTE))}
        for left, right in self.merges:
            self.vocabulary[left + right] = len(self.vocabulary)
        self.end_of_text = self.vocabulary[END_OF_TEXT] = len(self.vocabulary)
        self.token = {i: token for token, i in self.vocabulary.items()}
        self.known_pieces = {}

    def encode_piece(self, piece):
        ids = self.known_pieces.get(piece)
        if ids is None:
            parts = to_units(piece)
            while len(parts) > 1:
                best = min(zip(parts, parts[1:]), key=lambda pair: self.rank.get(pair, len(self.rank)))
                if best not in self.rank:
                    break
                parts = merge(parts, *best)
            ids = self.known_pieces[piece] = [self.vocabulary[part] for part in parts]
        return ids

    def encode(self, text):
        return [i for piece in pieces_pattern().findall(text) for i in self.encode_piece(piece)]

    def encode_segments(self, segments):
        """[(text, mark)] -> the ids of the joined text, and of each the mark where its piece begins."""
        marks = [mark for text, mark in segments for _ in text]
        ids, out, at = [], [], 0
        for piece in pieces_pattern().findall("".join(text for text, _ in segments)):
            new = self.encode_piece(piece)
            ids += new
            out += [marks[at]] * len(new)
            at += len(piece)
        return ids, out

    def decode(self, ids):
        data = b"".join(
            END_OF_TEXT.encode() if i == self.end_of_text else bytes(BYTE[unit] for unit in self.token[i]) for i in ids
        )
        return data.decode("utf-8", errors="replace")
