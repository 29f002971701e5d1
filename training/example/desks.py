"""Writes desks.train.jsonl and desks.test.jsonl beside this file: python3 -m training.example.desks

Requests and desks were written for this project. The sentences of the test are in no example of training.
"""

import json
import random
from pathlib import Path

from .. import files

# Sentences of training that go to any desk: what they are about decides.
SHARED = [
    "I need help with the {}.",
    "It is about the {} in room {n}.",
    "Can you see to the {}?",
    "Hello, the {} please.",
    "Who takes care of the {}?",
]
# Things that guests ask a desk about, sentences of training, sentences of the test.
DESKS = {
    "housekeeping": (
        "towels pillows blankets sheets soap shampoo slippers hangers".split(),
        [
            "Please bring more {} to room {n}.",
            "We need fresh {} in room {n}.",
            "The {} in room {n} are dirty.",
            "There are no {} left.",
            "Could someone change the {}?",
            "Room {n} is out of {}.",
        ],
        ["May I have two more {}?", "Nobody brought {} to room {n} today.", "I would like clean {} please."],
    ),
    "kitchen": (
        "soup coffee breakfast pasta salad dessert sandwiches juice".split(),
        [
            "I would like to order {} for room {n}.",
            "The {} was cold.",
            "Can we have {} at eight?",
            "Is there any {} without nuts?",
            "Please send {} up to room {n}.",
            "My {} has not come yet.",
        ],
        ["Could you make {} for two?", "The {} tasted of nothing.", "Room {n} is still waiting for {}."],
    ),
    "maintenance": (
        "shower heater lamp window door toilet elevator fan".split(),
        [
            "The {} in room {n} is broken.",
            "The {} makes a strange noise.",
            "Our {} does not work.",
            "Water drips from the {}.",
            "I cannot close the {}.",
            "Can someone repair the {} in room {n}?",
        ],
        ["Something is wrong with the {}.", "The {} stopped in the night.", "Please look at the {} in room {n}."],
    ),
    "reception": (
        "bill key reservation invoice passport checkout deposit suitcase".split(),
        [
            "I have a question about my {}.",
            "I lost the {} of room {n}.",
            "When can I have my {}?",
            "There is a mistake in my {}.",
            "Can I get the {} for room {n} now?",
            "Where do I leave the {}?",
        ],
        ["Who can help me with the {}?", "Please prepare the {} of room {n}.", "My {} is not right."],
    ),
}


def examples(place, per_desk, seed):
    """Different requests, as many of each desk, in random order."""
    r = random.Random(seed)
    out = set()
    for desk, (things, *sentences) in DESKS.items():
        some = set()
        while len(some) < per_desk:
            own = sentences[place] + (SHARED if place == 0 else [])
            some.add(r.choice(own).format(r.choice(things), n=r.randint(100, 599)))
        out |= {(request, desk) for request in some}
    return r.sample(sorted(out), len(out))


def main():
    for name, place, per_desk in (("train", 0, 50), ("test", 1, 30)):
        lines = [json.dumps({"input": x, "output": y}) for x, y in examples(place, per_desk, f"desks-{name}")]
        files.write(Path(__file__).with_name(f"desks.{name}.jsonl"), "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
