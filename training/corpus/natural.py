"""Texts that people and other models wrote, where a folder holds them; DATA.md names each with its licence.

Without the folder everything is learned from the generators alone.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .. import files
from ..errors import TrainingError
from .split import TEST, held_out

SENTIMENT = ("amazon_cells.txt", "yelp.txt", "imdb.txt")
STORIES = ("ts1.txt", "ts2.txt")
NOVEL = "busterbrown.txt"
PAIRS = "fra.txt"
ALL = (*SENTIMENT, *STORIES, NOVEL, PAIRS)
PUNCTUATION = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "…": "..."})


@dataclass
class NaturalTexts:
    # Sentences by sentiment, 0 negative and 1 positive; (English, French); stories.
    sentiment: dict = field(default_factory=lambda: {0: [], 1: []})
    pairs: list = field(default_factory=list)
    stories: list = field(default_factory=list)

    @staticmethod
    def read(folder):
        """All of the files, or an error that names those that are missing: another mixture is another model."""
        folder = Path(folder)
        missing = [name for name in ALL if not (folder / name).exists()]
        if missing:
            raise TrainingError(f"{folder}: error: lacks {', '.join(missing)}; training/DATA.md says what they are")
        stories = [story for name in STORIES for story in tiny_stories(files.read_text(folder / name))]
        return NaturalTexts(
            labelled_sentences(folder),
            sentence_pairs(folder / PAIRS),
            unique(stories) + paragraphs(files.read_text(folder / NOVEL)),
        )

    def part(self, split):
        """The sentences and stories of "train" or "test", by their own hash."""

        def keep(key, every):
            return held_out(key, every) == (split == TEST)

        return NaturalTexts(
            {y: [s for s in sentences if keep(s, 5)] for y, sentences in self.sentiment.items()},
            [pair for pair in self.pairs if keep(pair[0], 20)],
            [story for story in self.stories if keep(story[:60], 20)],
        )


def labelled_sentences(folder):
    """UCI's sentiment labelled sentences: a sentence, a tab, 0 or 1."""
    out = {0: [], 1: []}
    for name in SENTIMENT:
        # Some sentences of these files hold line breaks of their own, and lines without a label.
        for line in files.read_text(folder / name).splitlines():
            sentence, _, label = line.rpartition("\t")
            sentence = " ".join(sentence.split())
            if label.strip() in ("0", "1") and 8 < len(sentence) < 110:
                out[int(label)].append(sentence)
    if not (out[0] and out[1]):
        raise TrainingError(f"{folder}: error: {', '.join(SENTIMENT)} hold no sentences of both labels")
    return out


def sentence_pairs(path):
    """Tatoeba's short sentences, one translation each: English, a tab, French, perhaps a tab and more."""
    out = {}
    text = files.read_text(path).replace("\u202f", " ").replace("\u00a0", " ")
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("\t")
        if len(columns) < 2:
            raise TrainingError(f"{path}({number},1): error: has no tab between two languages")
        if len(columns[0]) < 32:
            out.setdefault(columns[0], columns[1])
    return list(out.items())


def tiny_stories(text):
    """Paragraphs are parted by blank lines, stories by one line end."""
    text = text.replace("\r", "").replace("<|endoftext|>", "\n")
    for story in re.split(r"(?<!\n)\n(?!\n)", text):
        try:
            story = story.encode("cp1252").decode("utf-8")  # the quotation marks of one file were encoded twice
        except UnicodeError:
            pass
        story = story.translate(PUNCTUATION)
        story = "\n\n".join(" ".join(p.split()) for p in story.split("\n\n")).strip()
        if 150 < len(story) < 2400 and story.isascii() and story[-1] in '.!?"' and story[0].isupper():
            yield story + "\n"


def unique(stories):
    """The first of those that begin the same."""
    out = {}
    for story in stories:
        out.setdefault(story[:80], story)
    return list(out.values())


def paragraphs(text, at_once=4, step=3):
    parts = [" ".join(p.split()) for p in text.replace("\r", "").split("\n\n")]
    parts = [p for p in parts if len(p) > 40 and not p.isupper()]
    return ["\n\n".join(parts[i : i + at_once]) + "\n" for i in range(0, len(parts) - step, step)]
