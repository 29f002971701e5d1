"""What a sentence is about, carried to the sentence's words: "Who has a lion?" is answered by what stands before "lion".

A name at the beginning of a sentence cannot know what follows it, so a model that looks names up by what stands before
them answers such questions by chance. Here one head brings the beginning of a sentence to each of its words; two others
look from an answer's beginning at the word that the question names, and make more probable what was brought there.
First they learn where to look, and nothing else learns; then what they carry and copy begins ready. A run with the
other order lost much of the copying while its heads found where to look.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .comparing import least_used, reading, residual_deviation
from .growth import copying
from .heads import HEAD, LAYERS, SUBJECT
from .pointing import TINY, FadingGuide, mean_where

# What is carried to a word, as a share of the size of what its residual holds; how strongly it is copied from there.
CARRIED, STRENGTH = 0.5, 300.0
# Of the learning where to look.
STEPS, LEARNING_RATE, WARMUP = 300, 1e-2, 10
# Of a sentence, the tokens that are carried.
FIRST = 2
# Sentences that begin so are about what the one before is about.
PRONOUNS = " She", " He"


class Marks:
    """The tokens by which contexts and their sentences are found."""

    def __init__(self, tokenizer):
        self.context, self.colon = tokenizer.encode("\n\nContext:")[-2:]
        self.period, self.newline = (tokenizer.encode(text)[-1] for text in (".", "\n"))
        self.pronouns = [tokenizer.encode(word)[0] for word in PRONOUNS]


@dataclass(frozen=True)
class Sentences:
    """Of ids [sequence, token]: their lines, whether a token is in a context, whether it begins a sentence of one."""

    line: torch.Tensor
    in_context: torch.Tensor
    begins: torch.Tensor

    @staticmethod
    def of(marks, ids, visible):
        ends = (ids == marks.newline).long()
        line = ends.cumsum(1) - ends
        before = F.pad(ids[:, :-1], (1, 0), value=-1)
        head = (ids == marks.colon) & (before == marks.context)
        in_context = (same(line) & head[:, None] & visible).any(2) & ~head & (ends == 0)
        begins = in_context & ((before == marks.period) | shifted(head))
        for pronoun in marks.pronouns:
            begins = begins & (ids != pronoun)
        return Sentences(line, in_context, begins)

    @property
    def first(self):
        """The tokens that are carried."""
        first = beginning = self.begins
        for _ in range(FIRST - 1):
            beginning = shifted(beginning)
            first = first | beginning
        return first & self.in_context

    @property
    def number(self):
        """Of each token's sentence, counted in its sequence."""
        return self.begins.long().cumsum(1)


class Guide(FadingGuide):
    def __init__(self, tokenizer, strength, until):
        super().__init__(strength, until)
        self.marks = Marks(tokenizer)

    @staticmethod
    def looks():
        return dict.fromkeys((LAYERS.carrying, *LAYERS.pointing))

    def loss(self, model, looks, ids, weights):
        """Nats, as pointing.Guide has them."""
        given, following = ids[:, :-1], ids[:, 1:]
        starts, _ = model.places(given)
        visible = model.visible(starts)
        sentences = Sentences.of(self.marks, given, visible)
        carrying = looks[LAYERS.carrying][:, SUBJECT]
        nats, told = self.beginning(carrying, sentences, visible)
        total = mean_where(told, nats) + at_rest(carrying, starts, told)
        named, told = self.named(given, following, sentences, visible)
        told = told & (weights[:, 1:] > 1)
        for layer in LAYERS.pointing:
            finding = looks[layer][:, SUBJECT]
            mass = (finding * named).sum(2)
            nats = mean_where(told, -(mass + TINY).log()) + at_rest(finding, starts, told)
            total = total + nats / len(LAYERS.pointing)
        return total

    @staticmethod
    def beginning(attention, sentences, visible):
        """(nats, which tokens are told): at the words of a sentence, evenly over its first tokens."""
        own = same(sentences.number) & sentences.in_context[:, None] & visible
        first = own & sentences.first[:, None]
        size = first.sum(2)
        nats = -((attention + TINY).log() * first).sum(2) / size.clamp(min=1) - size.clamp(min=1).log()
        return nats, sentences.in_context & ~sentences.first & (size > 0)

    def named(self, given, following, sentences, visible):
        """(where an answer's beginning shall look [sequence, token, token], which tokens are behind one): words that
        the question names and the context has once, in a sentence that begins as the answer does."""
        equal, line = same(given), sentences.line
        question = (line[:, None] == line[:, :, None] - 1) & visible
        asked = (question.float() @ equal.float()) > 0
        once = sentences.in_context & ((equal & same(line)).sum(2) == 1) & (sentences.number > 0)
        begin = torch.where(sentences.begins, torch.arange(given.shape[1], device=given.device), 0).cummax(1).values
        answers = given.gather(1, begin)[:, None] == following[:, :, None]
        named = asked & answers & once[:, None] & visible
        return named, (given == self.marks.colon) & named.any(2)


