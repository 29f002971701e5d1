"""Stories without repetitions: what is one, what is expected instead, and what is written for it."""

import dataclasses
import shutil
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import torch

from training import binding, folder, recall, varying
from training import pretrain as module
from training.configs import CONFIGS
from training.corpus import mixture
from training.corpus.world import World
from training.model import GPT
from training.pretrain import pretrain
from training.recall import Recalled
from training.tests.runs import CPU, IN_BOX, new_folder, silent

STORY = "Once upon a time, there was a little girl named Lily. She loved to play with her friends in the big park. One day, she saw a big tree and a red bird."


class VaryingTests(unittest.TestCase):
    def setUp(self):
        self.model, self.tokenizer = folder.read(IN_BOX)
        self.variety = varying.Variety(self.tokenizer)

    def repeated(self, text):
        """The words that would be repetitions behind a text."""
        ids = torch.tensor([self.tokenizer.encode(text)])
        visible = torch.ones(1, ids.shape[1], ids.shape[1], dtype=torch.bool).tril()
        repeats = self.variety.repeats(ids, visible)[0, -1]
        last = self.variety.repeats(ids, visible[:, -1:], slice(-1, None))[0, 0]
        self.assertTrue(torch.equal(repeats, last))
        return [self.tokenizer.decode([token]) for token in repeats.nonzero().flatten().tolist()]

    def test_a_word_that_ended_the_same_tokens_before_is_a_repetition(self):
        self.assertEqual(
            [" sad", " very", " was"],
            sorted(self.repeated("Bob was very happy and Bob was sad and Bob was very happy and Bob was")),
        )
        self.assertEqual([" red"], self.repeated("a big red dog and a big red"))
        # Four tokens are the same, the fifth would be; three are too few.
        self.assertIn(" dog", self.repeated("We see the very big dog, we see the very big"))
        self.assertNotIn(" dog", self.repeated("We see the very big dog, and the very big"))

    def test_the_rest_of_a_word_and_what_is_no_word_are_none(self):
        ids = self.tokenizer.encode(" Bob")
        self.assertGreater(len(ids), 1)
        begin = self.tokenizer.decode(ids[:1])
        self.assertEqual([begin], self.repeated(f"he saw the dog Bob, he saw the dog{begin}"))
        # The last word again, but not the period behind it.
        self.assertEqual([" dog"], self.repeated("Tom saw a big dog. Tom saw a big dog"))

    def test_documents_of_a_sequence_do_not_count_in_each_other(self):
        text = self.tokenizer.encode("We see the very big dog, we see the very big")
        end = self.tokenizer.end_of_text
        half = len(text) // 2 + 1
        for between, found in (([], True), ([end], False)):
            ids = torch.tensor([text[:half] + between + text[half:]])
            visible = self.model.visible(self.model.places(ids)[0])
            dog = self.tokenizer.encode(" dog")[0]
            self.assertEqual(found, bool(self.variety.repeats(ids, visible)[0, -1, dog]))

    def test_what_is_left_keeps_its_odds(self):
        ids = torch.tensor([self.tokenizer.encode("Tom saw a red dog. Tom saw a red dog. Tom saw a red")])
        with torch.no_grad():
            plain = self.model.read_packed(ids).log_softmax(-1)[0, -1]
            expected = self.variety.expected(self.model, ids)[0, -1]
        self.assertAlmostEqual(1, expected.exp().sum().item(), places=4)
        difference = expected - plain
        dog, red = (self.tokenizer.encode(word)[0] for word in (" dog", " red"))
        others = [t for t in range(2048) if t not in (dog, red)]
        self.assertLess(difference[others].max() - difference[others].min(), 1e-3)
        least = torch.log(torch.tensor(varying.LEFT)).item()
        self.assertAlmostEqual(least, (difference[dog] - difference[others].mean()).item(), places=2)
        self.assertAlmostEqual(least, (difference[red] - difference[others].mean()).item(), places=2)

    def test_half_of_the_stories_have_no_repetitions(self):
        recalled = [Recalled(self.tokenizer.encode(STORY), 0), Recalled(self.tokenizer.encode("English: " + STORY), 0)]
        with mock.patch.multiple(varying, LONGEST=60, AT_ONCE=2):
            stories = varying.write(self.model, self.tokenizer, World("train", 1), recalled, 8, 3)
            with ThreadPoolExecutor(3) as threads:
                beside = varying.write(self.model, self.tokenizer, World("train", 1), recalled, 8, 3, threads.map)
        self.assertEqual(stories, beside)
        self.assertEqual(8, len(stories))
        start = self.tokenizer.encode(STORY)
        of_tales = [story for story in stories if story.ids[: story.given] != start[: story.given]]
        self.assertTrue(0 < len(of_tales) < 8)
        for story in of_tales:
            self.assertRegex(self.tokenizer.decode(story.ids), "^(Once upon a|One day|There once|[A-Z]\\w+ was a)")
        for number, story in enumerate(stories):
            self.assertLessEqual(len(story.ids), 60)
            ids = torch.tensor([story.ids])
            visible = torch.ones(1, ids.shape[1], ids.shape[1], dtype=torch.bool).tril()
            repeats = self.variety.repeats(ids[:, :-1], visible[:, :-1, :-1])[0]
            written = repeats[range(story.given - 1, ids.shape[1] - 1), ids[0, story.given :]]
            if number // 2 % 2:
                self.assertFalse(written.any())

    def test_without_a_story_none_is_written(self):
        recalled = [Recalled(self.tokenizer.encode("English: " + STORY), 0)]
        self.assertEqual([], varying.write(self.model, self.tokenizer, World("train", 1), recalled, 8, 3))

    def test_stories_fill_the_last_sequences_of_a_batch(self):
        config = dataclasses.replace(CONFIGS["tiny-last"], context_length=64, short_length=0, batch=8)
        recalled, stories = [Recalled([7] * 40 + [2047], 0)], [Recalled([9] * 50 + [2047], 10)]
        batches = mixture.Batches(World("train", 1), self.tokenizer, config, recalled, None, stories)
        with mock.patch.object(mixture, "TAUGHT", {"recalled": 1}):
            batch = batches(0)
        kinds = [row.tolist() for row in batch.ids]
        self.assertEqual([False] * 5 + [True] * 2 + [False], [set(row) == {7, 2047} for row in kinds])
        self.assertEqual({9, 2047}, set(kinds[-1]))
        given = mixture.TAUGHT_WEIGHT * mixture.GIVEN_WEIGHT
        self.assertEqual([given] * 10 + [mixture.TAUGHT_WEIGHT] * 41, batch.weights[-1][:51].tolist())

    def test_a_run_with_stories_and_carried_beginnings_learns_in_all_layers_and_resumes_to_the_same_digits(self):
        small = {"context_length": 128, "short_length": 64, "steps": 3, "batch": 8, "checkpoint_every": 1, "warmup": 1}
        config = dataclasses.replace(CONFIGS["tiny-last"], recalled_documents=16, stories=4, renewed_every=2, **small)
        start, whole, halves = new_folder(), new_folder(), new_folder()
        torch.manual_seed(1)
        folder.write(start, GPT(config.shape), self.tokenizer, ["float32"])
        patches = [mock.patch.multiple(varying, LONGEST=50, AT_ONCE=2), mock.patch.object(recall, "LONGEST", 50)]
        patches += [mock.patch.object(binding, "STEPS", 2), mock.patch.object(module, "TEXTS_TO_COPY", 16)]
        for patch in patches:
            patch.start()
            self.addCleanup(patch.stop)
        pretrain(config, whole, CPU, start=start, report=silent)
        before, after = (folder.read(f)[0].state_dict() for f in (start, whole))
        self.assertEqual([], [name for name in before if torch.equal(before[name], after[name])])
        names = [varying.name_of(number) for number in range(2)]
        first, renewed = ((whole / name).read_bytes() for name in names)
        self.assertTrue(first and renewed and first != renewed)
        for name in (recall.NAME, names[0]):
            shutil.copy(whole / name, halves)
        # Stopped before the stories of its second round are written.
        pretrain(config, halves, CPU, start=start, stop_at=2, report=silent)
        self.assertFalse((halves / names[1]).exists())
        with mock.patch.object(module, "bind", side_effect=AssertionError("The checkpoint has what heads begin with.")):
            pretrain(config, halves, CPU, start=start, report=silent)
        for name in (names[1], "log.jsonl", "model.onnx"):
            self.assertEqual((whole / name).read_bytes(), (halves / name).read_bytes(), name)

    def test_rounds_are_those_that_are_left_and_one_at_least(self):
        config = dataclasses.replace(CONFIGS["tiny-last"], steps=7, renewed_every=3)
        for reached, last, expected in (
            (0, 7, [(0, 3), (1, 6), (2, 7)]),
            (0, 2, [(0, 2)]),
            (0, 3, [(0, 3)]),
            (3, 7, [(1, 6), (2, 7)]),
            (5, 7, [(1, 6), (2, 7)]),
            (7, 7, [(2, 7)]),
            (7, 4, [(1, 4)]),
        ):
            self.assertEqual(expected, module.rounds(config, reached, last), (reached, last))
        self.assertEqual([(0, 7)], module.rounds(dataclasses.replace(config, renewed_every=0), 4, 7))


if __name__ == "__main__":
    unittest.main()
