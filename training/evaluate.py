"""The ability table: what a model does on held-out samples, by task and number of shots."""

import json
import re
from pathlib import Path

from . import files, folder, heldout, scoring
from .corpus.code import FUNCTIONS
from .corpus.natural import NaturalTexts
from .errors import TrainingError
from .model import parameter_count

SHOTS = (0, 1, 4, 8)
# Generated functions see these names and nothing else.
BUILTINS = {f.__name__: f for f in (abs, max, min, sum, len, sorted, list, set, str, int, any, all)}
ARGUMENTS = {
    "n1": [(3,), (-4,), (7,), (0,), (12,)],
    "n2": [(3, 4), (8, 2), (5, 5), (-6, 9)],
    "s1": [("hello",), ("level",), ("to be or",), ("aeiost",)],
    "s2": [("hello", "he"), ("abc", "c"), ("xyz", "xyz")],
    "l1": [([1, 2, 3, 4, 5, 6, 7],), ([3, -1, 0, 12, 9, 3, 8, 2],)],
}


def read_samples(path):
    """The samples of a folder of JSONL files, in the form that --write-samples gives."""
    names = sorted(Path(path).glob("*.jsonl"))
    if not names:
        raise TrainingError(f"{path}: error: holds no .jsonl")
    out = []
    for name in names:
        for number, sample in files.read_jsonl(name):
            missing = {"task", "ability", "target"} - set(sample) or (
                {"prompt", "shots"} & set(sample) == set() and {"prompt"}
            )
            if missing:
                raise TrainingError(f"{name}({number},1): error: lacks {', '.join(sorted(missing))}")
            out.append(sample)
    return out


def prompt_of(sample, shots):
    if "prompt" in sample:
        return sample["prompt"]
    head = sample["description"] + "\n" if sample["description"] else ""
    shown = "".join(f"Input: {s['input']}\nOutput: {s['output']}\n" for s in sample["shots"][:shots])
    return f"{head}{shown}Input: {sample['input']}\nOutput:"


def request_of(sample, shots, tokenizer, context_length):
    """(prompt ids, answer ids); a story is its own answer, as far as it fits."""
    if sample["task"] == "story":
        return [tokenizer.end_of_text], tokenizer.encode(sample["target"])[: context_length - 1]
    return tokenizer.encode(prompt_of(sample, shots)), tokenizer.encode(f" {sample['target']}\n")


def rows_of(sample):
    """The rows of the table that a sample counts in."""
    name = f"{sample['ability']}/{sample['task']}"
    return [name, f"icl/unseen:{sample['function']}"] if sample["task"] == "unseen_function" else [name]


def measure(model, tokenizer, samples):
    """{row: {shots: {"loss": [...], "exact": [...], "choice": [...]}}}"""
    rows = {}
    for shots in SHOTS:
        some = [s for s in samples if s["ability"] != "code" and ("shots" in s or shots == 0)]
        requests = [request_of(s, shots, tokenizer, model.shape.context_length) for s in some]
        for sample, result in zip(some, scoring.score(model, requests)):
            choice = choice_of(sample, result, tokenizer)
            for name in rows_of(sample):
                cell = rows.setdefault(name, {}).setdefault(shots, {"loss": [], "exact": [], "choice": []})
                # The loss is of the answer; that the line ends is part of exact.
                nats = result.nats[:-1] or result.nats
                cell["loss"].append(sum(nats) / len(nats))
                cell["exact"].append(all(result.greedy))
                cell["choice"] += [] if choice is None else [choice]
    return rows


def choice_of(sample, result, tokenizer):
    """Whether the right label's first token is the most probable of the labels'; None where two labels share theirs."""
    labels = sample.get("labels") or []
    starts = [tokenizer.encode(" " + label)[0] for label in labels]
    if not labels or len(set(starts)) < len(starts):
        return None
    return labels[max(range(len(labels)), key=lambda i: result.first[starts[i]])] == sample["target"]


def measure_code(model, tokenizer, samples):
    """{task/language: {"same form": [...], "runs right": [...]}}, greedy up to the blank line."""
    rows, by_name = {}, {f.name: f for f in FUNCTIONS}
    for sample in samples:
        if sample["ability"] != "code":
            continue
        row = rows.setdefault(f"{sample['task']}/{sample['language']}", {"same form": [], "runs right": []})
        written = scoring.generate(model, tokenizer, sample["prompt"], 90, "\n\n")
        row["same form"].append(canonical(written) == canonical(sample["target"]))
        if sample["language"] == "python" and sample["function"] in by_name:
            row["runs right"].append(runs_right(written, by_name[sample["function"]]))
    return rows


