"""Writes prompt-hashes.tsv: SHA-256 of the prompts of lm-evaluation-harness's tasks, worked out with Python alone.

The templates are those of the harness's task files (August 2026), the draws those of its sampler: one random.Random(1234)
for each task and number of shots, consumed in the order of the documents; where the few-shot split counts as the measured
one, one more is drawn, the document itself is dropped, and the first k are kept. ag_news and trec, which the harness lacks,
have the prompts of Zhao et al. 2021 in the same form.

    python3 lm_eval_prompts.py FOLDER > ../GptPrompting.Evaluation.Tests/Tasks/prompt-hashes.tsv

FOLDER holds the public data (shared/data).
"""
import csv
import gzip
import hashlib
import json
import os
import random
import re
import sys

DATA = sys.argv[1]
DOCUMENTS = 5
SHOTS = (0, 1, 5)


def path(name):
    return os.path.join(DATA, name)


def json_lines(name):
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path(name), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def labelled_lines(name, pattern):
    with open(path(name), encoding="utf-8", newline="\n") as file:
        return [re.fullmatch(pattern, line.rstrip("\n")).groupdict() for line in file if line.strip()]


def table(name):
    with open(path(name), encoding="utf-8", newline="") as file:
        return [dict(zip(("label", "title", "description"), row)) for row in list(csv.reader(file))[1:]]


def questions(name):
    with open(path(name), encoding="utf-8") as file:
        return [
            {"title": article["title"], "context": paragraph["context"], **question}
            for article in json.load(file)["data"]
            for paragraph in article["paragraphs"]
            for question in paragraph["qas"]
        ]


SST2 = r"(?P<label>[01]) (?P<sentence>.*)"
TREC = r"(?P<label>[A-Z]+):(?P<detail>[a-z]+) (?P<text>.*)"
TREC_NAMES = {"NUM": "Number", "LOC": "Location", "HUM": "Person", "DESC": "Description", "ENTY": "Entity",
              "ABBR": "Abbreviation"}

# documents, pool (None: the documents), description, question, answer, demonstration delimiter
TASKS = {
    "sst2": (
        labelled_lines("sst2.test.txt", SST2), labelled_lines("sst2.train.txt", SST2), "",
        lambda d: d["sentence"] + "\nQuestion: Is this sentence positive or negative?\nAnswer:",
        lambda d: ["negative", "positive"][int(d["label"])], "\n\n"),
    "rte": (
        json_lines("rte.val.jsonl"), None, "",
        lambda d: d["premise"] + "\nQuestion: " + d["hypothesis"] + " True or False?\nAnswer:",
        lambda d: {"entailment": "True", "not_entailment": "False"}[d["label"]], "\n\n"),
    "cb": (
        json_lines("cb.val.jsonl"), None, "",
        lambda d: d["premise"] + "\nQuestion: " + d["hypothesis"] + ". True, False, or Neither?\nAnswer:",
        lambda d: {"entailment": "True", "contradiction": "False", "neutral": "Neither"}[d["label"]], "\n\n"),
    "nq_open": (
        json_lines("nq_open.dev.jsonl"), None, "Answer these questions:\n\n",
        lambda d: "Q: " + d["question"] + "?\nA:", lambda d: d["answer"][0], "\n"),
    "gsm8k": (
        json_lines("gsm8k.test.jsonl"), None, "",
        lambda d: "Question: " + d["question"] + "\nAnswer:", lambda d: d["answer"], "\n\n"),
    "xquad": (
        questions("xquad.en.json"), None, "",
        lambda d: "Context: " + d["context"] + "\n\nQuestion: " + d["question"] + "\n\nAnswer:",
        lambda d: d["answers"][0]["text"], "\n\n"),
    "humaneval": (
        json_lines("humaneval/HumanEval.jsonl.gz"), None, "",
        lambda d: d["prompt"], lambda d: d["test"] + "\ncheck(" + d["entry_point"] + ")", "\n\n"),
    "ag_news": (
        table("agnews.test.csv"), None,
        "Classify the news articles into the categories of World, Sports, Business, and Technology.\n\n",
        lambda d: "Article: " + d["title"] + ". " + d["description"] + "\nAnswer:",
        lambda d: ["World", "Sports", "Business", "Technology"][int(d["label"]) - 1], "\n\n"),
    "trec": (
        labelled_lines("trec.test.txt", TREC), labelled_lines("trec.train.txt", TREC),
        "Classify the questions based on whether their answer type is a Number, Location, Person, Description, Entity, "
        "or Abbreviation.\n\n",
        lambda d: "Question: " + d["text"] + "\nAnswer Type:", lambda d: TREC_NAMES[d["label"]], "\n\n"),
}
# A pool of its own, but neither split named: one more is drawn all the same.
SPARE = {"sst2"}

for name, (documents, pool, description, question, answer, delimiter) in TASKS.items():
    for shots in SHOTS:
        stream = random.Random(1234)
        for place, document in enumerate(documents[:DOCUMENTS]):
            shown = []
            if shots > 0:
                has_spare = pool is None or name in SPARE
                drawn = stream.sample(pool or documents, shots + (1 if has_spare else 0))
                shown = [each for each in drawn if not has_spare or each != document][:shots]
            text = description
            for each in shown:
                text += question(each) + " " + answer(each) + delimiter
            text += question(document)
            print(name, shots, place, hashlib.sha256(text.encode("utf-8")).hexdigest(), sep="\t")
