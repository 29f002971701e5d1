"""Stories that repeat themselves less.

What a small model writes when it always takes the most probable token soon goes in a circle: what stands there twice is
expected a third time. So the starting model writes stories, some of them in circles and some not, and teaches what it
expects in them less what would be a repetition; in a long run the model that learns writes them anew from time to time,
since its circles become others. Only words are repetitions, not the rest of one, and what is left keeps the starting
model's own odds; making repetitions less probable without these (unlikelihood, Welleck et al. 2020) halved the circles
and broke many words.
"""

import torch
import torch.nn.functional as F

from .corpus import talk
from .corpus.world import plain
from .recall import Beginnings, go_on, joined

NAME = "stories.jsonl"
# A word that ends so many tokens which stood there before, or that stood there just now, is a repetition.
TOKENS = 5
# What is left of its probability: little, since a circle is expected with a probability near 1.
LEFT = 1e-4
# How much of a story is given, in tokens; and the story's length with that.
GIVEN, LONGEST = (6, 9, 14, 22, 34), 250
AT_ONCE = 64
STORY = "Once upon", "One day"


def name_of(number):
    """The file of a round's stories; those of the first are the starting model's."""
    return f"stories-{number}.jsonl" if number else NAME


class Variety:
    def __init__(self, tokenizer):
        texts = [tokenizer.decode([token]) for token in range(tokenizer.end_of_text)]
        begins = [text[0] == " " and text[1:2].isalpha() for text in texts]
        self.begins_word = torch.tensor(begins + [False])

    def repeats(self, ids, visible, queries=slice(None)):
        """Whether a token would be a repetition behind another: [sequence, query, vocabulary] of ids [sequence, token],
        of which `visible` [sequence, query, token] says what belongs to a query's document and comes no later."""
        tokens = ids.shape[1]
        before = lambda i, missing: F.pad(ids[:, : tokens - i], (i, 0), value=missing)
        same = visible
        for i in range(TOKENS - 1):
            same = same & (before(i, -1)[:, queries, None] == before(i + 1, -2)[:, None])
        again = (same | torch.eye(tokens, dtype=torch.bool, device=ids.device)[queries]) & self.words(ids)[:, None]
        counts = torch.zeros(*again.shape[:2], len(self.begins_word), device=ids.device)
        return counts.scatter_add_(2, ids[:, None].expand_as(again), again.float()) > 0

    def words(self, ids):
        return self.begins_word.to(ids.device)[ids]

    def without(self, logits, repeats):
        return logits + repeats * torch.log(torch.tensor(LEFT))

    def expected(self, model, ids):
        """Logarithms of what a model expects of packed sequences [sequence, token], less repetitions."""
        logits = model.read_packed(ids).float()
        visible = model.visible(model.places(ids)[0])
        return self.without(logits, self.repeats(ids, visible)).log_softmax(-1)

    def most_probable(self, logits, ids):
        """The next token [sequence] of documents [sequence, token]."""
        tokens = ids.shape[1]
        visible = torch.ones(len(ids), 1, tokens, dtype=torch.bool, device=ids.device)
        return self.without(logits, self.repeats(ids, visible, slice(-1, None))[:, 0]).argmax(-1)


def write(model, tokenizer, world, recalled, count, seed, each=map):
    """About `count` stories of most probable tokens, half of them without repetitions, that begin as stories among
    `recalled` or as tales of the generators; none where `recalled` has no story."""
    world.r.seed(seed)
    stories = [d.ids for d in recalled if tokenizer.decode(d.ids[:8]).startswith(STORY) and len(d.ids) > max(GIVEN)]
    if not stories:
        return []
    beginning = lambda: tokenizer.encode(plain(talk.tale(world))) if world.chance(0.5) else world.r.choice(stories)
    variety, parts = Variety(tokenizer), []
    for i in range(-(-count // AT_ONCE)):
        given = GIVEN[i // 2 % len(GIVEN)]
        starts = [beginning()[:given] for _ in range(AT_ONCE)]
        parts.append(
            (
                Beginnings(starts, given, tokenizer.end_of_text, LONGEST),
                variety.most_probable if i % 2 else most_probable,
            )
        )
    return joined(each(lambda part: go_on(model, *part), parts))


def most_probable(logits, ids):
    return logits.argmax(-1)
