"""What a sentence is about, carried to its words: where heads are told to look, and what they begin with."""

import copy
import dataclasses
import math
import unittest
from unittest import mock

import torch

from training import binding, comparing, folder, pretrain
from training.configs import CONFIGS
from training.corpus import mixture
from training.corpus.world import World
from training.heads import HEAD, LAYERS, SUBJECT
from training.model import GPT, Shape
from training.tests.runs import IN_BOX

CONTEXT = "Context: Ada likes rye. Bo is from Rome. He has a red hat. Cy has a blue hat."
QUESTION = "\n\nQuestion: Who likes rye?\nAnswer: Ada\n\nQuestion: Who is from Rome?\nAnswer: Bo\n"


class SentencesTests(unittest.TestCase):
    def setUp(self):
        self.tokenizer = folder.read_tokenizer(IN_BOX)
        self.marks = binding.Marks(self.tokenizer)
        self.guide = binding.Guide(self.tokenizer, 0.6, 0.8)
        torch.manual_seed(2)
        self.model = GPT(Shape(2048, 128, 9, 160, 5))

    def read(self, text):
        ids = torch.tensor([self.tokenizer.encode(text)])
        return ids, binding.Sentences.of(self.marks, ids, self.model.visible(self.model.places(ids)[0]))

    def words(self, ids, where):
        """The tokens [token] at the places where [token]."""
        return [self.tokenizer.decode([token]) for token in ids[0][where].tolist()]

    def test_sentences_of_a_context_begin_after_its_name_and_after_periods(self):
        ids, sentences = self.read(f"No. Yes.\n\n{CONTEXT}{QUESTION}Yes. No.\n")
        # "He" goes on with Bo; before and behind the line of the context there are none.
        self.assertEqual([" A", " B", " C"], self.words(ids, sentences.begins[0]))
        self.assertEqual(CONTEXT.removeprefix("Context:"), "".join(self.words(ids, sentences.in_context[0])))

    def test_as_many_tokens_as_are_carried_are_first(self):
        ids, sentences = self.read("Context: Ada likes rye. Bo is old")
        self.assertEqual([" A", "d", " B", "o"], self.words(ids, sentences.first[0]))
        self.assertEqual(4, 2 * binding.FIRST)

    def test_an_answer_looks_at_what_the_question_names_and_only_its_sentence_has(self):
        ids, _ = self.read(CONTEXT + QUESTION)
        given, following = ids[:, :-1], ids[:, 1:]
        visible = self.model.visible(self.model.places(given)[0])
        named, told = self.guide.named(given, following, binding.Sentences.of(self.marks, given, visible), visible)
        self.assertEqual([" A", " B"], self.words(following, told[0]))
        first, second = told[0].nonzero().flatten().tolist()
        # Not the y, which Cy has too.
        self.assertEqual([" likes", " r", "e"], self.words(given, named[0, first]))
        self.assertEqual([" is", " from", " R", "ome"], self.words(given, named[0, second]))

    def test_attention_as_told_costs_nothing_and_even_attention_what_it_misses(self):
        ids, sentences = self.read(CONTEXT + QUESTION)
        given, weights = ids[:, :-1], torch.full(ids.shape, 2.0)
        visible = self.model.visible(self.model.places(given)[0])
        sentences = binding.Sentences.of(self.marks, given, visible)
        named, told = self.guide.named(given, ids[:, 1:], sentences, visible)
        tokens = given.shape[1]
        even = torch.ones(tokens, tokens).tril()
        even = even / even.sum(1, keepdim=True)
        first = sentences.first[0].nonzero().flatten()
        inside = (sentences.in_context & ~sentences.first)[0].nonzero().flatten().tolist()
        asked = told[0].nonzero().flatten().tolist()
        # At rest, but for what is told.
        carrying, finding = (torch.zeros(tokens, tokens).index_fill(1, torch.tensor([0]), 1.0) for _ in range(2))
        for at in inside:
            carrying[at] = 0
            carrying[at, first[first < at][-binding.FIRST :]] = 1 / binding.FIRST
        for at in asked:
            finding[at] = named[0, at] / named[0, at].sum()

        def loss(carrying, finding, weights=weights):
            attention = dict.fromkeys(LAYERS.pointing, finding) | {LAYERS.carrying: carrying}
            looks = {layer: attention[layer].expand(1, 5, tokens, tokens) for layer in self.guide.looks()}
            return self.guide.loss(self.model, looks, ids, weights).item()

        mean = lambda nats: sum(nats) / len(nats)
        rest = lambda told: mean([math.log(at + 1) for at in range(tokens) if at not in told])
        self.assertAlmostEqual(0, loss(carrying, finding), places=3)
        # Of a token behind n others an even head gives each first token 1/n, and should give it 1/FIRST.
        carried = mean([math.log((at + 1) / binding.FIRST) for at in inside])
        self.assertAlmostEqual(carried + rest(inside), loss(even, finding), places=3)
        found = mean([-math.log(named[0, at].sum().item() / (at + 1)) for at in asked])
        self.assertAlmostEqual(found + rest(asked), loss(carrying, even), places=3)
        # What is no answer is not told to find anything.
        self.assertAlmostEqual(rest([]), loss(carrying, even, torch.ones(ids.shape)), places=3)

    def test_heads_learn_where_to_look_and_nothing_else_learns(self):
        config = dataclasses.replace(CONFIGS["tiny-last"], context_length=96, short_length=0)
        contexts = mixture.Batches(World("train", 4), self.tokenizer, config).contexts

        def loss(model):
            ids, weights = (torch.as_tensor(t) for t in (contexts(0).ids, contexts(0).weights))
            looks = self.guide.looks()
            with torch.no_grad():
                model.read_packed(ids[:, :-1], looks)
                return self.guide.loss(model, looks, ids, weights).item()

        before = copy.deepcopy(self.model)
        with mock.patch.object(binding, "STEPS", 12):
            binding.learn_to_look(self.model, self.tokenizer, contexts)
        self.assertLess(loss(self.model), 0.85 * loss(before))
        rows = [*range(SUBJECT * HEAD, (SUBJECT + 1) * HEAD), *range(160 + SUBJECT * HEAD, 160 + (SUBJECT + 1) * HEAD)]
        others = [i for i in range(480) if i not in rows]
        changed = []
        for (name, now), then in zip(self.model.named_parameters(), before.parameters()):
            if not torch.equal(now, then):
                changed.append(name)
                self.assertTrue(torch.equal(now[others], then[others]), name)
        layers = [LAYERS.carrying, *LAYERS.pointing]
        self.assertEqual([f"h.{i}.attn.c_attn.{part}" for i in layers for part in ("weight", "bias")], changed)

    def test_what_is_carried_raises_what_the_sentence_begins_with(self):
        """Through values and outputs alone, as if heads looked as they are told; the model is one of random weights."""
        w, config = World("train", 4), dataclasses.replace(CONFIGS["tiny-last"], context_length=128)
        ids = pretrain.texts_of(self.tokenizer, config, w, "once_more")
        sentences = binding.Sentences.of(self.marks, ids, self.model.visible(self.model.places(ids)[0]))
        raises = (self.model.wte.weight * self.model.ln_f.weight).detach()
        raises = raises - raises.mean(1, keepdim=True)
        raises = raises - raises.mean(0)
        binding.carry(self.model, self.tokenizer, ids, seed=1)
        rows = slice(2 * 160 + SUBJECT * HEAD, 2 * 160 + (SUBJECT + 1) * HEAD)
        columns = slice(SUBJECT * HEAD, (SUBJECT + 1) * HEAD)
        with torch.no_grad():
            with comparing.reading(self.model, [LAYERS.carrying]) as reads:
                self.model.read_packed(ids)
            carrying, begins = self.model.h[LAYERS.carrying].attn, ids[sentences.begins]
            values = carrying.c_attn(reads[LAYERS.carrying][sentences.begins])[:, rows]
            added = values @ carrying.c_proj.weight[:, columns].t()
            for layer in LAYERS.pointing:
                finding = self.model.h[layer].attn
                found = added @ finding.c_attn.weight[rows].t() @ finding.c_proj.weight[:, columns].t()
                best = begins.unique()[(found @ raises[begins.unique()].t()).argmax(1)]
                self.assertGreater((best == begins).float().mean().item(), 0.8, layer)


if __name__ == "__main__":
    unittest.main()
