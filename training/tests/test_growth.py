"""Growing a model, how its heads begin, and telling them where to look."""

import copy
import dataclasses
import itertools
import shutil
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import torch

from training import comparing, folder, growth, heads, loop, pointing, recall
from training import pretrain as module
from training.configs import CONFIGS
from training.corpus import mixture
from training.corpus.world import World
from training.device import Device
from training.errors import TrainingError
from training.model import GPT, Shape
from training.pretrain import pretrain
from training.recall import Recalled
from training.tests.runs import CPU, IN_BOX, finished_run, new_folder, silent

SHORTER = {
    "context_length": 128,
    "steps": 4,
    "batch": 2,
    "checkpoint_every": 2,
    "recalled_documents": 30,
}
MORE = dataclasses.replace(CONFIGS["tiny-more"], sequences_at_once=1, warmup=1, **SHORTER)


def small():
    """A model of five layers and five heads, texts of it, and prompts whose answers begin behind every fifth token."""
    torch.manual_seed(3)
    model = GPT(Shape(400, 96, 5, 160, 5))
    ids = torch.randint(0, 399, (40, 96))
    places = list(range(4, 95, 5))
    return model, ids, [comparing.Prompt(row[:-1].tolist(), places, row[places].tolist()) for row in ids]


def grown_small():
    model, ids, prompts = small()
    with mock.patch.object(comparing, "STEPS", 3):
        return model, ids, growth.grow(model, ids, prompts, seed=1)


class GrowthTests(unittest.TestCase):
    def test_new_layers_change_nothing(self):
        model, ids, _ = small()
        grown = growth.insert_layers(model)
        self.assertEqual(9, grown.shape.layers)
        with torch.no_grad():
            torch.testing.assert_close(model.read(ids[:4]), grown.read(ids[:4]))

    def test_fewer_tokens_than_dimensions_are_copied_in_all_dimensions(self):
        model, ids, _ = small()
        few = torch.arange(ids.numel()) < 9
        with torch.no_grad():
            copied = growth.copying(model, model.wte.weight[ids.flatten()], ids.flatten(), 32, few)
        self.assertEqual((32, 160), tuple(copied.values.shape))
        self.assertEqual(32, torch.linalg.matrix_rank(copied.outputs).item())

    def test_a_copying_head_makes_what_it_looks_at_more_probable_than_anything(self):
        model, ids, _ = small()
        grown = growth.insert_layers(model)
        raises = (grown.wte.weight * grown.ln_f.weight).detach()
        raises = raises - raises.mean(1, keepdim=True)
        raises = raises - raises.mean(0)
        for layer in heads.LAYERS.pointing:
            growth.start_copying(grown, layer, ids)
            with torch.no_grad():
                with comparing.reading(grown, [layer]) as reads:
                    grown.read_packed(ids)
                read = reads[layer].flatten(0, 1)
                attention = grown.h[layer].attn
                values = attention.c_attn(read)[:, -grown.shape.width :]
                values[:, len(heads.COPYING) * heads.HEAD :] = 0
                copied = values @ attention.c_proj.weight.t()
            right = ((copied @ raises.t()).argmax(1) == ids.flatten()).float().mean().item()
            # Of 400 tokens, behind layers of random weights that no identity is meant to pass.
            self.assertGreater(right, 0.4, layer)

    def test_old_parameters_are_all_but_those_of_the_new_layers(self):
        model, _, grown = grown_small()
        old = set(map(id, growth.old_parameters(grown)))
        came = {name: p for name, p in grown.named_parameters() if id(p) in old}
        self.assertEqual({"0", "2", "3", "4", "6"}, {name.split(".")[1] for name in came if name.startswith("h.")})
        self.assertEqual(
            sorted(p.sum().item() for p in model.parameters()), sorted(p.sum().item() for p in came.values())
        )

    def test_too_small_a_model_is_refused(self):
        for shape in (Shape(400, 32, 4, 160, 5), Shape(400, 32, 5, 128, 4), Shape(400, 32, 5, 320, 5)):
            with self.assertRaisesRegex(TrainingError, "heads of 32, 5 of them at least, and for 5 layers at least"):
                growth.grow(GPT(shape), torch.zeros(1, 32, dtype=torch.int64), [], seed=1)


