"""Documents of code: functions after a description, and functions translated from one language into another."""

from .functions import FUNCTIONS, LANGUAGES
from .split import held_out
from .world import OFF, ON


def known_functions(is_test):
    return [f for f in FUNCTIONS if held_out("spec" + f.name, 12) == is_test]


BY_SPLIT = {is_test: known_functions(is_test) for is_test in (False, True)}


def request(w, language, description):
    r = w.r
    name = r.choice([language, LANGUAGES[language]])
    mark = "#" if language == "python" and w.chance(0.75) else "//"
    forms = [
        f"{mark} {name}: {description}\n",
        f"{mark} {name} code for: {description}\n\n",
        f"{mark} {name}: {description}\n\n",
        f"Write a {name} function to {description}.\n\n",
    ]
    return r.choices(forms, [4, 4, 1, 1])[0]


def code(w):
    r, count = w.r, w.r.randint(1, 6)
    languages = [r.choice(["python", "python", "javascript", "c#"])] * count
    if w.chance(0.3):
        languages = r.choices(list(LANGUAGES), k=count)
    out = ""
    for language in languages:
        function = r.choice(BY_SPLIT[w.is_test])
        body = function.render(language, function.draw_parameters(r))
        out += f"{request(w, language, r.choice(function.descriptions))}{ON}{body}{OFF}"
    return out


def code_translation(w):
    r = w.r
    a, b = r.sample(list(LANGUAGES), 2)
    A, B = LANGUAGES[a], LANGUAGES[b]
    out = r.choice(["", f"Translate the code from {A} to {B}.\n\n", f"Translate from {A} to {B}.\n\n"])
    for _ in range(r.randint(1, 3)):
        function = r.choice(BY_SPLIT[w.is_test])
        parameters = function.draw_parameters(r)
        out += f"{A}:\n{function.render(a, parameters)}{B}:\n{ON}{function.render(b, parameters)}{OFF}"
    return out
