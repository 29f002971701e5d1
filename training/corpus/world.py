"""What the generators of one split draw from. Training and test share no template and no word that `held_out` keeps."""

import random
import re

from . import words
from .natural import NaturalTexts
from .split import TEST, held_out, part

# Of the words that training invents: the share that begins as a known word and ends as another.
BLENDED = 0.5
# Of the words that a rule is shown on, in training: the share that is invented.
INVENTED = 0.35
# Of the words of a category: the share that is of none.
UNKNOWN = 0.3
# Of the documents that classify texts, in training: the share whose texts have words of no class between their own;
# and how often one stands there.
DISTURBED, BETWEEN = 0.35, 0.15
# Around what is to be learned with full weight: the answers. Removed before anything is tokenized.
ON, OFF = "\x01", "\x02"


def answer(text, end="\n"):
    return f"{ON} {text}{end}{OFF}"


def plain(document):
    return document.replace(ON, "").replace(OFF, "")


def with_articles(text):
    """a apple -> an apple"""
    return re.sub(r"\b([Aa]) (?=[aeiouAEIOU])", r"\1n ", text)


class World:
    """The words of a split, and one random generator `r` that every document is drawn with."""

    def __init__(self, split, seed, texts=None):
        self.split, self.r = split, random.Random(seed)
        self.names = part(words.NAMES, split)
        self.cities = part(words.CITIES, split)
        self.objects = part(words.MISC, split)
        self.ordinary = part(words.ORDINARY, split)
        self.of_no_class = self.objects + self.ordinary
        self.nonsense = part(words.NONSENSE, split, 4)
        self.labels = part(words.LABEL_WORDS, split, 6)
        self.things = part(words.THINGS, split, 10)
        self.categories = {name: part(members, split, 6) for name, members in words.CATEGORIES.items()}
        members = {word for category in self.categories.values() for word in category}
        self.all_words = sorted({*members, *self.of_no_class, *part(words.ADJECTIVES, split)})
        spelled = {*self.all_words, *self.labels, *self.nonsense, *(name.lower() for name in self.names + self.cities)}
        self.spelled = sorted(word for word in spelled if word.isalpha() and len(word) > 2)
        self.natural = texts.part(split) if texts else NaturalTexts()

    @property
    def is_test(self):
        return self.split == TEST

    def chance(self, probability):
        return self.r.random() < probability

    def word(self):
        return self.invented_word() if self.trains_with(INVENTED) else self.r.choice(self.all_words)

    def trains_with(self, probability):
        """By chance in training, never in held-out samples: what only training has, such as words of no list."""
        return not self.is_test and self.chance(probability)

    def word_of(self, category):
        """A word of a category. Some of those that training sees are invented, or of no category: what no model can
        know, it must not be sure of."""
        return self.word_of_no_class() if self.trains_with(UNKNOWN) else self.r.choice(self.categories[category])

    def word_of_no_class(self):
        return self.invented_word() if self.chance(0.4) else self.r.choice(self.of_no_class)

    def worded(self):
        """How the texts of a document read: as they are, or in some of training with words between theirs that say
        nothing. Templates are few; what tells a text's class shall not be how it is worded."""
        if not self.trains_with(DISTURBED):
            return lambda text: text

        def between(text):
            first, *rest = text.split(" ")
            more = (f"{self.word_of_no_class()} {word}" if self.chance(BETWEEN) else word for word in rest)
            return " ".join([first, *more])

        return between

    def unlisted_names(self, names, share=0.5):
        """`names`, or as many invented ones: names to come are on no list. Held-out samples have names of a list."""
        return [self.invented_word().capitalize() for _ in names] if self.trains_with(share) else names

    def some_words(self, fewest, most):
        some = self.r.sample(self.all_words, self.r.randint(fewest, most))
        return [self.invented_word() if self.trains_with(INVENTED) else word for word in some]

    def invented_word(self):
        """Syllables, or in training the parts of two words; no list could be as large."""
        while True:
            word = self.blend() if self.trains_with(BLENDED) else self.syllables()
            if len(word) > 2 and held_out("pseudo" + word, 10) == self.is_test:
                return word

    def syllables(self):
        """One to three."""
        r, ends = self.r, ["", "", *"nrlstkmx"]
        return "".join(
            r.choice("bcdfghjklmnprstvwz") + r.choice("aeiou") + r.choice(ends)
            for _ in range(r.choice([1, 1, 2, 2, 3]))
        )

    def blend(self):
        """The beginning of a known word and the end of another: spelled as words are, so that its tokens are theirs.

        In one of three something of a third stands between, for tokens that never stand beside each other."""
        r = self.r
        while True:
            first, last = r.choice(self.spelled), r.choice(self.spelled)
            between = r.choice(self.spelled)[1:-1][:2] if self.chance(1 / 3) else ""
            word = first[: r.randint(2, len(first) - 1)] + between + last[r.randint(1, len(last) - 2) :]
            if len(word) < 11 and word not in words.KNOWN:
                return word

    def some_labels(self, count):
        """Different label words: from their list, from ordinary words, or invented."""
        r, kind = self.r, self.r.random()
        if kind < 0.5:
            return r.sample(self.labels, count)
        if kind < 0.65:
            return r.sample(self.objects if len(self.objects) >= count else self.all_words, count)
        out = []
        while len(out) < count:
            word = self.invented_word()
            if self.chance(0.3):
                word = word.capitalize() if self.chance(0.5) else word.upper()
            if word not in out:
                out.append(word)
        return out
