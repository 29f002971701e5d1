"""Which layers and heads of a grown model do what, when it begins to learn."""

from dataclasses import dataclass

HEAD = 32
# Heads of the pointing layers that copy what they look at; those of them, and of the carrying layer, that compare.
COPYING, COMPARING = [0, 1, 2, 3], [0, 1, 2]
# Heads of the layer that looks back which read the line that an answer is to be given to.
LINE_ABOVE = [3, 4]
# The head of the carrying layer that carries what a sentence is about to the sentence's words, and of each pointing
# layer that finds it there.
SUBJECT = 4


@dataclass(frozen=True)
class Layers:
    """Indices in the grown model."""

    # The first new layer finds the tokens before and the line above, the second carries what stands before a token.
    looking_back: int
    carrying: int
    # Those whose heads point to where the next token stands.
    pointing: tuple

    @property
    def new(self):
        return self.looking_back, self.carrying, *self.pointing


LAYERS = Layers(looking_back=1, carrying=5, pointing=(7, 8))
