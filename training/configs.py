"""The configurations of `pretrain`, by name."""

from dataclasses import dataclass, replace

from .model import Shape


@dataclass(frozen=True)
class Config:
    name: str
    vocabulary_size: int
    context_length: int
    layers: int
    width: int
    heads: int
    # Sequences of a step, and of one pass.
    batch: int
    sequences_at_once: int
    steps: int
    learning_rate: float
    warmup: int
    checkpoint_every: int
    # Documents that the tokenizer is trained on.
    tokenizer_documents: int
    # Those that the model at --from writes first, so that the new one keeps what it knows.
    recalled_documents: int
    # The phases of the mixture (SHARES in corpus/mixture.py).
    phases: str = "new"
    # The share of a batch's sequences in which the model at --from says how probable each token is; that is learned.
    taught: float = 0.5
    # The share in which it teaches not to write the same again (varying.py), and the stories that it writes for that.
    varied: float = 0.0
    stories: int = 0
    # After so many steps the model that is trained writes these stories anew; 0 where it never does.
    renewed_every: int = 0
    # Of the weights that a grown model had before: their share of the learning rate, and of the steps while they rest.
    old_rate: float = 0.3
    old_rest: float = 0.025
    # How strongly a grown model's heads are told where to look, and until which share of the steps (pointing.py).
    guidance: float = 0.6
    guided_until: float = 0.8
    # Most documents are short, and sequences half as long take a fifth less time: the length of those of three steps
    # of four, which hold as many tokens as the others; 0 where all have the context's.
    short_length: int = 0
    # Whether heads begin to carry what a sentence is about to its words (binding.py).
    binds: bool = False
    seed: int = 12000

    @property
    def shape(self):
        return Shape(self.vocabulary_size, self.context_length, self.layers, self.width, self.heads)

    def sequences_at(self, step):
        """(how many, how long)"""
        if self.short_length and step % 4:
            return self.batch * self.context_length // self.short_length, self.short_length
        return self.batch, self.context_length

    def taught_of(self, sequences):
        return int(self.taught * sequences)

    def varied_of(self, sequences):
        return int(self.varied * sequences)


# Vocabulary, context, layers, width and heads of the model in the box; sequences of a step, and of one pass.
TEN_LAYERS = (2048, 512, 10, 160, 5, 8, 4)

# What the model in the box learned third, by --from: questions on a context, words that no list has, and stories that
# repeat themselves less. 2.5 million tokens.
LAST = Config(
    "tiny-last",
    *TEN_LAYERS,
    steps=600,
    learning_rate=4e-4,
    warmup=40,
    checkpoint_every=50,
    tokenizer_documents=9000,
    recalled_documents=6000,
    phases="last",
    taught=0.3125,
    varied=0.125,
    stories=512,
    guidance=0.05,
    short_length=256,
    binds=True,
)

# What it learned fourth, by --from: several contexts, more rules of words and their places, and stories that the model
# writes anew on its way. 5.7 million tokens.
AGAIN = replace(
    LAST,
    name="tiny-again",
    steps=1400,
    phases="again",
    taught=0.25,
    varied=0.25,
    stories=256,
    renewed_every=100,
    binds=False,
    seed=12001,
)

# What it learned fifth, by --from: prompts of eight examples and more, which sequences of half the context cut. 4.1
# million tokens.
LONG = replace(
    AGAIN,
    name="tiny-long",
    steps=1000,
    phases="long",
    varied=0.125,
    renewed_every=200,
    short_length=0,
    seed=13001,
)

# What it learned sixth, by --from: texts worded as no template is, more words that no list has, and answers behind many
# examples. 3.1 million tokens; what came of it is the average of this and the one before.
WORDED = replace(LONG, name="tiny-worded", steps=750, recalled_documents=3000, renewed_every=250, seed=14001)

CONFIGS = {
    config.name: config
    for config in (
        # Seconds on two cores: shows that all parts fit together, learns next to nothing.
        Config("smoke", 512, 128, 4, 64, 2, 4, 2, 40, 2e-3, 10, 20, 300, 16),
        # What the model in the box began as: 2.3 million parameters, 16.6 million tokens.
        Config("tiny", 2048, 512, 6, 160, 5, 8, 4, 4045, 1.4e-3, 60, 100, 9000, 256),
        # What it went on with, by --from: four layers more (growth.py), 3.5 million parameters; copying, and labels
        # that only the prompt tells. 53 million tokens.
        Config("tiny-more", *TEN_LAYERS, 13000, 1.5e-3, 30, 50, 9000, 9000, "more"),
        LAST,
        AGAIN,
        LONG,
        WORDED,
        # What it learned last, by --from: the same with four times as many words and twice as many templates. 3.1 million
        # tokens; the model in the box is the average of this and the one before.
        replace(WORDED, name="tiny-lexicon", seed=15001),
        # What 10 MB hold as float16: 4.8 million parameters, 660 million tokens; for a GPU.
        Config("small", 2048, 512, 7, 224, 7, 64, 64, 20000, 2e-3, 300, 500, 9000, 4000),
    )
}
