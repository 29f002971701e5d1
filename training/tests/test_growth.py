"""Growing a model, and telling its heads where to look."""

import dataclasses
import unittest

import torch

from training import folder, growth, loop, pointing
from training.configs import CONFIGS
from training.corpus import mixture
from training.corpus.world import World
from training.errors import TrainingError
from training.model import GPT, Shape
from training.pretrain import pretrain
from training.tests.runs import CPU, IN_BOX, finished_run, new_folder, silent

SHORTER = {"context_length": 128, "steps": 4, "batch": 2, "checkpoint_every": 2, "recalled_documents": 3}
MORE = dataclasses.replace(CONFIGS["tiny-more"], sequences_at_once=1, warmup=1, **SHORTER)


def small():
    """A model of five layers and five heads, and texts of it."""
    torch.manual_seed(3)
    model = GPT(Shape(400, 96, 5, 160, 5))
    return model, torch.randint(0, 399, (40, 96))


class GrowthTests(unittest.TestCase):
    def test_new_layers_change_nothing(self):
        model, ids = small()
        grown = growth.insert_layers(model)
        self.assertEqual(9, grown.shape.layers)
        with torch.no_grad():
            torch.testing.assert_close(model.read(ids[:4]), grown.read(ids[:4]))

    def test_a_copying_head_makes_what_it_looks_at_more_probable_than_anything(self):
        model, ids = small()
        grown = growth.grow(model, ids, seed=1)
        raises = (grown.wte.weight * grown.ln_f.weight).detach()
        raises = raises - raises.mean(1, keepdim=True)
        raises = raises - raises.mean(0)
        for layer in growth.LAYERS.pointing:
            with torch.no_grad():
                read = growth.what_is_read(grown, layer, ids)
                attention = grown.h[layer].attn
                values = attention.c_attn(read)[:, -grown.shape.width :]
                values[:, growth.COPYING_HEADS * 32 :] = 0
                copied = values @ attention.c_proj.weight.t()
            right = ((copied @ raises.t()).argmax(1) == ids.flatten()).float().mean().item()
            # Of 400 tokens, behind layers of random weights that no identity is meant to pass.
            self.assertGreater(right, 0.4, layer)

    def test_old_parameters_are_all_but_those_of_the_new_layers(self):
        model, ids = small()
        grown = growth.grow(model, ids, seed=1)
        old = set(map(id, growth.old_parameters(grown)))
        came = {name: p for name, p in grown.named_parameters() if id(p) in old}
        self.assertEqual({"0", "2", "4", "6", "8"}, {name.split(".")[1] for name in came if name.startswith("h.")})
        self.assertEqual(
            sorted(p.sum().item() for p in model.parameters()), sorted(p.sum().item() for p in came.values())
        )

    def test_too_small_a_model_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "4 layers and 5 heads at least"):
            growth.grow(GPT(Shape(400, 32, 3, 160, 5)), torch.zeros(1, 32, dtype=torch.int64), seed=1)


class PointingTests(unittest.TestCase):
    def setUp(self):
        self.tokenizer = folder.read_tokenizer(finished_run())
        model, _ = small()
        shape = dataclasses.replace(model.shape, vocabulary_size=512, context_length=128)
        self.model = growth.insert_layers(GPT(shape))
        self.guide = pointing.Guide(self.tokenizer, 0.5, 0.4)

    def test_guidance_fades(self):
        self.assertEqual([0.5, 0.25, 0.0, 0.0], [round(self.guide.weight(p), 6) for p in (0.0, 0.2, 0.4, 0.9)])

    def test_looking_back(self):
        """A head that looks at the token before, everywhere; documents of 4 and 3 tokens."""
        positions = torch.tensor([[0, 1, 2, 3, 0, 1, 2]])
        attention = torch.full((1, 1, 7, 7), 0.01)
        attention[0, 0].diagonal(-1).fill_(0.5)
        # Where a document begins there is nothing before: not told.
        attention[0, 0, 4, 3] = 1e-9
        self.assertAlmostEqual(0.6931, pointing.looks_back(attention, positions, 1).item(), places=3)
        self.assertAlmostEqual(4.605, pointing.looks_back(attention, positions, 2).item(), places=2)

    def test_heads_learn_where_to_look(self):
        """The guide's loss alone falls by a third within 40 steps."""
        config = dataclasses.replace(CONFIGS["smoke"], context_length=128)
        batches = mixture.Batches(World("train", 1), self.tokenizer, config)
        optimizer = torch.optim.Adam(self.model.parameters(), 3e-3)
        self.guide.watch(self.model, True)
        losses = []
        for step in range(40):
            batch = batches.batch(2, "look_up")
            ids, weights = torch.as_tensor(batch.ids), torch.as_tensor(batch.weights)
            loop.loss_of(self.model, ids, weights)
            loss = self.guide.loss(self.model, ids, weights)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        self.assertLess(sum(losses[-5:]), 0.75 * sum(losses[:5]))

    def test_no_attention_is_kept_without_guidance(self):
        self.guide.watch(self.model, False)
        self.model.read(torch.zeros(1, 4, dtype=torch.int64))
        self.assertTrue(all(block.attn.attention is None for block in self.model.h))


class GrownRunTests(unittest.TestCase):
    def test_a_grown_run_resumes_to_the_same_digits(self):
        start = new_folder()
        torch.manual_seed(1)
        folder.write(start, GPT(dataclasses.replace(MORE.shape, layers=6)), folder.read_tokenizer(IN_BOX), ["float32"])
        whole, halves = new_folder(), new_folder()
        pretrain(MORE, whole, CPU, start=start, report=silent)
        pretrain(MORE, halves, CPU, start=start, stop_at=2, report=silent)
        pretrain(MORE, halves, CPU, start=start, report=silent)
        for name in ("log.jsonl", "model.onnx"):
            self.assertEqual((whole / name).read_bytes(), (halves / name).read_bytes(), name)
        self.assertEqual(10, folder.read(whole)[0].shape.layers)

    def test_a_model_that_has_all_layers_learns_in_all_of_them(self):
        start, output = new_folder(), new_folder()
        torch.manual_seed(1)
        folder.write(start, GPT(MORE.shape), folder.read_tokenizer(IN_BOX), ["float32"])
        pretrain(MORE, output, CPU, start=start, report=silent)
        before, after = (folder.read(f)[0].state_dict() for f in (start, output))
        self.assertEqual([], [name for name in before if torch.equal(before[name], after[name])])

    def test_weights_that_came_rest_at_first_and_then_learn_slowly(self):
        schedule = loop.Schedule(
            steps=10, learning_rate=1.0, warmup=1, checkpoint_every=1, sequences_at_once=1, slow_rate=0.5, slow_start=4
        )
        self.assertEqual(0.0, schedule.slow_rate_at(3))
        self.assertEqual(schedule.rate(4) / 2, schedule.slow_rate_at(4))


if __name__ == "__main__":
    unittest.main()
