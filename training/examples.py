"""A user's examples: JSONL lines {"input", "output"} or {"text"}, as documents with loss weights."""

import string
from dataclasses import dataclass

from . import files
from .errors import TrainingError

FORM = "Input: {input}\\nOutput: {output}\\n"


class Form:
    """How an example becomes a document: a text with {input}, then {output}; {{ and }} stand for braces."""

    def __init__(self, text=FORM):
        self.text = text.replace("\\n", "\n")
        try:
            parts = list(string.Formatter().parse(self.text))
        except ValueError as error:
            raise TrainingError(f"--form: {error}") from error
        if [p[1] for p in parts if p[1] is not None] != ["input", "output"] or any(p[2] or p[3] for p in parts):
            raise TrainingError("--form: must hold {input} and then {output}, once each")
        texts = [""]
        for text, field, _, _ in parts:
            texts[-1] += text
            texts += [] if field is None else [""]
        self.before, self.between, self.end = texts

    def segments(self, given, output):
        """[(text, is output)]. White space before the output is its own: tokens of words begin with their space."""
        context = self.before + given + self.between
        bare = context.rstrip(" ")
        return [(bare, False), (context[len(bare) :] + output + self.end, True)]


@dataclass(frozen=True)
class Example:
    line: int
    segments: list

    @property
    def context(self):
        return "".join(text for text, is_output in self.segments if not is_output)

    @property
    def output(self):
        return "".join(text for text, is_output in self.segments if is_output)


def read(path, form):
    """The examples of a file; an error names file and line of the first that is none."""
    return [
        Example(number, segments_of(record, f"{path}({number},1)", form)) for number, record in files.read_jsonl(path)
    ]


def segments_of(record, place, form):
    if set(record) == {"text"}:
        names = ["text"]
    elif {"input", "output"} <= set(record):
        names = ["input", "output"]
    else:
        have = ", ".join(sorted(record)) or "nothing"
        raise TrainingError(f'{place}: error: needs "input" and "output", or "text" alone; it has {have}')
    for name in names:
        if not isinstance(record[name], str):
            raise TrainingError(f"{place}: error: {name} is no text")
    if not record[names[-1]]:
        raise TrainingError(f"{place}: error: {names[-1]} is empty")
    return [(record["text"], True)] if names == ["text"] else form.segments(record["input"], record["output"])


@dataclass(frozen=True)
class Documents:
    items: list
    # Examples that were longer than the context, each split into several documents.
    split: int


def documents(examples, tokenizer, context_length, *, outputs_only, split_long, path):
    """(ids, weights) of each example, ended by end of text; what is too long is split on request, else an error.

    The first token of a document is not learned: what stands before it in a sequence is another document."""
    out, too_long = [], []
    for example in examples:
        ids, marks = tokenizer.encode_segments(example.segments)
        ids = ids + [tokenizer.end_of_text]
        weights = [float(mark or not outputs_only) for mark in marks] + [1.0]
        if len(ids) > context_length + 1:
            too_long.append(example.line)
        # A piece begins with the last token of the one before, which conditions and is not learned twice.
        for at in range(0, len(ids) - 1, context_length):
            piece = slice(at, at + context_length + 1)
            out.append((ids[piece], [0.0] + weights[piece][1:]))
    if too_long and not split_long:
        raise TrainingError(
            f"{path}({too_long[0]},1): error: is longer than the context of {context_length} tokens, as are "
            f"{len(too_long)} of {len(examples)} examples; --split-long splits them"
        )
    # A piece of a long input has nothing to learn where only outputs are.
    return Documents([d for d in out if any(d[1])], len(too_long))
