"""Tasks that the examples of a prompt teach: each is a description and a function that draws (input, output)."""

from . import foreign, words
from .form import few_shot, listing
from .world import OFF, ON

# Of these positions the held-out samples ask; training never does.
KEPT_POSITIONS = {(2,), (0, 2), (0, 0), (1, 2), (2, 3)}

ON_A_WORD = {
    "copy": ("Repeat the word.", lambda x: x),
    "upper": ("Write the word in uppercase.", str.upper),
    "cap": ("Capitalize the word.", str.capitalize),
    "twice": ("Write the word twice.", lambda x: f"{x} {x}"),
    "firstletter": ("Give the first letter of the word.", lambda x: x[0]),
    "lastletter": ("Give the last letter of the word.", lambda x: x[-1]),
    "spell": ("Spell the word.", " ".join),
}
# description, function of the list of words, fewest and most words
ON_WORDS = {
    "first": ("Give the first word.", lambda x: x[0], 2, 4),
    "last": ("Give the last word.", lambda x: x[-1], 2, 4),
    "second": ("Give the second word.", lambda x: x[1], 2, 4),
    "reverse": ("Reverse the order of the words.", lambda x: " ".join(x[::-1]), 2, 4),
    "dropfirst": ("Remove the first word.", lambda x: " ".join(x[1:]), 2, 4),
    "droplast": ("Remove the last word.", lambda x: " ".join(x[:-1]), 2, 4),
    "copymany": ("Repeat the words.", " ".join, 2, 4),
    "count": ("Count the words.", lambda x: str(len(x)), 1, 5),
    "join": ("Join the words with a comma.", ", ".join, 2, 4),
    "sortwords": ("Sort the words.", lambda x: " ".join(sorted(x)), 2, 3),
    "swap": ("Swap the two words.", lambda x: f"{x[1]} {x[0]}", 2, 2),
}
TABLES = {
    "antonym": ("Give the opposite of the word.", words.ANTONYMS),
    "opposite": ("Give the opposite of the word.", {b: a for a, b in words.ANTONYMS.items()}),
    "past": ("Give the past tense of the verb.", words.PAST),
    "regular": (
        "Give the past tense of the verb.",
        {verb: verb + ("d" if verb.endswith("e") else "ed") for verb in words.REGULAR_VERBS},
    ),
    "sound": ("What sound does the animal make?", words.SOUNDS),
    "baby": ("Name the baby animal.", words.BABIES),
    "capital": ("Give the capital of the country.", words.CAPITALS),
    "language": ("Name the language of the country.", words.LANGUAGES),
    "colorof": ("Give the color of the thing.", words.COLOR_OF),
    "french": ("Translate the word to French.", {word: forms[0] for word, forms in foreign.NOUNS.items()}),
    "spanish": ("Translate the word to Spanish.", {word: forms[2] for word, forms in foreign.NOUNS.items()}),
}


def cat_labels(w):
    """Words of some categories, each category with a label that says nothing."""
    r = w.r
    categories = r.sample(sorted(w.categories), r.choice([2, 2, 2, 3, 4]))
    label = dict(zip(categories, w.some_labels(len(categories))))
    names = list(label.values())
    description = r.choice([f"Label each word as {' or '.join(names)}.", f"Classify the word as {listing(names)}.", ""])

    def draw():
        category = r.choice(categories)
        return w.word_of(category), label[category]

    return description, draw


def dictionary(w):
    r, count = w.r, w.r.randint(2, 6)
    keys = w.some_labels(count) if w.chance(0.5) else r.sample(w.nonsense + w.objects, count)
    if w.chance(0.4):
        few = w.some_labels(2)
        values = [r.choice(few) for _ in keys]
    else:
        values = w.some_labels(count)
    value = dict(zip(keys, values))
    return r.choice(["", "Give the value of each key.", "Look up the word."]), lambda: r.choice(list(value.items()))


def affix(w):
    fixed = w.some_labels(1)[0]
    frame = w.r.choice(
        ["{} " + fixed, fixed + " {}", "[{}]", '"{}"', fixed + "-{}", "the {}", f"{fixed} {{}} {fixed}", "{0} {0}!"]
    )
    return "", lambda: (lambda x: (x, frame.format(x)))(w.word())


