"""The forms of a few-shot prompt."""

from .world import answer

NAMES = [("Input", "Output")] * 7 + [
    ("Text", "Label"),
    ("Q", "A"),
    ("Word", "Answer"),
    ("Sentence", "Category"),
    ("Example", "Result"),
    ("Text", "Answer"),
]


def few_shot(w, description, pairs, names=None, arrows=True):
    """A description and solved examples, in one of the forms that people write them in."""
    r = w.r
    head = description + "\n" if description else ""
    if names is None and arrows and w.chance(0.15):
        sign = r.choice([" ->", " =>", " =", ":"])
        return head + "".join(f"{x}{sign}{answer(y)}" for x, y in pairs)
    a, b = names or r.choice(NAMES)
    gap = "\n" if w.chance(0.12) else ""
    return head + "".join(f"{a}: {x}\n{b}:{answer(y)}{gap}" for x, y in pairs)


def listing(labels):
    """A, B or C"""
    return f"{', '.join(labels[:-1])} or {labels[-1]}"
