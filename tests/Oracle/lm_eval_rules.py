"""Writes harness-rules.jsonl.gz: rules of lm-evaluation-harness on random cases, worked out with Python alone.

Each function below is a rule as the harness has it (August 2026), with the file that it is in, written again with the
standard library in place of NumPy and Hugging Face's evaluate. A line has the rule, what it is given and what it gives;
floats are told by repr, so that they are compared to the last bit.

    python3 lm_eval_rules.py COUNT > ../GptPrompting.Evaluation.Tests/Parity/harness-rules.jsonl.gz

COUNT is how many cases each rule gets.
"""
import collections
import gzip
import hashlib
import json
import math
import random
import re
import string
import sys

COUNT = int(sys.argv[1])

SPACES = [" ", "  ", "\n", "\t", "\x0b", "\x0c", "\r", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u3000"]
WORDS = ["a", "an", "the", "The", "A", "cat", "Dog", "theatre", "İ", "ΑΣ", "ß", "1", "23", "２", "٣", "é", "x\u0301",
         "a\u0301", "\u200b", "\ufeff", "\u200d", "😀", "𝒜", "\U00010400", "日本", "½", "Ⅷ"]
SIGNS = [".", ",", "'", "-", "_", "$", "¿", "–", "’", "%", "#### ", "|", "~", "`", "«"]


def text(rnd, *pieces, most=9):
    pieces = sum(pieces, [])
    return "".join(rnd.choice(pieces) for _ in range(rnd.randrange(most + 1)))


# api/metrics.py, tasks' process_results: len(re.split(r"\s+", text)).
def word_count(rnd):
    given = text(rnd, SPACES, WORDS, SIGNS)
    return given, len(re.split(r"\s+", given))


# SQuAD's normalize_answer and compute_f1, as in evaluate's squad and squad_v2; the largest over the answers.
def f1(rnd):
    def words(given):
        given = "".join(c for c in given.lower() if c not in set(string.punctuation))
        return re.sub(r"\b(a|an|the)\b", " ", given).split()

    def one(answer, target):
        answer, target = words(answer), words(target)
        if not answer or not target:
            return float(answer == target)
        same = sum((collections.Counter(answer) & collections.Counter(target)).values())
        if same == 0:
            return 0.0
        precision, recall = same / len(answer), same / len(target)
        return 2 * precision * recall / (precision + recall)

    few = rnd.sample(WORDS, 4) + rnd.sample(SIGNS, 2) + ["a", "the", " ", " ", " ", "\n", "\xa0", "\x1f"]
    answer, targets = text(rnd, few), [text(rnd, few) for _ in range(1 + rnd.randrange(3))]
    return [answer, targets], repr(max(one(answer, target) for target in targets))


# exact_match_hf_evaluate: patterns, lower case, punctuation, digits.
def exact_match(rnd):
    given = text(rnd, WORDS, SIGNS, [" ", "\n"])
    patterns = rnd.choice([[], [","], ["\\$", "(?s).*#### ", "\\.$"]])
    flags = [rnd.random() < 0.5 for _ in range(3)]
    out = given
    for pattern in patterns:
        out = re.sub(pattern, "", out)
    out = out.lower() if flags[0] else out
    out = out.translate(str.maketrans("", "", string.punctuation)) if flags[1] else out
    out = out.translate(str.maketrans("", "", string.digits)) if flags[2] else out
    return [given, patterns, *flags], out


# api/task.py: np.argmax of log-likelihoods, over code points, over UTF-8 bytes. Made so that many are equal.
def choices(rnd):
    texts = [text(rnd, WORDS, most=3) or "b" for _ in range(2 + rnd.randrange(4))]
    unit = rnd.choice([lambda t: 1, len, lambda t: len(t.encode())])
    scores = [-0.3 * (1 + rnd.randrange(2)) * unit(t) for t in texts]

    def argmax(values):
        return max(range(len(values)), key=lambda i: (values[i], -i))

    per_point = [score / float(len(t)) for score, t in zip(scores, texts)]
    per_byte = [score / float(len(t.encode())) for score, t in zip(scores, texts)]
    return [texts, scores], [argmax(scores), argmax(per_point), argmax(per_byte)]


# api/samplers.py: the few-shot split is the measured one; documents may be equal.
def draws(rnd):
    count = 3 + rnd.randrange(60)
    documents = [rnd.randrange(count) for _ in range(count)]
    shots, seed, measured = 1 + rnd.randrange(min(count - 2, 9)), rnd.randrange(10000), min(count, 5)
    stream = random.Random(seed)
    shown = [[drawn for drawn in stream.sample(documents, shots + 1) if drawn != document][:shots]
             for document in documents[:measured]]
    return [documents, shots, seed], shown


# filters/extraction.py: RegexFilter.
def regex_filter(rnd):
    patterns = [r"#### (\-?[0-9\.\,]+)", r"(-?[$0-9.,]{2,})|(-?[0-9]+)", r"[A-D]", r"(a)|(the)|x", r"x*",
                r"(?s)^\s*(.*?)\s*\Z"]
    given = text(rnd, ["#### ", "12", "-3", "$", "1,000", ".", "\n", " ", "A", "D", "x", "٣"], WORDS)
    pattern, select = rnd.choice(patterns), rnd.choice([0, -1])
    found = re.findall(pattern, given)
    out = "[invalid]"
    if found:
        match = found[select]
        if isinstance(match, tuple):
            match = [part for part in match if part]
            match = match[0] if match else "[invalid]"
        out = match.strip()
    return [given, pattern.replace(r"\Z", r"\z"), select], out


# api/metrics.py: bootstrap_stderr of perplexity, with 2,000 draws in place of 100,000.
def bootstrap(rnd):
    values = [-5 * rnd.random() for _ in range(2 + rnd.randrange(12))]
    drawn = []
    for i in range(2):
        stream = random.Random(i)
        for _ in range(1000):
            xs = stream.choices(values, k=len(values))
            drawn.append(math.exp(-(sum(xs) / len(xs))))
    mean = sum(drawn) / len(drawn)
    return values, repr(math.sqrt(sum([(x - mean) ** 2 for x in drawn]) / (len(drawn) - 1)))


# api/metrics.py: weighted_perplexity and bits_per_byte.
def weighted(rnd):
    items = [(-500 * rnd.random(), 1 + rnd.randrange(2000)) for _ in range(1 + rnd.randrange(20))]
    mean = sum(a for a, _ in items) / sum(b for _, b in items)
    return items, [repr(math.exp(-mean)), repr(-mean / math.log(2))]


# evaluator_utils.py: get_sample_size.
def limit(rnd):
    count, share = 1 + rnd.randrange(400), (1 + rnd.randrange(99)) / 100
    return [count, share], int(math.ceil(count * share))


# utils.py: hash_string(json.dumps(doc, indent=2, ensure_ascii=False)).
def document_hash(rnd):
    numbers = ["1", "-0", "1.0", "-0.0", "1e5", "1E-7", "0.1", "123456789012345678901234567890", "1e22", "-1.5e+300",
               "3.14159265358979", "5e-324", "100000000000000000000.5", "1e16", "0.0001", "0.00001",
               "9007199254740993.0"]
    strings = ['"é"', r'"\u00e9"', r'"\ud83d\ude00"', r'"\u001f"', r'"a\/b"', r'"\u2028"', r'"\u007f"', '"😀"', '""',
               r'"\t\b\f\n\r\\\""', r'"\u0000"', '"𝒜\u200d"']

    def value(depth):
        kind = rnd.randrange(6 if depth < 4 else 3)
        if kind == 0:
            return rnd.choice(numbers)
        if kind == 1:
            return rnd.choice(strings)
        if kind == 2:
            return rnd.choice(["true", "false", "null"])
        space = rnd.choice(["", " ", "\n  "])
        if kind == 3:
            return "[" + ("," + space).join(value(depth + 1) for _ in range(rnd.randrange(4))) + space + "]"
        return members(depth, space)

    def members(depth, space=" "):
        names = [rnd.choice(['"a"', '"b"', r'"\u0061"', '"é"', '""', '"𝒜"']) for _ in range(rnd.randrange(5))]
        return "{" + ",".join(f"{space}{name}:{space}{value(depth + 1)}" for name in names) + "}"

    given = members(0)
    out = json.dumps(json.loads(given), indent=2, ensure_ascii=False)
    return given, hashlib.sha256(out.encode("utf-8")).hexdigest()


def main():
    rules = [word_count, f1, exact_match, choices, draws, regex_filter, bootstrap, weighted, limit, document_hash]
    with gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", mtime=0) as file:
        for rule in rules:
            rnd = random.Random(rule.__name__)
            for _ in range(COUNT if rule is not bootstrap else COUNT // 10):
                given, gives = rule(rnd)
                line = json.dumps({"rule": rule.__name__, "given": given, "gives": gives})
                file.write(line.encode("ascii") + b"\n")


main()
