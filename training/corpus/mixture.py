"""How often each kind of document comes, what its tokens weigh, and how both change while a model is trained."""

from itertools import accumulate

from ..packing import fill, joined
from . import classes, code, facts, phrases, questions, rules, sentiment, talk
from .world import OFF, ON, World

# The weight of a class's name: few tokens of a document are one.
LABEL_WEIGHT = 2.5
# Of what the starting model teaches: by so much a token's weight grows.
TAUGHT_WEIGHT = 2.5
# Of a recalled document's beginning that the starting model did not write, next to what it wrote.
GIVEN_WEIGHT = 0.3
# What fills its sequences: texts that it wrote, examples that it labels (opinions.py), and documents of these kinds.
TAUGHT = {"recalled": 0.75, "opinions": 0.11, "generated": 0.14}
TAUGHT_KINDS = {
    "code": 4,
    "code_translation": 2,
    "translation": 3,
    "closed_book": 3,
    "conversation": 2,
    "summary": 1,
    "tale": 1,
}
# kind: (generator, share, weight of an answer's token, weight of another's). What is not answer is random words in many
# documents, on which a small model can only waste its gradient.
KINDS = {
    "in_context": (rules.in_context, 24, 2.0, 0.04),
    "repetition": (rules.repetition, 6, 1.5, 0.02),
    "arbitrary_labels": (classes.arbitrary_labels, 0, LABEL_WEIGHT, 0.02),
    "sentiment": (sentiment.sentiment, 16, LABEL_WEIGHT, 0.1),
    "classification": (classes.classification, 14, LABEL_WEIGHT, 0.1),
    "context_questions": (questions.context_questions, 15, 2.0, 0.12),
    "closed_book": (facts.closed_book, 9, 2.0, 0.15),
    "code": (code.code, 12, 1.0, 0.25),
    "code_translation": (code.code_translation, 3, 1.0, 0.25),
    "translation": (phrases.translation, 8, 1.2, 0.2),
    "tale": (talk.tale, 5, 1.0, 0.25),
    "conversation": (talk.conversation, 6, 1.0, 0.25),
    "summary": (talk.summary, 4, 1.2, 0.2),
}
FEW_SHOTS = (1, 1, 1, 2, 2, 3, 4, 5)
# Kinds whose first answers nothing tells: later ones weigh more. Labels do not: they are known by their weight.
TOLD_BY_EXAMPLES = {"in_context"}
# Copying comes first and in a large share: the heads that look back form from it. Then short classifications with the
# usual labels, so that words get their meaning. Then everything, a third of it labels that only the prompt tells.
PHASES = {
    "early": {"repetition": 45, "in_context": 40},
    "labels": {"sentiment": 40, "classification": 30, "in_context": 16, "repetition": 3},
    "late": {"sentiment": 20, "classification": 16, "in_context": 36, "arbitrary_labels": 64},
    # For a grown model, which knows the usual labels: most of it labels that only the prompt tells, and copying. Then
    # everything, with more of what those left little room for.
    "look_up": {"repetition": 8, "in_context": 50, "arbitrary_labels": 160},
    "together": {
        "sentiment": 14,
        "classification": 12,
        "in_context": 84,
        "arbitrary_labels": 50,
        "repetition": 12,
        "context_questions": 40,
        "closed_book": 14,
        "code": 18,
        "code_translation": 10,
        "translation": 0,
        "conversation": 10,
        "summary": 6,
        "tale": 3,
    },
    # For a model that looks up: mostly questions on a context, and words that no list has.
    "once_more": {
        "context_questions": 170,
        "in_context": 60,
        "arbitrary_labels": 40,
        "repetition": 24,
        "translation": 16,
        "sentiment": 14,
        "classification": 14,
        "closed_book": 10,
        "conversation": 6,
        "summary": 5,
        "code": 14,
        "code_translation": 10,
        "tale": 0,
    },
    # For one that answers questions on a context: less of these, and more of the rest.
    "evenly": {
        "context_questions": 130,
        "in_context": 90,
        "arbitrary_labels": 45,
        "repetition": 20,
        "translation": 18,
        "sentiment": 24,
        "classification": 22,
        "closed_book": 10,
        "conversation": 9,
        "summary": 6,
        "code": 20,
        "code_translation": 16,
        "tale": 0,
    },
    # The same for sequences of the whole context, which hold many examples of a task: more of labels, old and new.
    "at_length": {
        "context_questions": 110,
        "in_context": 100,
        "arbitrary_labels": 60,
        "repetition": 22,
        "translation": 18,
        "sentiment": 44,
        "classification": 24,
        "closed_book": 10,
        "conversation": 9,
        "summary": 6,
        "code": 26,
        "code_translation": 20,
        "tale": 2,
    },
}
# What of a training each phase takes: of one from nothing, of one that goes on from a model, and of last ones.
SHARES = {
    "new": {"early": 0.18, "labels": 0.2, "late": 0.62},
    "more": {"look_up": 0.15, "together": 0.85},
    "last": {"once_more": 1.0},
    "again": {"evenly": 1.0},
    "long": {"at_length": 1.0},
}