class ComparingTests(unittest.TestCase):
    def test_examples_of_one_label_become_alike(self):
        """Two classes, told apart by one direction of many; labels are others in each prompt."""
        torch.manual_seed(1)
        classes = torch.randint(0, 2, (300, 12))
        keys = torch.randn(300, 12, 160)
        keys[:, :, 7] += 6.0 * classes
        labels = classes + torch.randint(0, 50, (300, 1)) * (1 - 2 * classes) + 100
        with mock.patch.object(comparing, "STEPS", 600):
            maps = comparing.learn(keys[:200], keys[:200], labels[:200], seed=1)
        mass, told = maps.mass(keys[200:], keys[200:], labels[200:])
        self.assertGreater(mass.mean(1)[told].mean().item(), 0.8)
        # Directions that say nothing.
        keys[:, :, 7] = 0
        mass, told = maps.mass(keys[200:], keys[200:], labels[200:])
        self.assertLess(mass.mean(1)[told].mean().item(), 0.6)

    def test_mass_is_of_earlier_examples_only(self):
        """A loop over examples; the last prompt has fewer."""
        torch.manual_seed(2)
        size = len(heads.COMPARING) * heads.HEAD
        maps = comparing.Maps(*(torch.randn(shape) / 8 for shape in ((size, 160), (size,)) * 2))
        keys, queries = torch.randn(2, 3, 6, 160)
        labels = torch.randint(0, 3, (3, 6))
        labels[2, 4:] = -1
        mass, told = maps.mass(keys, queries, labels)
        for p in range(3):
            for q in range(6):
                earlier = range(min(q, 4) if p == 2 else q)
                same = [labels[p, k] == labels[p, q] for k in earlier]
                self.assertEqual(labels[p, q] >= 0 and any(same) and not all(same), bool(told[p, q]), (p, q))
                for head in range(3) if any(same) else ():
                    rows = slice(32 * head, 32 * (head + 1))
                    query = maps.query[rows] @ queries[p, q] + maps.query_bias[rows]
                    scores = [(maps.key[rows] @ keys[p, k] + maps.key_bias[rows]) @ query / 32**0.5 for k in earlier]
                    shares = torch.stack(scores).softmax(0)
                    self.assertAlmostEqual(shares[torch.tensor(same)].sum().item(), mass[p, head, q].item(), places=4)

    def test_what_is_carried_is_what_is_compared(self):
        """What the carrying layer adds, the pointing ones read as the key that was learned."""
        model, ids, prompts = small()
        grown, size = growth.insert_layers(model), len(heads.COMPARING) * heads.HEAD
        maps = comparing.Maps(*(torch.randn(shape) / 8 for shape in ((size, 160), (size,)) * 2))
        deviation = comparing.residual_deviation(grown, heads.LAYERS.pointing[0], ids)
        comparing.set_heads(grown, maps, 2.0, ids)
        carrying = grown.h[heads.LAYERS.carrying].attn
        some = torch.randn(10, 160)
        with torch.no_grad():
            value = carrying.c_attn(some)[:, 320 : 320 + size]
            torch.testing.assert_close(2.0 * value, some @ maps.key.t() + maps.key_bias, rtol=1e-4, atol=1e-4)
            added = value @ carrying.c_proj.weight[:, :size].t()
            for layer in heads.LAYERS.pointing:
                pointing_layer = grown.h[layer].attn.c_attn
                compared = added / deviation @ pointing_layer.weight[160 : 160 + size].t()
                torch.testing.assert_close(compared, 2.0 * value, rtol=1e-3, atol=1e-3)
                self.assertTrue(torch.equal(maps.query, pointing_layer.weight[:size]))

    def test_examples_are_read_where_answers_begin(self):
        model, ids, prompts = small()
        grown = growth.insert_layers(model)
        shorter = comparing.Prompt(prompts[1].ids[:50], prompts[1].places[:7], prompts[1].labels[:7])
        keys, queries, labels = comparing.padded(grown, [prompts[0], shorter])
        self.assertEqual([prompts[0].labels, shorter.labels + [-1] * 12], labels.tolist())
        layers = heads.LAYERS.carrying, heads.LAYERS.pointing[0]
        with comparing.reading(grown, layers) as read, torch.no_grad():
            grown.read(torch.tensor([shorter.ids]))
        for got, layer in zip((keys, queries), layers):
            torch.testing.assert_close(got[1, :7], read[layer][0, shorter.places])


