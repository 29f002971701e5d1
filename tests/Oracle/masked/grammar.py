"""English sentences of our own making, for a masked model that learns which words agree, and minimal pairs of them.

A minimal pair differs in the words that the name of its kind says; the first sentence is grammatical. No sentence of a pair is
trained on.
"""
import random

NOUNS = [(n, n + "s") for n in (
    "cat dog bird girl boy king friend teacher doctor farmer sister brother horse rabbit singer painter".split())]
NOUNS += [("child", "children"), ("man", "men"), ("woman", "women"), ("mouse", "mice")]
HE = {"boy", "king", "brother", "man"}
SHE = {"girl", "sister", "woman"}
THINGS = [(n, n + "s") for n in "tree house garden river table chair box door flower book ball car hat cup".split()]
INTRANSITIVE = "run walk sing dance sleep play laugh smile swim jump work cook read wait".split()
TRANSITIVE = "see like love help know hear find want need visit follow".split()
ADJECTIVES = "happy sad small big old young kind tired hungry quiet brave funny".split()
COLOURS = "red blue green black white".split()
WHERE = ["in the park", "in the house", "at school", "by the river", "in the garden", "every day", "at night",
         "in the morning", "very well", "with a smile"]
PREPOSITIONS = "near behind with beside".split()


class Grammar:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, items):
        return self.random.choice(items)

    def subject(self, number):
        """A noun phrase of a number, now and then with another noun between its head and the verb."""
        noun = self.one(NOUNS)[number]
        determiner = self.one([["the", "a", "this", "that", "every"], ["the", "two", "these", "those", "many"]][number])
        adjective = self.one(ADJECTIVES) + " " if self.random.random() < 0.3 else ""
        phrase = f"{determiner} {adjective}{noun}"
        if self.random.random() < 0.35:
            phrase += f" {self.one(PREPOSITIONS)} the {self.one(NOUNS + THINGS)[self.random.randrange(2)]}"
        elif self.random.random() < 0.2:
            who = self.one(NOUNS)[1 - number]
            phrase += f" that the {who} {self.verb(TRANSITIVE, 0 if number == 1 else 1)}"
        return phrase, noun

    def verb(self, verbs, number):
        return self.one(verbs) + ("s" if number == 0 else "")

    def object(self):
        return self.one([f"the {self.one(NOUNS + THINGS)[self.random.randrange(2)]}",
                         f"a {self.one(COLOURS)} {self.one(THINGS)[0]}",
                         f"{self.one(['these', 'those', 'two'])} {self.one(THINGS)[1]}",
                         f"{self.one(['this', 'that'])} {self.one(THINGS)[0]}"])

    def predicate(self, number, noun):
        be = self.one(["is", "was"] if number == 0 else ["are", "were"])
        reflexive = "themselves" if number else "himself" if noun in HE else "herself" if noun in SHE else None
        kinds = [f"{be} {self.one(ADJECTIVES)}", f"{be} {self.one(WHERE[:7])}", f"{be} {self.one(INTRANSITIVE)}ing",
                 f"{self.verb(INTRANSITIVE, number)} {self.one(WHERE)}",
                 f"{self.verb(TRANSITIVE, number)} {self.object()}",
                 f"{'has' if number == 0 else 'have'} {self.object()}"]
        if reflexive:
            kinds += [f"{self.verb(TRANSITIVE, number)} {reflexive}"] * 2
        return self.one(kinds)

    def sentence(self):
        number = self.random.randrange(2)
        kind = self.random.random()
        if kind < 0.1:
            pronoun = self.one(["he", "she", "it"] if number == 0 else ["they", "we", "you"])
            gender = {"he": "boy", "she": "girl"}.get(pronoun, "")
            return f"{pronoun} {self.predicate(number, gender if number == 0 else '')} ."
        if kind < 0.2:
            noun = self.one(NOUNS + THINGS)[number]
            some = self.one(["a", "one"] if number == 0 else ["two", "many"])
            be = self.one(["is", "was"] if number == 0 else ["are", "were"])
            return f"there {be} {some} {noun} {self.one(WHERE[:7])} ."
        subject, noun = self.subject(number)
        return f"{subject} {self.predicate(number, noun)} ."


def minimal_pairs(seed, count):
    """Rows (kind, grammatical, ungrammatical), `count` of each kind."""
    g = Grammar(seed)
    rows = []
    for _ in range(count):
        number = g.random.randrange(2)
        noun, other = g.one(NOUNS)[number], g.one(NOUNS + THINGS)[1 - number]
        be = [["is", "was"], ["are", "were"]]
        tense, adjective = g.random.randrange(2), g.one(ADJECTIVES)
        rows.append(("agreement of the verb", f"the {noun} {be[number][tense]} {adjective} .",
                     f"the {noun} {be[1 - number][tense]} {adjective} ."))
        near, which = g.one(PREPOSITIONS), g.one(WHERE[:5])
        rows.append(("agreement across a noun", f"the {noun} {near} the {other} {be[number][tense]} {which} .",
                     f"the {noun} {near} the {other} {be[1 - number][tense]} {which} ."))
        verb = g.one(INTRANSITIVE)
        rows.append(("agreement of the ending", f"the {noun} {verb}{['s', ''][number]} {which} .",
                     f"the {noun} {verb}{['', 's'][number]} {which} ."))
        thing, determiners = g.one(THINGS), [["this", "that"], ["these", "those"]]
        rows.append(("agreement of the determiner", f"the {noun} {verb}{['s', ''][number]} with "
                     f"{determiners[number][tense]} {thing[number]} .", f"the {noun} {verb}{['s', ''][number]} with "
                     f"{determiners[1 - number][tense]} {thing[number]} ."))
        person = g.one(sorted(HE | SHE))
        own, wrong = ("himself", "herself") if person in HE else ("herself", "himself")
        rows.append(("reflexive pronoun", f"the {person} {g.one(TRANSITIVE)}s {own} .", ""))
        rows[-1] = rows[-1][:2] + (rows[-1][1].replace(own, wrong),)
    return sorted(set(rows))