def phase_at(progress, phases="new"):
    for phase, share in SHARES[phases].items():
        if progress < share:
            return phase
        progress -= share
    return phase


def choose(w, shares):
    return w.r.choices(list(shares), list(shares.values()))[0]


def draw(w, phase="late"):
    """(document, its kind) of the phase's mixture."""
    kind = choose(w, {kind: values[1] for kind, values in KINDS.items()} | PHASES[phase])
    generate = KINDS[kind][0]
    if phase == "labels" and kind == "sentiment":
        return generate(w, FEW_SHOTS, natural_labels=0.9), kind
    if phase == "labels" and kind == "classification":
        return generate(w, FEW_SHOTS, arbitrary=0.0), kind
    return generate(w), kind


def segments(document):
    """[(text, is answer)] of a document with marks; one without is learned throughout."""
    if ON not in document:
        return [(document, True)]
    out = []
    for i, piece in enumerate(document.split(ON)):
        inside, mark, after = piece.partition(OFF)
        out += [(inside, True), (after, False)] if mark else [(piece, i > 0)]
    return [segment for segment in out if segment[0]]


def tokens(document, kind, tokenizer):
    """(ids, weights), ended by end of text."""
    _, _, heavy, light = KINDS[kind]
    ids, marks = tokenizer.encode_segments(segments(document))
    weights = [heavy if mark else light for mark in marks]
    if kind in TOLD_BY_EXAMPLES:
        weights = [weight * late(n) if mark else weight for weight, mark, n in zip(weights, marks, numbered(marks))]
    return ids + [tokenizer.end_of_text], weights + [1.0]


def late(examples):
    """How much more an answer weighs behind so many examples: half as much behind none, at most half again as much."""
    return min(0.5 + 0.1 * examples, 1.5)


def numbered(marks):
    """Of each token, how many answers end before it."""
    ended = [before and not mark for before, mark in zip([False, *marks], marks)]
    return accumulate(ended)


class Batches:
    """The batch of each step, drawn by seed and step alone: no state that a checkpoint could miss."""

    def __init__(self, world, tokenizer, config, recalled=(), opinions=None, stories=()):
        """Where there is something `recalled` (recall.Recalled), that, the starting model's `opinions`, if it has any,
        and documents of some kinds fill as many of the last sequences as the config says; behind them `stories`
        (varying.py) do."""
        self.world, self.tokenizer, self.config = world, tokenizer, config
        self.recalled, self.opinions, self.stories = recalled, opinions, stories

    def __call__(self, step):
        self.world.r.seed(f"{self.config.seed}-{step}")
        phase = phase_at(step / self.config.steps, self.config.phases)
        sequences, length = self.config.sequences_at(step)
        taught = self.config.taught_of(sequences) if self.recalled else 0
        varied = self.config.varied_of(sequences) if self.stories else 0
        batch = self.batch(sequences - taught - varied, phase, length)
        for documents, count in ((self.taught, taught), (self.varied, varied)):
            batch = joined(batch, self.filled(documents(), count, length)) if count else batch
        return batch

    def batch(self, sequences, phase="late", length=None):
        return self.filled(self.documents(phase), sequences, length or self.config.context_length)

    def contexts(self, step):
        """A batch of the last phase in which every second document asks about a context."""
        self.world.r.seed(f"contexts-{self.config.seed}-{step}")
        sequences, length = 8, self.config.short_length or self.config.context_length
        return self.filled(self.every_second("context_questions", phase_at(1.0, self.config.phases)), sequences, length)

    def every_second(self, kind, phase):
        for document in self.documents(phase):
            yield tokens(KINDS[kind][0](self.world), kind, self.tokenizer)
            yield document

    def filled(self, documents, sequences, length):
        return fill(documents, sequences, length, self.tokenizer.end_of_text)

    def documents(self, phase):
        while True:
            yield tokens(*draw(self.world, phase), self.tokenizer)

    def taught(self):
        shares = {what: share for what, share in TAUGHT.items() if what != "opinions" or self.opinions}
        while True:
            what = choose(self.world, shares)
            if what == "recalled":
                ids, weights = written(self.world.r.choice(self.recalled))
            elif what == "opinions":
                ids, weights = self.opinions.document(self.world)
            else:
                kind = choose(self.world, TAUGHT_KINDS)
                ids, weights = tokens(KINDS[kind][0](self.world), kind, self.tokenizer)
            yield ids, [TAUGHT_WEIGHT * weight for weight in weights]

    def varied(self):
        while True:
            ids, weights = written(self.world.r.choice(self.stories))
            yield ids, [TAUGHT_WEIGHT * weight for weight in weights]


def written(document):
    """(ids, weights) of what a model wrote."""
    return document.ids, [GIVEN_WEIGHT] * document.given + [1.0] * (len(document.ids) - document.given)


def held_out_batch(tokenizer, config, texts=None, sequences=24):
    """Sequences of the test split, the same for every run; answers weigh 1, and the rest nothing."""
    batches = Batches(World("test", 99, texts), tokenizer, config)
    batch = batches.batch(sequences)
    batch.weights = (batch.weights >= 1).astype(batch.weights.dtype)
    return batch
