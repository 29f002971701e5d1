"""Small functions with their descriptions, written in Python, JavaScript or C#."""

from dataclasses import dataclass

from . import function_table as table

LANGUAGES = {"python": "Python", "javascript": "JavaScript", "c#": "C#"}
# Names of parameters, and their type in C#, by the kind of function.
PARAMETERS = {
    "n1": ([(x,) for x in ("x", "n", "a", "value", "num", "number")], "int"),
    "n2": ([("a", "b"), ("x", "y"), ("left", "right"), ("first", "second"), ("m", "n")], "int"),
    "s1": ([(x,) for x in ("s", "text", "word", "value", "input", "line")], "string"),
    "s2": ([("a", "b"), ("text", "part"), ("s", "t"), ("first", "second")], "string"),
    "l1": ([(x,) for x in ("numbers", "items", "values", "xs", "nums", "data")], "int[]"),
}


@dataclass(frozen=True)
class Function:
    name: str
    kind: str
    result: str
    descriptions: tuple
    # Expressions by language.
    body: dict

    def draw_parameters(self, r):
        return r.choice(PARAMETERS[self.kind][0])

    def render(self, language, parameters):
        value, first, *rest = self.body[language].format(*parameters), *self.name.split("_")
        if language == "python":
            return f"def {self.name}({', '.join(parameters)}):\n    return {value}\n\n"
        tail = "".join(word.capitalize() for word in rest)
        if language == "javascript":
            return f"function {first}{tail}({', '.join(parameters)}) {{\n    return {value};\n}}\n\n"
        kind = "double" if "circle" in self.name else PARAMETERS[self.kind][1]
        signature = ", ".join(f"{kind} {p}" for p in parameters)
        name = first.capitalize() + tail
        return f"static {self.result} {name}({signature})\n{{\n    return {value};\n}}\n\n"


def parse(kind, text):
    for line in text.strip().splitlines():
        name, result, descriptions, python, javascript, csharp = (line.split(" | ") + ["", ""])[:6]
        body = {"python": python, "javascript": javascript or python, "c#": csharp or python}
        yield Function(name, kind, result, tuple(descriptions.split("; ")), body)


def filled(kind, text, predicate=("", ("", "", "")), mapped=("", "")):
    """The lines with a predicate's and a map's name and form in their places."""
    name, conditions = predicate
    for line in text.strip().splitlines():
        head, expressions = line.split(" | ")[:3], line.split(" | ")[3:]
        head = [h.replace("@", name).replace("$", mapped[0]) for h in head]
        # The map first: conditions hold exclamation marks of their own.
        expressions = [e.replace("!", mapped[1]).replace("?", c) for e, c in zip(expressions, conditions)]
        yield from parse(kind, " | ".join(head + expressions))


def all_functions():
    for kind, text in (
        ("n1", table.ONE_NUMBER),
        ("n2", table.TWO_NUMBERS),
        ("s1", table.ONE_TEXT),
        ("s2", table.TWO_TEXTS),
        ("l1", table.ONE_LIST),
    ):
        yield from parse(kind, text)
    kinds = {"one number": "n1", "one text": "s1"}
    for key, (numbers, text) in table.NUMBERED.items():
        for n in numbers:
            yield from parse(kinds.get(key, "l1"), text.replace("@", str(n)))
    for letter in table.LETTERS:
        yield from parse("s1", table.LETTERED.replace("@", letter))
    for mapped in table.MAPS.items():
        yield from filled("l1", table.MAPPED, ("", ("", "", "")), mapped)
    for predicate in table.PREDICATES.items():
        yield from filled("l1", table.FILTERED, predicate)
        for mapped in list(table.MAPS.items())[:4]:
            yield from filled("l1", table.FILTERED_AND_MAPPED, predicate, mapped)


FUNCTIONS = list(all_functions())
