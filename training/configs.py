"""The configurations of `pretrain`, by name."""

from dataclasses import dataclass

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
    seed: int = 12000

    @property
    def shape(self):
        return Shape(self.vocabulary_size, self.context_length, self.layers, self.width, self.heads)


CONFIGS = {
    config.name: config
    for config in (
        # Seconds on two cores: shows that all parts fit together, learns next to nothing.
        Config("smoke", 512, 128, 4, 64, 2, 4, 4, 40, 2e-3, 10, 20, 300, 16),
        # The model in the box: 2.3 million parameters, 16.6 million tokens; an hour or two on two cores.
        # A core took 1,400 tokens/s in first steps of one sequence a pass, 240 of eight, whose memory is mapped anew.
        Config("tiny", 2048, 512, 6, 160, 5, 8, 1, 4045, 1.4e-3, 60, 100, 9000, 256),
        # What the model in the box goes on with, by --from: copying, and labels that only the prompt tells.
        Config("tiny-more", 2048, 512, 6, 160, 5, 8, 1, 1200, 5e-4, 40, 100, 9000, 256, "more"),
        # What 10 MB hold as float16: 4.8 million parameters, 660 million tokens; for a GPU.
        Config("small", 2048, 512, 7, 224, 7, 64, 64, 20000, 2e-3, 300, 500, 9000, 4000),
    )
}