def canonical(code):
    """The function without its name and with its parameters renamed: what is left is its meaning."""
    head = re.match(r"(?:def|function|static \S+) \w+\(([^)]*)\)", code.strip())
    if not head:
        return code
    body = code.strip()[head.end() :]
    for i, parameter in enumerate(head.group(1).split(",")):
        name = parameter.strip().split(" ")[-1]
        body = re.sub(rf"\b{re.escape(name)}\b", f"p{i}", body) if name else body
    return body.strip()


def runs_right(code, function):
    """Runs the written function and the right one on the same arguments.

    What runs is one `return` of an expression of known names, numbers, texts and operators: anything that could leave
    the function's own values (attributes with underscores, imports, other statements) is refused unseen."""
    if not re.fullmatch(r"def \w+\(\w+(, \w+)*\):\n    return [^\n]+\n*", code) or re.search(
        r"_|\*\*.*\*\*|\d{7}", code.split("\n", 1)[1]
    ):
        return False
    right = function.render("python", function.draw_parameters(FirstOf()))
    try:
        f, g = (definition(text) for text in (code, right))
    except Exception:  # a syntax error, or anything else that a wrong function does
        return False
    return all(result(f, arguments) == result(g, arguments) for arguments in ARGUMENTS[function.kind])


class FirstOf:
    """In the place of a random generator: the names of parameters do not matter here."""

    @staticmethod
    def choice(items):
        return items[0]


def definition(code):
    names = {}
    exec(code, {"__builtins__": BUILTINS}, names)
    return list(names.values())[-1]


def result(function, arguments):
    try:
        return repr(function(*[list(a) if isinstance(a, list) else a for a in arguments]))
    except Exception as error:  # the right function may fail on an argument too
        return type(error).__name__


def mean(values):
    return sum(values) / len(values) if values else None


def table(rows):
    head = [f"{kind}@{k}" for k in SHOTS for kind in ("loss", "exact", "choice")]
    lines = [f"| task | n | {' | '.join(head)} |", "|---|---|" + "---|" * len(head)]
    for name, by_shots in sorted(rows.items()):
        cells = [by_shots.get(k, {}).get(kind, []) for k in SHOTS for kind in ("loss", "exact", "choice")]
        shown = ["" if mean(c) is None else f"{mean(c):.3f}" for c in cells]
        lines.append(f"| {name} | {len(by_shots[0]['loss'])} | {' | '.join(shown)} |")
    return "\n".join(lines)


def code_table(rows):
    lines = ["| task | n | same form as the reference | runs right (Python only) |", "|---|---|---|---|"]
    for name, row in sorted(rows.items()):
        right = "" if not row["runs right"] else f"{mean(row['runs right']):.3f}"
        lines.append(f"| {name} | {len(row['same form'])} | {mean(row['same form']):.3f} | {right} |")
    return "\n".join(lines)


def evaluate(model_folder, device, *, samples_folder=None, texts_folder=None, limit=None, report=print):
    """Prints the table; `limit` takes about so many samples of each task, spread over all of them."""
    model, tokenizer = folder.read(model_folder)
    model.to(device.name)
    natural = NaturalTexts.read(texts_folder) if texts_folder else None
    samples = read_samples(samples_folder) if samples_folder else list(heldout.samples(natural))
    samples = thinned(samples, limit) if limit else samples
    report(f"# Held-out results\n\n{model_folder}: {parameter_count(model)} parameters, {model.shape}\n")
    report(
        "Loss: nats per answer token. exact: greedy decoding writes answer and line end. choice: best of the labels.\n"
    )
    rows, code = measure(model, tokenizer, samples), measure_code(model, tokenizer, samples)
    report(table(rows))
    report("\n## Code (greedy, up to the blank line)\n\n" + code_table(code))
    return rows, code


def thinned(samples, limit):
    by_task = {}
    for sample in samples:
        by_task.setdefault(sample["task"], []).append(sample)
    return [s for some in by_task.values() for s in some[:: max(1, len(some) // limit)]]


def write_samples(path, texts_folder=None):
    """The held-out samples as one JSONL file an ability."""
    by_ability = {}
    for sample in heldout.samples(NaturalTexts.read(texts_folder) if texts_folder else None):
        by_ability.setdefault(sample["ability"], []).append(sample)
    for ability, some in by_ability.items():
        lines = [json.dumps({"id": f"{ability}-{i:04d}"} | s, ensure_ascii=False) for i, s in enumerate(some)]
        files.write(Path(path) / f"{ability}.jsonl", "\n".join(lines) + "\n")