def positions(w):
    """The words at some positions of the input."""
    r, count = w.r, w.r.choice([2, 3, 3, 4])
    while True:
        at = tuple(r.randrange(count) for _ in range(r.choice([1, 1, 2, 2, 3])))
        if at not in KEPT_POSITIONS and not (count == 3 and at == (1,)):
            break
    between = r.choice([" "] * 5 + [", ", "-", " or ", "/"])
    return "", lambda: (lambda x: (" ".join(x), between.join(x[i] for i in at)))(w.some_words(count, count))


def frame(w):
    """The input inside something fixed."""
    r = w.r
    short = "no very so the one this his her in on with not only our too".split()
    a, b = (r.choice([w.some_labels(1)[0], r.choice(w.objects), r.choice(short)]) for _ in range(2))
    mark = r.choice("({})  *{}*  #{}  {}?  {}.  --{}  @{}  {}...  /{}/  {{{}}}  _{}_  {}:  1 {}  {} 2".split("  "))
    form = r.choice(["a w", "w a", "a w b", "m", "m", "a m", "m b", "w-w", "w or w", "w, w", "a b w", "w a b", "w a w"])

    def draw():
        word = w.word()
        parts = {"a": a, "b": b, "w": word, "m": mark.format(word)}
        if form in ("w-w", "w or w", "w, w"):
            return word, form.replace("w", word)
        return word, " ".join(parts[p] for p in form.split())

    return "", draw


def replace(w):
    r = w.r
    old, new = r.sample(w.objects, 2)

    def draw():
        some = w.some_words(1, 3)
        some.insert(r.randrange(len(some) + 1), old)
        return " ".join(some), " ".join(new if x == old else x for x in some)

    return f"Replace {old} with {new}.", draw


def pick(w):
    r = w.r
    category = r.choice([c for c in sorted(w.categories) if len(w.categories[c]) > 2])
    others = [c for c in w.categories if c != category]

    def draw():
        some = [r.choice(w.categories[c]) for c in r.sample(others, r.randint(1, 3))]
        found = r.choice(w.categories[category])
        some.insert(r.randrange(len(some) + 1), found)
        return " ".join(some), found

    return f"Find the {category}.", draw


def plural(w):
    countable = "animal fruit tool furniture instrument vehicle job".split()

    def draw():
        word = w.r.choice(w.categories[w.r.choice(countable)])
        if w.chance(0.35):
            word = w.r.choice(sorted(words.PLURALS))
        return word, words.PLURALS.get(word) or regular_plural(word)

    return "Write the plural of the word.", draw


def regular_plural(word):
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def category(w):
    categories = w.r.sample([c for c in sorted(w.categories) if len(w.categories[c]) > 2], w.r.randint(3, 6))
    return "Name the category of the word.", lambda: (lambda c: (w.r.choice(w.categories[c]), c))(
        w.r.choice(categories)
    )


def plus(w):
    k = w.r.randint(1, 9)
    return f"Add {k} to the number.", lambda: (lambda n: (str(n), str(n + k)))(w.r.randint(0, 40))


def times(w):
    k = w.r.choice([2, 3, 5, 10])
    return f"Multiply the number by {k}.", lambda: (lambda n: (str(n), str(n * k)))(w.r.randint(0, 12))


def add(w):
    return "Add the numbers.", lambda: (lambda a, b: (f"{a} + {b}", str(a + b)))(w.r.randint(0, 12), w.r.randint(0, 12))


def subtract(w):
    def draw():
        a, b = w.r.randint(0, 12), w.r.randint(0, 12)
        return f"{a + b} - {b}", str(a)

    return "Subtract the numbers.", draw


def larger(w):
    name, choose = w.r.choice([("larger", max), ("smaller", min)])
    draw = lambda: (lambda a: (f"{a[0]} {a[1]}", str(choose(a))))(w.r.sample(range(50), 2))
    return f"Give the {name} number.", draw


def number_word(w):
    return "Write the number as a word.", lambda: (lambda n: (str(n), words.NUMBER_WORDS[n]))(w.r.randint(0, 12))


def word_number(w):
    return "Write the number in digits.", lambda: (lambda n: (words.NUMBER_WORDS[n], str(n)))(w.r.randint(0, 12))


def sequence(w):
    k = w.r.choice([1, 1, 2, 3, 5])
    draw = lambda: (lambda n: (" ".join(str(n + k * i) for i in range(3)), str(n + 3 * k)))(w.r.randint(0, 20))
    return "Continue the sequence.", draw


