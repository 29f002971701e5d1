"""What the starting model thinks of sentences that nobody labelled, in prompts of several examples.

The generators' reviews are plain; those that people write are not, and a model that only reads the former grows too
sure of the latter. The sentences are those that the starting model wrote; each has its label by that model's own odds.
"""

import re

import torch
from torch.nn.utils.rnn import pad_sequence

DESCRIPTION = "Classify the sentiment of the text as Positive or Negative."
# (description, name of the text, name of the label), the usual form as often as all others together.
FORMS = [(DESCRIPTION, "Input", "Output")] * 3 + [
    ("Classify the sentiment of the review as Positive or Negative.", "Review", "Sentiment"),
    ("Classify the sentiment of the text as Negative or Positive.", "Text", "Sentiment"),
    ("Is the text Positive or Negative?", "Text", "Answer"),
]
LABELS = ("Negative", "Positive")
EXAMPLES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
# A line of sentence pairs or reviews, and a sentence of a story; in characters.
LINE = re.compile(r"^(?:English|Input|Review|Text|Sentence): (.{8,140})$", re.MULTILINE)
SENTENCE = re.compile(r"[A-Z][^.!?\n]{15,110}[.!?]")
OF_A_STORY = 3
AT_ONCE = 64
LABEL_WEIGHT, OTHER_WEIGHT = 5.0, 0.3


class Opinions:
    def __init__(self, tokenizer, positive):
        """positive: {sentence: the odds that it is positive, 0 to 1}."""
        self.tokenizer, self.positive = tokenizer, positive
        self.sentences = list(positive)

    @staticmethod
    def of(model, tokenizer, recalled):
        """Of the sentences of `recalled`; None where it has too few for a prompt."""
        sentences = sentences_of(tokenizer.decode(document.ids) for document in recalled)
        fits = lambda sentence: len(tokenizer.encode(prompt_of(sentence))) <= model.shape.context_length
        sentences = [sentence for sentence in sentences if fits(sentence)]
        if len(sentences) < max(EXAMPLES):
            return None
        return Opinions(tokenizer, dict(zip(sentences, odds(model, tokenizer, sentences))))

    def document(self, w):
        """(ids, weights) of some examples."""
        description, text, label = w.r.choice(FORMS)
        segments = [(description + "\n", False)]
        for sentence in w.r.sample(self.sentences, w.r.choice(EXAMPLES)):
            answer = LABELS[w.chance(self.positive[sentence])]
            segments += [(f"{text}: {sentence}\n{label}:", False), (f" {answer}\n", True)]
        ids, marks = self.tokenizer.encode_segments(segments)
        return ids, [LABEL_WEIGHT if mark else OTHER_WEIGHT for mark in marks]


def sentences_of(texts):
    """Sorted, each once."""
    found = set()
    for text in texts:
        lines = LINE.findall(text)
        found.update(lines or SENTENCE.findall(text)[:OF_A_STORY])
    return sorted(sentence for sentence in found if "<|" not in sentence)


def prompt_of(sentence):
    return f"{DESCRIPTION}\nInput: {sentence}\nOutput:"


@torch.no_grad()
def odds(model, tokenizer, sentences):
    """Of each sentence, how probable Positive is if the answer begins as one of the labels; in no example's company."""
    device, starts = model.wte.weight.device, [tokenizer.encode(" " + label)[0] for label in LABELS]
    prompts = [tokenizer.encode(prompt_of(sentence)) for sentence in sentences]
    by_length = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    out = [0.0] * len(prompts)
    for at in range(0, len(prompts), AT_ONCE):
        some = by_length[at : at + AT_ONCE]
        ids = pad_sequence([torch.tensor(prompts[i]) for i in some], batch_first=True).to(device)
        ends = torch.tensor([len(prompts[i]) - 1 for i in some], device=device)
        logits = model.read(ids)[torch.arange(len(some), device=device), ends]
        for i, share in zip(some, logits[:, starts].float().softmax(1)[:, 1].tolist()):
            out[i] = share
    return out