def learn_to_look(model, tokenizer, contexts, each=map):
    """Queries and keys of the heads, by their loss alone; contexts(step) gives batches with many questions on contexts.
    `each` may run its function side by side."""
    guide, width = Guide(tokenizer, 1.0, 1.0), model.shape.width
    maps = [model.h[layer].attn.c_attn for layer in guide.looks()]
    learned = [p for c_attn in maps for p in (c_attn.weight, c_attn.bias)]
    rows = torch.cat([torch.arange(SUBJECT * HEAD, (SUBJECT + 1) * HEAD) + first for first in (0, width)])
    # A matrix holds other heads as well, which stay as they are.
    ours = torch.zeros(3 * width).index_fill(0, rows, 1.0)
    optimizer = torch.optim.Adam(learned, betas=(0.9, 0.98))

    def gradients(part):
        ids, weights = (torch.as_tensor(t) for t in part)
        looks = guide.looks()
        model.read_packed(ids[:, :-1], looks)
        return torch.autograd.grad(guide.loss(model, looks, ids, weights), learned)

    for step in range(STEPS):
        batch = contexts(step)
        halves = zip(*(np.array_split(t, 2) for t in (batch.ids, batch.weights)))
        for p, *some in zip(learned, *each(gradients, halves)):
            p.grad = sum(some) * (ours[:, None] if p.dim() == 2 else ours)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1.0, (step + 1) / WARMUP) * (1 - step / STEPS)
        optimizer.step()
    for p in learned:
        p.grad = None


@torch.no_grad()
def carry(model, tokenizer, ids, seed):
    """Values and outputs of the heads: what a sentence of a context begins with is carried where the residual holds
    least, and raises its tokens' logits from there. ids [sequence, token] are texts with contexts."""
    torch.manual_seed(seed)
    width, layers = model.shape.width, (LAYERS.carrying, *LAYERS.pointing)
    with reading(model, layers) as reads:
        model.read_packed(ids)
    reads = {layer: read.flatten(0, 1) for layer, read in reads.items()}
    sentences = Sentences.of(Marks(tokenizer), ids, model.visible(model.places(ids)[0]))
    copy = copying(model, reads[LAYERS.carrying], ids.flatten(), HEAD, sentences.begins.flatten())
    least = least_used(torch.cat([reads[layer] - reads[layer].mean(0) for layer in LAYERS.pointing]), HEAD)
    outputs = slice(SUBJECT * HEAD, (SUBJECT + 1) * HEAD)
    values = slice(2 * width + outputs.start, 2 * width + outputs.stop)
    carrying = model.h[LAYERS.carrying].attn
    carrying.c_attn.weight[values], carrying.c_attn.bias[values] = copy.values, copy.bias
    carrying.c_proj.weight[:, outputs] = CARRIED * residual_deviation(model, LAYERS.pointing[0], ids) * least
    for layer in LAYERS.pointing:
        finding = model.h[layer].attn
        finding.c_attn.weight[values] = least.t() / CARRIED
        finding.c_attn.bias[values] = -(reads[layer].mean(0) @ least) / CARRIED
        finding.c_proj.weight[:, outputs] = STRENGTH * copy.outputs


def at_rest(attention, starts, told):
    """Where a head has nothing to do it looks at its document's first token: it would carry and copy what it sees."""
    mass = attention.gather(2, starts[:, :, None])[:, :, 0]
    return mean_where(~told, -(mass + TINY).log())


def same(of):
    """[sequence, token, token]: whether two tokens have the same."""
    return of[:, None] == of[:, :, None]


def shifted(of):
    """What the token before has."""
    return F.pad(of[:, :-1], (1, 0))