class PointingTests(unittest.TestCase):
    def setUp(self):
        self.tokenizer = folder.read_tokenizer(finished_run())
        model, _, _ = small()
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
        """The guide's loss alone falls by a third within 80 steps."""
        config = dataclasses.replace(CONFIGS["smoke"], context_length=128)
        batches = mixture.Batches(World("train", 1), self.tokenizer, config)
        optimizer = torch.optim.Adam(self.model.parameters(), 3e-3)
        losses = []
        for step in range(80):
            batch = batches.batch(2, "look_up")
            ids, weights = torch.as_tensor(batch.ids), torch.as_tensor(batch.weights)
            looks = self.guide.looks()
            loop.loss_of(self.model, ids, weights, looks=looks)
            loss = self.guide.loss(self.model, looks, ids, weights)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        self.assertLess(sum(losses[-5:]), 0.75 * sum(losses[:5]))

    def test_a_pass_tells_where_the_layers_look_that_are_asked_for(self):
        looks = {3: None}
        self.model.read_packed(torch.zeros(1, 4, dtype=torch.int64), looks)
        self.assertEqual([3], list(looks))
        torch.testing.assert_close(torch.ones(1, 5, 4), looks[3].sum(3))

    def test_beginnings_of_answers_count_on_their_own(self):
        """Attention that is even: pointing costs as much as the share of the right places says."""
        encode = self.tokenizer.encode
        text = "Input: a\nOutput: b\nInput: c\nOutput: d\nInput: a\nOutput: b\n"
        ids = torch.tensor([encode(text)])
        weights = torch.zeros(ids.shape)
        begins = [i + 1 for i, token in enumerate(ids[0, :-1].tolist()) if token == self.guide.colon][1::2]
        weights[0, begins] = mixture.LABEL_WEIGHT
        tokens = ids.shape[1] - 1
        even = torch.ones(tokens, tokens).tril()
        even = (even / even.sum(1, keepdim=True)).expand(1, 5, tokens, tokens)
        of = lambda weights: self.guide.loss(self.model, {i: even for i in heads.LAYERS.new}, ids, weights)
        # Only the third answer has been seen before, once, among as many tokens as stand before it.
        expected = 2 * torch.tensor(float(begins[2])).log()
        unmarked = weights.clone()
        unmarked[0, begins] = 2.0
        others = of(torch.zeros(ids.shape))
        self.assertAlmostEqual(2 * expected.item(), (of(weights) - others).item(), places=3)
        self.assertAlmostEqual(expected.item(), (of(unmarked) - others).item(), places=3)


def taught_by(model):
    """The last two sequences are."""
    return loop.Teacher.of(model, lambda sequences: 2)


class TeacherTests(unittest.TestCase):
    def setUp(self):
        self.model, self.ids, _ = small()
        self.weights = torch.rand(self.ids.shape)

    def test_a_model_learns_nothing_from_itself(self):
        self.assertAlmostEqual(
            0, loop.loss_of(self.model, self.ids, self.weights, taught_by(self.model)).item(), places=3
        )

    def test_the_loss_is_what_the_teacher_expects_more(self):
        teacher = GPT(self.model.shape)
        loss = loop.loss_of(self.model, self.ids[:2], self.weights[:2], taught_by(teacher)).item()
        with torch.no_grad():
            p, q = (m.read_packed(self.ids[:2, :-1]).double().softmax(-1) for m in (teacher, self.model))
        expected = ((p * (p / q).log()).sum(2) * self.weights[:2, 1:]).sum().item()
        self.assertAlmostEqual(1, loss / expected, places=4)

    def test_a_step_learns_the_last_sequences_from_the_teacher(self):
        """From itself there is nothing to learn: what is left is the loss of the other sequences."""
        schedule = loop.Schedule(steps=9, learning_rate=1e-3, warmup=1, checkpoint_every=1, sequences_at_once=3)
        own = loop.loss_of(self.model, self.ids[:2], self.weights[:2]).item() / self.weights[:4, 1:].sum().item()
        optimizer, teacher = loop.optimizer_of(self.model, schedule), taught_by(copy.deepcopy(self.model))
        batch = self.ids[:4], self.weights[:4]
        loss, _ = loop.take_step(self.model, optimizer, batch, schedule, CPU, loop.Extras(teachers=(teacher,)))
        self.assertAlmostEqual(1, loss / own, places=4)

    def test_what_is_taught_is_not_told_where_to_look(self):
        guide = mock.Mock(weight=lambda _: 0.5, looks=lambda: None, loss=mock.Mock(return_value=torch.tensor(0.0)))
        schedule = loop.Schedule(steps=9, learning_rate=1e-3, warmup=1, checkpoint_every=1, sequences_at_once=3)
        extras = loop.Extras(guide, (taught_by(copy.deepcopy(self.model)),))
        batch = self.ids[:7], self.weights[:7]
        loop.take_step(self.model, loop.optimizer_of(self.model, schedule), batch, schedule, CPU, extras)
        told = sorted(call.args[2].tolist() for call in guide.loss.call_args_list)
        self.assertEqual(sorted([self.ids[:3].tolist(), self.ids[3:5].tolist()]), told)

    def test_taught_sequences_share_no_pass_with_others(self):
        one, other = taught_by(self.model), dataclasses.replace(taught_by(self.model), taught_of=lambda sequences: 4)
        rows = [(r.start, r.stop, teacher) for r, teacher in loop.passes(12, 3, (one, other))]
        self.assertEqual([(0, 3, None), (3, 6, None), (6, 8, one), (8, 11, other), (11, 12, other)], rows)
        self.assertEqual([(slice(0, 2), None)], loop.passes(2, 4))

    def test_what_is_taught_fills_the_last_sequences(self):
        tokenizer = folder.read_tokenizer(finished_run())
        config = dataclasses.replace(CONFIGS["smoke"], context_length=128)
        config = dataclasses.replace(config, taught=0.25)
        batches = mixture.Batches(World("train", 1), tokenizer, config, recalled=[Recalled([7] * 40 + [511], 10)])
        with mock.patch.object(mixture, "TAUGHT", {"recalled": 1, "opinions": 9}):
            batch = batches(0)
        self.assertEqual((config.batch, 129), batch.ids.shape)
        self.assertEqual({7, 511}, set(batch.ids[-1].tolist()))
        given, written = ((mixture.TAUGHT_WEIGHT * weight) for weight in (mixture.GIVEN_WEIGHT, 1.0))
        self.assertEqual([given] * 10 + [written] * 31, batch.weights[-1][:41].tolist())
        self.assertFalse((batch.ids[:-1] == 7).all(1).any())

    def test_what_the_starting_model_knows_is_taught_in_documents_of_its_kinds_too(self):
        tokenizer = folder.read_tokenizer(finished_run())
        config = dataclasses.replace(CONFIGS["smoke"], context_length=128)
        batches = mixture.Batches(World("train", 1), tokenizer, config, recalled=[Recalled([7], 0)])
        with mock.patch.object(mixture, "TAUGHT", {"generated": 1}):
            texts = [tokenizer.decode(ids) for ids, _ in itertools.islice(batches.taught(), 40)]
        self.assertTrue(any("return" in text for text in texts))
        self.assertTrue(any("Assistant:" in text for text in texts))
        self.assertFalse(any("Classify" in text for text in texts))

    def test_how_many_passes_run_beside_each_other_changes_no_digit(self):
        schedule = loop.Schedule(steps=9, learning_rate=1e-3, warmup=1, checkpoint_every=1, sequences_at_once=3)
        results = []
        for threads in (1, 4):
            torch.manual_seed(5)
            model, device = GPT(self.model.shape), Device("cpu")
            device.threads = ThreadPoolExecutor(threads)
            optimizer = loop.optimizer_of(model, schedule)
            batch = self.ids.numpy()[:11], self.weights.numpy()[:11]
            extras = loop.Extras(teachers=(taught_by(self.model),))
            told = [loop.take_step(model, optimizer, batch, schedule, device, extras) for _ in range(2)]
            results.append((told, [p.sum().item() for p in model.parameters()]))
        self.assertEqual(*results)
        self.assertNotEqual(results[0][0][0], results[0][0][1])


