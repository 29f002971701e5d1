"""A small closed world: facts that are asked for in three wordings, one of which is kept for the held-out samples."""

import zlib

from . import words
from .world import answer

LEGS = words.pairs("dog:four cat:four spider:eight bee:six bird:two horse:four ant:six cow:four duck:two")
NO_ARTICLE = ("grass", "snow", "blood", "milk", "coal", "chocolate")
# Asked for in one wording only.
SINGLE = {
    "How many days are in a week?": "seven",
    "How many months are in a year?": "twelve",
    "How many hours are in a day?": "24",
    "How many minutes are in an hour?": "60",
    "What is the largest planet?": "Jupiter",
    "What planet do we live on?": "Earth",
    "What do bees make?": "honey",
    "What do cows give us?": "milk",
    "What is frozen water?": "ice",
    "What is the largest ocean?": "the Pacific Ocean",
    "What is the largest animal?": "the blue whale",
    "Who wrote Romeo and Juliet?": "William Shakespeare",
    "What star gives us light?": "the sun",
    "What do you use to write?": "a pen",
    "Where do fish live?": "in water",
    "What is the first letter of the alphabet?": "A",
}
# (wordings, {x: answer})
TABLES = [
    (
        "What is the capital of {}?|Which city is the capital of {}?|Name the capital of {}.",
        words.CAPITALS,
    ),
    (
        "{} is the capital of which country?|In which country is {}?|Which country has {} as its capital?",
        {capital: country for country, capital in words.CAPITALS.items()},
    ),
    (
        "What language do people speak in {}?|Which language is spoken in {}?|What is the language of {}?",
        words.LANGUAGES,
    ),
    ("What sound does a {} make?|What does a {} say?|Which sound comes from a {}?", words.SOUNDS),
    ("What is a baby {} called?|What do you call a baby {}?|What is the name of a young {}?", words.BABIES),
    (
        "What is the opposite of {}?|Give the opposite of {}.|Which word is the opposite of {}?",
        words.ANTONYMS,
    ),
    (
        "How many legs does a {} have?|What number of legs does a {} have?|How many legs has a {}?",
        LEGS,
    ),
    (
        "Which day comes after {}?|What day follows {}?|What is the day after {}?",
        dict(zip(words.DAYS, words.DAYS[1:] + words.DAYS[:1])),
    ),
    (
        "Which day comes before {}?|What is the day before {}?|What day precedes {}?",
        dict(zip(words.DAYS, words.DAYS[-1:] + words.DAYS[:-1])),
    ),
    (
        "Which month comes after {}?|What month follows {}?|What is the month after {}?",
        dict(zip(words.MONTHS, words.MONTHS[1:] + words.MONTHS[:1])),
    ),
    (
        "What color is {}?|Which color is {}?|Tell me the color of {}.",
        {(x if x in NO_ARTICLE else f"a {x}"): color for x, color in words.COLOR_OF.items()},
    ),
]
FACTS = [([q.format(x) for q in wordings.split("|")], y) for wordings, table in TABLES for x, y in table.items()]
FACTS += [([question], y) for question, y in SINGLE.items()]


def kept_wording(questions):
    """The place of the wording that only the held-out samples use; None where there is but one."""
    return zlib.crc32(questions[0].encode()) % 3 if len(questions) == 3 else None


def wording(w, questions):
    kept = kept_wording(questions)
    if w.is_test and kept is not None:
        return questions[kept]
    return w.r.choice([q for i, q in enumerate(questions) if i != kept])


def sum_question(w):
    a, b = w.r.randint(0, 10), w.r.randint(0, 10)
    return (f"What is {a + b} minus {b}?", str(a)) if w.chance(0.3) else (f"What is {a} plus {b}?", str(a + b))


def fact_question(w):
    questions, y = w.r.choice(FACTS)
    return wording(w, questions), y


def closed_book(w):
    asked = [sum_question(w) if w.chance(0.2) else fact_question(w) for _ in range(w.r.randint(1, 6))]
    head = "Answer the question.\n\n" if w.chance(0.1) else ""
    return head + "\n".join(f"Question: {q}\nAnswer:{answer(y)}" for q, y in asked)
