"""Phrases in English with their French or Spanish, built from nouns and adjectives that agree."""

from . import foreign
from .form import few_shot
from .split import held_out
from .world import answer

# English, French, Spanish; {the+} is article, noun and adjective, {the} article and noun, {Adj} the agreeing adjective.
FORMS = [
    ("the {a} {n}", "{the+}", "{the+}"),
    ("a {a} {n}", "{a+}", "{a+}"),
    ("the {n}", "{the}", "{the}"),
    ("a {n}", "{a}", "{a}"),
    ("The {n} is {a}.", "{The} est {adj}.", "{The} es {adj}."),
    ("I have a {a} {n}.", "J'ai {a+}.", "Tengo {a+}."),
    ("I see the {n}.", "Je vois {the}.", "Veo {the}."),
    ("{name} has a {n}.", "{name} a {a}.", "{name} tiene {a}."),
    ("Here is the {a} {n}.", "Voici {the+}.", "Aquí está {the+}."),
    ("Where is the {n}?", "Où est {the} ?", "¿Dónde está {the}?"),
    ("The {a} {n} is here.", "{The+} est ici.", "{The+} está aquí."),
    ("{n}", "{noun}", "{noun}"),
]

LANGUAGES = ("French", "Spanish")


def french(noun, adjective):
    word, gender, _, _ = foreign.NOUNS[noun]
    masculine, feminine, place, _, _ = foreign.ADJECTIVES[adjective]
    adj = feminine if gender == "f" else masculine
    before = place == "before"
    group = f"{adj} {word}" if before else f"{word} {adj}"
    article = "la " if gender == "f" else "le "
    elided = "l'" if word[0] in "aeiouéèêà" or word == "homme" else article
    a = "une " if gender == "f" else "un "
    return parts(word, adj, group, (elided, article if before else elided, a))


def spanish(noun, adjective):
    _, _, word, gender = foreign.NOUNS[noun]
    *_, masculine, feminine = foreign.ADJECTIVES[adjective]
    adj = feminine if gender == "f" else masculine
    the = "el " if gender == "m" or word == "agua" else "la "
    return parts(word, adj, f"{word} {adj}", (the, the, "una " if gender == "f" else "un "))


def parts(word, adj, group, articles):
    the, the_group, a = articles
    out = {"noun": word, "adj": adj, "the": the + word, "the+": the_group + group, "a": a + word, "a+": a + group}
    return out | {"The": out["the"].capitalize(), "The+": out["the+"].capitalize()}


def phrase(w, language):
    """(English, translation) from the word lists."""
    r, column = w.r, 1 if language == "French" else 2
    if w.chance(0.2):
        english, *translations = r.choice([(e, *t) for e, t in foreign.PHRASES.items()])
        return english, translations[column - 1]
    while True:
        noun, adjective = r.choice(sorted(foreign.NOUNS)), r.choice(sorted(foreign.ADJECTIVES))
        if held_out(noun + adjective) == w.is_test:
            break
    form, name = r.choice(FORMS), r.choice(w.names)
    english = form[0].format(n=noun, a=adjective, name=name)
    of = french if column == 1 else spanish
    return english, form[column].format(name=name, **of(noun, adjective))


def pair(w, language):
    """A phrase, or where there are any, sometimes a sentence that people wrote."""
    if language == "French" and w.natural.pairs and w.chance(0.3):
        return w.r.choice(w.natural.pairs)
    return phrase(w, language)


def translation(w):
    """Some pairs of one language, or each of its own, which only the line that begins with it tells."""
    r = w.r
    count, mixed = r.randint(1, 8), w.chance(0.25)
    languages = r.choices(LANGUAGES, k=count) if mixed else [r.choice(["French", "French", "Spanish"])] * count
    pairs = [pair(w, language) for language in languages]
    if not mixed and w.chance(0.2):
        description = r.choice([f"Translate to {languages[0]}.", f"Translate from English to {languages[0]}."])
        return few_shot(w, description, pairs, ("Input", "Output"))
    wordings = [f"Translate English to {languages[0]}.\n", f"Translate the text from English to {languages[0]}.\n"]
    head, gap = "" if mixed else r.choice(["", "", *wordings]), r.choice(["", "", "\n"])
    return head + "".join(f"English: {e}\n{of}:{answer(t)}{gap}" for of, (e, t) in zip(languages, pairs))
