"""Where the heads of a grown model shall look, as losses on their attention.

That heads look back and compare is otherwise found by chance, after thousands of steps or never; told so, they do it
after two hundred. What the comparison takes and what the copy is for is left to the usual loss, which goes on alone
once the guide has faded.
"""

import torch

from .corpus.mixture import LABEL_WEIGHT
from .heads import COMPARING, COPYING, LAYERS, LINE_ABOVE

TINY = 1e-6


class FadingGuide:
    def __init__(self, strength, until):
        """`strength` of the losses at the beginning; it falls to nothing at the share `until` of the training."""
        self.strength, self.until = strength, until

    def weight(self, progress):
        return max(0.0, self.strength * (1 - progress / self.until))


class Guide(FadingGuide):
    def __init__(self, tokenizer, strength, until):
        super().__init__(strength, until)
        self.newline, self.colon = tokenizer.encode("\n")[-1], tokenizer.encode("Output:")[-1]
        self.end_of_text = tokenizer.end_of_text

    @staticmethod
    def looks():
        """The layers whose attention `loss` takes, for a pass to fill in."""
        return dict.fromkeys(LAYERS.new)

    def loss(self, model, looks, ids, weights):
        """Nats, summed over what heads are told; of a pass over ids [sequence, token + 1] that filled in `looks`."""
        seen = lambda layer, heads: looks[layer][:, heads]
        given, following = ids[:, :-1], ids[:, 1:]
        starts, positions = model.places(given)
        visible = model.visible(starts)
        back, carrying = LAYERS.looking_back, LAYERS.carrying
        total = looks_back(seen(back, [0, 1]), positions, 1) + looks_back(seen(back, [2]), positions, 2)
        total += looks_back(seen(carrying, COMPARING), positions, 1) + looks_back(seen(carrying, [3]), positions, 2)
        total += self.line_above(seen(back, LINE_ABOVE), given, visible)
        same = (given[:, None, :] == following[:, :, None]) & visible
        # Answers, not their ends; only where there is a place to point to.
        told = same.any(2) & (weights[:, 1:] > 1) & (following != self.newline) & (following != self.end_of_text)
        # An answer's beginning counts on its own as well: it is what only a comparison of the examples finds.
        begins = same.any(2) & (weights[:, 1:] == LABEL_WEIGHT) & (given == self.colon)
        for layer in LAYERS.pointing:
            mass = (seen(layer, COPYING) * same[:, None]).sum(3)
            total = total + mean_where(told, -(mass + TINY).log().mean(1))
            total = total + mean_where(begins, -(mass[:, COMPARING] + TINY).log().mean(1))
        return total

    def line_above(self, attention, given, visible):
        """At a colon, evenly over the line before: what an answer is to be given to."""
        ends = (given == self.newline).long()
        line = ends.cumsum(1) - ends
        above = (line[:, None, :] == line[:, :, None] - 1) & visible
        size = above.sum(2)
        nats = -((attention.mean(1) + TINY).log() * above).sum(2) / size.clamp(min=1) - size.clamp(min=1).log()
        return mean_where((given == self.colon) & (size > 0), nats)


def looks_back(attention, positions, distance):
    """attention [sequence, head, token, token]; at the token so far before, where the document has one."""
    there = attention.diagonal(-distance, 2, 3)
    told = positions[:, distance:] >= distance
    return mean_where(told, -(there + TINY).log().mean(1))


def mean_where(condition, values):
    return (values * condition).sum() / condition.sum().clamp(min=1)
