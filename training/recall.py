"""What a model writes by itself, for a model that goes on from it to read: so it keeps what no generator teaches.

The texts that people wrote may be gone; the model that read them can still say what it took from them.
"""

import json
import re
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import torch

from . import files
from .corpus import classes, questions, sentiment, talk
from .corpus.world import plain

NAME = "recalled.jsonl"
# How a document begins: the share of those that begin so.
STARTS = {
    "Once upon a time": 0.08,
    "One day,": 0.03,
    "English:": 0.18,
    "Classify the sentiment of the text as Positive or Negative.\nInput:": 0.08,
    "Classify the sentiment of the review as Positive or Negative.\nReview:": 0.05,
    "# python:": 0.02,
    "// javascript:": 0.02,
    "// c#:": 0.02,
    "Translate the code from": 0.02,
    "User:": 0.02,
    "Summarize": 0.02,
    "Question:": 0.02,
    "Answer the question based on the context.\n\nContext:": 0.01,
}
# The others translate a sentence that is given: what the model begins by itself is the phrases that it knows best.
TRANSLATIONS, TEMPERATURE = 0.43, 0.8
LANGUAGES, FRENCH = ("French", "Spanish"), 0.85
SENTENCE = re.compile(r"[A-Z][^.!?\n]{5,57}[.!?]")
# Tokens, with those that are given.
LONGEST, LONGEST_TRANSLATION = 300, 45
AT_ONCE = 64


@dataclass(frozen=True)
class Recalled:
    ids: list
    # Tokens at its beginning that the model did not write.
    given: int


def read_or_write(path, write, report):
    """The documents that `write()` gives: written once, read where a run goes on."""
    if not Path(path).exists():
        documents = write()
        files.write(path, "".join(json.dumps(asdict(document)) + "\n" for document in documents))
        tokens = sum(len(document.ids) for document in documents)
        report(f"wrote {Path(path).name}: {len(documents)} documents, {tokens} tokens")
    return [Recalled(**document) for _, document in files.read_jsonl(path)]


@dataclass(frozen=True)
class Beginnings:
    """What `go_on` takes: lists of ids of one length, `given` of which the model did not write, and how to go on."""

    starts: list
    given: int
    end: int
    longest: int
    temperature: float = 1.0


def write(model, tokenizer, world, count, seed, each=map):
    """About `count` documents; the same ones however many are written side by side, as `each` may do."""

    def written(numbered):
        number, some = numbered
        generator = torch.Generator(model.wte.weight.device).manual_seed(seed + number)
        shares = lambda logits: (logits / some.temperature).softmax(-1)
        return go_on(model, some, lambda logits, ids: torch.multinomial(shares(logits), 1, generator=generator)[:, 0])

    parts = [*of_starts(tokenizer, count), *of_translations(tokenizer, world, count, seed)]
    return joined(each(written, enumerate(parts)))


def joined(parts):
    return [document for documents in parts for document in documents]


def of_starts(tokenizer, count):
    for text, share in STARTS.items():
        start, some = tokenizer.encode(text), round(share * count)
        for at in range(0, some, AT_ONCE):
            yield Beginnings([start] * min(AT_ONCE, some - at), 0, tokenizer.end_of_text, LONGEST)


def of_translations(tokenizer, world, count, seed):
    world.r.seed(seed)
    starts = [translation_of(world, tokenizer) for _ in range(round(TRANSLATIONS * count))]
    line_end = tokenizer.encode("\n")[-1]
    for length, same in groupby(sorted(starts, key=len), len):
        same = list(same)
        for at in range(0, len(same), AT_ONCE):
            yield Beginnings(same[at : at + AT_ONCE], length, line_end, length + LONGEST_TRANSLATION, TEMPERATURE)


def translation_of(w, tokenizer):
    """The ids of a sentence of the generators, and of whose turn it is."""
    language = LANGUAGES[0] if w.chance(FRENCH) else LANGUAGES[1]
    return tokenizer.encode(f"English: {sentence(w)}\n{language}:")


def sentence(w):
    while True:
        text = w.r.choice(
            [
                lambda: sentiment.sentence(w, w.r.choice([0, 1])),
                lambda: classes.question_text(w, w.r.choice(sorted(classes.QUESTIONS))),
                lambda: questions.facts(w, 1)[0][0],
                lambda: plain(talk.conversation(w)),
                lambda: plain(talk.tale(w)),
            ]
        )()
        found = SENTENCE.findall(re.sub(r"\b(User|Assistant): ", "", text))
        if found:
            return w.r.choice(found)


@torch.no_grad()
def go_on(model, beginnings, choose):
    """Each of the beginnings with a continuation, up to and with its end; one that does not end is cut at the longest,
    without an end. choose(logits [sequence, vocabulary], ids [sequence, token]) gives the next tokens."""
    ids = torch.tensor(beginnings.starts, device=model.wte.weight.device)
    given, longest = ids.shape[1], min(beginnings.longest, model.shape.context_length)
    past, new = None, ids
    while ids.shape[1] < longest and not (ids[:, given:] == beginnings.end).any(1).all():
        positions = torch.arange(ids.shape[1] - new.shape[1], ids.shape[1], device=ids.device)
        visible = (torch.arange(ids.shape[1], device=ids.device)[None] <= positions[:, None])[None, None]
        logits, past = model(new, positions.expand(new.shape), visible, past)
        new = choose(logits[:, -1].float(), ids)[:, None]
        ids = torch.cat([ids, new], 1)
    return [Recalled(upto(row, given, beginnings.end), beginnings.given) for row in ids.tolist()]


def upto(ids, given, end):
    return ids[: ids.index(end, given) + 1] if end in ids[given:] else ids