def pattern(w):
    def draw():
        repeated = w.some_words(2, 2) * 3
        length = w.r.choice([3, 3, 4])
        return " ".join(repeated[:length]), repeated[length]

    return "Continue the pattern.", draw


# How often each is drawn; what is not named here is drawn once.
RULES = {
    "cat_labels": (cat_labels, 7),
    "dict": (dictionary, 11),
    "affix": (affix, 4),
    "perm": (positions, 8),
    "template": (frame, 6),
    "plural": (plural, 1),
    "category": (category, 2),
    "replace": (replace, 1),
    "pick": (pick, 2),
    "plus": (plus, 1),
    "times": (times, 1),
    "add": (add, 1),
    "sub": (subtract, 1),
    "maxmin": (larger, 1),
    "numword": (number_word, 1),
    "wordnum": (word_number, 1),
    "nextseq": (sequence, 1),
    "repeatpat": (pattern, 1),
}
# Of the other rules. Copying is often: a word that has an opposite, a plural and a sound is else expected to get one.
OFTEN = {"copy": 5, "copymany": 2, "twice": 2, "first": 2, "last": 2, "opposite": 0.5, "regular": 0.5}
# Their descriptions are part of what the examples cannot tell, or empty already.
DESCRIBED_BY_THEMSELVES = {"cat_labels", "dict"}
NAMES = [*RULES, *ON_A_WORD, *ON_WORDS, *TABLES]
WEIGHTS = [RULES[name][1] if name in RULES else OFTEN.get(name, 1) for name in NAMES]


def rule(w, name=None):
    """(description, draw) of a rule by name, or of a random one."""
    name = name or w.r.choices(NAMES, WEIGHTS)[0]
    if name in RULES:
        description, draw = RULES[name][0](w)
    elif name in ON_A_WORD:
        description, f = ON_A_WORD[name]
        invented = w.trains_with(0.3)
        draw = lambda: (lambda x: (x, f(x)))(w.invented_word() if invented else w.word())
    elif name in ON_WORDS:
        description, f, fewest, most = ON_WORDS[name]
        draw = lambda: (lambda x: (" ".join(x), f(x)))(w.some_words(fewest, most))
    else:
        description, table = TABLES[name]
        draw = lambda: w.r.choice(list(table.items()))
    keeps = name in DESCRIBED_BY_THEMSELVES or w.chance(0.5)
    return description if keeps else "", draw


def in_context(w):
    """Several examples of one random rule."""
    description, draw = rule(w)
    return few_shot(w, description, [draw() for _ in range(w.r.randint(3, 18))])


def repetition(w):
    """Random words that come again: the plainest lesson in looking back."""
    pool = w.all_words + w.nonsense + w.names
    word = lambda: w.r.choice(pool) if w.chance(0.7) else w.invented_word()
    return w.r.choices([repeated_line, pieces_of_line, repeated_pairs], [40, 25, 35])[0](w, word)


def repeated_line(w, word):
    line = " ".join(word() for _ in range(w.r.randint(4, 14)))
    return line + f"{ON}\n{line}{OFF}" * w.r.randint(1, 4) + "\n"


def pieces_of_line(w, word):
    line = [word() for _ in range(w.r.randint(8, 20))]
    out = " ".join(line)
    for _ in range(w.r.randint(2, 5)):
        i = w.r.randrange(len(line) - 3)
        j = w.r.randint(i + 3, min(len(line), i + 9))
        out += f"\n{line[i]}{ON} {' '.join(line[i + 1 : j])}{OFF}"
    return out + "\n"


def repeated_pairs(w, word):
    """Pairs in random order: from its second time on, a pair's second word is known."""
    second = {word(): word() for _ in range(w.r.randint(2, 7))}
    sign, end = w.r.choice([(" ", "\n"), (": ", "\n"), (" = ", "\n"), (" ", ", "), (" is ", ". "), (" -> ", "\n")])
    out, seen = "", set()
    for _ in range(w.r.randint(8, 24)):
        first = w.r.choice(list(second))
        out += (
            f"{first}{sign.rstrip()}{ON} {second[first]}{OFF}{end}"
            if first in seen
            else f"{first}{sign}{second[first]}{end}"
        )
        seen.add(first)
    return out.rstrip() + "\n"