class GrownRunTests(unittest.TestCase):
    def setUp(self):
        for where, name, value in (
            (module, "PROMPTS_TO_COMPARE", 12),
            (module, "TEXTS_TO_COPY", 8),
            (comparing, "STEPS", 5),
        ):
            patch = mock.patch.object(where, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def test_a_grown_run_resumes_to_the_same_digits(self):
        start = new_folder()
        torch.manual_seed(1)
        folder.write(start, GPT(dataclasses.replace(MORE.shape, layers=6)), folder.read_tokenizer(IN_BOX), ["float32"])
        whole, halves = new_folder(), new_folder()
        pretrain(MORE, whole, CPU, start=start, report=silent)
        shutil.copy(whole / recall.NAME, halves)
        pretrain(MORE, halves, CPU, start=start, stop_at=2, report=silent)
        with mock.patch.object(
            growth, "grow", side_effect=AssertionError("The checkpoint has what is learned at first.")
        ):
            pretrain(MORE, halves, CPU, start=start, report=silent)
        for name in ("log.jsonl", "model.onnx"):
            self.assertEqual((whole / name).read_bytes(), (halves / name).read_bytes(), name)
        self.assertEqual(10, folder.read(whole)[0].shape.layers)

    def test_a_batch_of_nothing_but_what_is_taught_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "2 of 2 sequences are taught"):
            pretrain(dataclasses.replace(MORE, taught=1.0), new_folder(), CPU, start=IN_BOX, report=silent)

    def test_weights_that_came_rest_at_first_and_then_learn_slowly(self):
        schedule = loop.Schedule(
            steps=10, learning_rate=1.0, warmup=1, checkpoint_every=1, sequences_at_once=1, slow_rate=0.5, slow_start=4
        )
        self.assertEqual(0.0, schedule.slow_rate_at(3))
        self.assertEqual(schedule.rate(4) / 2, schedule.slow_rate_at(4))


if __name__ == "__main__":
    unittest.main()
