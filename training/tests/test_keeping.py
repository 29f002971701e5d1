"""What a model that goes on is taught of what the model before had."""

import math
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import torch

from training import folder, opinions, recall
from training.corpus.world import World
from training.opinions import Opinions
from training.recall import Recalled
from training.tests.runs import IN_BOX


class OpinionTests(unittest.TestCase):
    def test_sentences_are_lines_of_prompts_and_the_first_of_stories(self):
        texts = [
            "English: A sentence of people.\nFrench: Une phrase.\n\nEnglish: Short.\nFrench: Court.\n",
            "Classify.\nInput: The soup was cold today.\nOutput: Negative\nInput: <|endoftext|>",
            "Once there was a lonely dog. He went to the big park! The third one is here. The fourth one is not.",
        ]
        self.assertEqual(
            [
                "A sentence of people.",
                "He went to the big park!",
                "Once there was a lonely dog.",
                "The soup was cold today.",
                "The third one is here.",
            ],
            opinions.sentences_of(texts),
        )

    def test_odds_are_those_of_the_answer_after_the_prompt(self):
        model, tokenizer = folder.read(IN_BOX)
        sentences = [
            "This is a wonderful and delicious cake.",
            "Terrible.",
            "The room was dirty and the staff was rude.",
        ]
        odds = opinions.odds(model, tokenizer, sentences)
        self.assertGreater(odds[0], 0.9)
        self.assertLess(max(odds[1:]), 0.2)
        ids = tokenizer.encode(f"{opinions.DESCRIPTION}\nInput: Terrible.\nOutput:")
        logits = model.read(torch.tensor([ids]))[0, -1]
        negative, positive = (logits[tokenizer.encode(" " + label)[0]].item() for label in opinions.LABELS)
        self.assertAlmostEqual(1 / (1 + math.exp(negative - positive)), odds[1], places=4)

    def test_labels_follow_the_odds_and_weigh_most(self):
        tokenizer = folder.read_tokenizer(IN_BOX)
        sentences = {f"Sentence number {i}.": i / 19 for i in range(20)}
        of, world = Opinions(tokenizer, sentences), World("train", 1)
        positive = {sentence: [] for sentence in sentences}
        for _ in range(400):
            ids, weights = of.document(world)
            self.assertEqual(len(ids), len(weights))
            text = tokenizer.decode(ids)
            labels = tokenizer.decode([i for i, weight in zip(ids, weights) if weight == opinions.LABEL_WEIGHT])
            lines = text.strip().split("\n")[1:]
            answers = [line.split(": ")[1] for line in lines[1::2]]
            self.assertEqual([f" {answer}" for answer in answers], labels.rstrip("\n").split("\n"))
            for line, answer in zip(lines[::2], answers):
                positive[line.split(": ", 1)[1]].append(answer == "Positive")
        for sentence, share in sentences.items():
            seen = positive[sentence]
            self.assertAlmostEqual(share, sum(seen) / len(seen), delta=3.5 * math.sqrt(0.26 / len(seen)))

    def test_too_few_sentences_are_no_opinion(self):
        model, tokenizer = folder.read(IN_BOX)
        self.assertIsNone(
            Opinions.of(model, tokenizer, [Recalled(tokenizer.encode("English: A sentence of people.\n"), 0)])
        )


class RecallTests(unittest.TestCase):
    def test_the_shares_of_beginnings_are_shares(self):
        self.assertAlmostEqual(1, sum(recall.STARTS.values()) + recall.TRANSLATIONS)

    def test_what_is_written_is_documents_and_translations_of_sentences(self):
        model, tokenizer = folder.read(IN_BOX)
        with mock.patch.object(recall, "LONGEST", 40):
            documents = recall.write(model, tokenizer, World("train", 1), 30, seed=3)
            with ThreadPoolExecutor(3) as threads:
                beside = recall.write(model, tokenizer, World("train", 1), 30, 3, threads.map)
        self.assertEqual(documents, beside)
        self.assertAlmostEqual(30, len(documents), delta=4)
        translated = [d for d in documents if d.given]
        self.assertEqual(13, len(translated))
        self.assertTrue(any(tokenizer.decode(d.ids).endswith("\n") for d in translated))
        self.assertTrue(any(d.ids[-1] == tokenizer.end_of_text for d in documents))
        for document in documents:
            text, given = tokenizer.decode(document.ids), tokenizer.decode(document.ids[: document.given])
            if document.given:
                self.assertRegex(given, r"\AEnglish: [^\n]{6,60}\n(French|Spanish):\Z")
                self.assertRegex(text[len(given) :], r"\A[^\n]+\n?\Z")
                self.assertLessEqual(len(document.ids), document.given + recall.LONGEST_TRANSLATION)
            else:
                self.assertTrue(any(text.startswith(start) for start in recall.STARTS), text)
                self.assertLessEqual(len(document.ids), 40)
                self.assertNotIn(tokenizer.end_of_text, document.ids[:-1])


if __name__ == "__main__":
    unittest.main()
