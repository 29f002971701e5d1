import dataclasses
import hashlib
import os
import subprocess
import sys
import unittest

from training import folder, heldout
from training.bpe import Tokenizer
from training.configs import CONFIGS
from training.corpus import mixture, natural, questions, rules, words, world
from training.corpus.functions import FUNCTIONS
from training.corpus.split import TEST, TRAIN, held_out, part
from training.errors import TrainingError
from training.tests.runs import IN_BOX, ROOT, SHORT, new_folder


class CorpusTests(unittest.TestCase):
    def test_a_batch_depends_on_seed_and_step_alone(self):
        tokenizer = Tokenizer([])
        batches = mixture.Batches(world.World(TRAIN, 1), tokenizer, SHORT)
        first, other = batches(3), batches(4)
        again = mixture.Batches(world.World(TRAIN, 2), tokenizer, SHORT)(3)
        self.assertTrue((first.ids == again.ids).all() and (first.weights == again.weights).all())
        self.assertFalse((first.ids == other.ids).all())

    def test_documents_do_not_depend_on_the_order_of_sets(self):
        script = (
            "from training.corpus import mixture, world; w = world.World('train', 1)\n"
            "print(''.join(mixture.draw(w)[0] for _ in range(300)))"
        )
        hashes = set()
        for seed in ("1", "2"):
            out = subprocess.check_output(
                [sys.executable, "-c", script], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}
            )
            hashes.add(hashlib.sha256(out).hexdigest())
        self.assertEqual(1, len(hashes))

    def test_splits_share_no_word(self):
        train, test = world.World(TRAIN, 1), world.World(TEST, 1)
        for name in ("names", "cities", "objects", "ordinary", "labels", "things"):
            self.assertFalse(set(getattr(train, name)) & set(getattr(test, name)), name)
        self.assertTrue(all(held_out("pseudo" + test.invented_word(), 10) for _ in range(50)))
        self.assertFalse(any(held_out("pseudo" + train.invented_word(), 10) for _ in range(50)))

    def test_words_of_no_class_are_in_no_category(self):
        members = [word for category in words.CATEGORIES.values() for word in category]
        self.assertFalse(set(words.ORDINARY) & {*members, *words.MISC, *words.LABEL_WORDS, *words.NONSENSE})
        self.assertEqual(len(words.ORDINARY), len(set(words.ORDINARY)))

    def test_no_word_kept_of_one_list_is_learned_by_another(self):
        lists = (words.MISC, words.ORDINARY, words.ADJECTIVES)
        kept = {word for some in lists for word in some if held_out(word)}
        kept |= {word for some in words.CATEGORIES.values() for word in some if held_out(word, 6)}
        self.assertFalse(kept & set(world.World(TRAIN, 1).all_words))

    def test_every_kind_has_answers_and_a_share_in_some_phase(self):
        w = world.World(TRAIN, 1)
        for kind, (generate, *_) in mixture.KINDS.items():
            marks = [mark for _, mark in mixture.segments(generate(w))]
            self.assertIn(True, marks, kind)
        drawn = {mixture.draw(w, phase)[1] for phase in mixture.PHASES for _ in range(400)}
        self.assertEqual(set(mixture.KINDS), drawn)

    def test_a_third_of_the_late_answers_are_arbitrary_labels(self):
        w, tokenizer = world.World(TRAIN, 1), Tokenizer([])
        counts = {}
        for _ in range(600):
            document, kind = mixture.draw(w)
            counts[kind] = counts.get(kind, 0) + len(mixture.tokens(document, kind, tokenizer)[0])
        self.assertGreater(counts["arbitrary_labels"], sum(counts.values()) / 3)

    def test_functions_of_python_compute_what_they_say(self):
        by_name = {f.name: f for f in FUNCTIONS}
        for name, arguments, expected in (
            ("count_odd", ([1, 2, 3],), 2),
            ("sum_squares_of_even", ([1, 2, 4],), 20),
            ("times_3", (5,), 15),
            ("is_palindrome", ("level",), True),
        ):
            names = {}
            exec(by_name[name].render("python", by_name[name].draw_parameters(world.World(TRAIN, 1).r)), names)
            self.assertEqual(expected, names[name](*arguments), name)

    def test_every_function_is_python(self):
        r = world.World(TRAIN, 1).r
        for function in FUNCTIONS:
            compile(function.render("python", function.draw_parameters(r)), function.name, "exec")
        self.assertGreater(len(FUNCTIONS), 300)

    def test_held_out_samples_are_the_same_each_time(self):
        first, again = list(heldout.samples()), list(heldout.samples())
        self.assertEqual(first, again)
        self.assertGreater(len(first), 4000)

    def test_held_out_sentences_are_in_no_training_document(self):
        w = world.World(TRAIN, 1)
        trained = "".join(world.plain(mixture.draw(w)[0]) for _ in range(4000))
        tasks = {"sentiment_templates", "question_type"}
        asked = [s["input"] for s in heldout.samples() if s["task"] in tasks]
        self.assertFalse([x for x in asked if f": {x}\n" in trained])

    def test_part_keeps_a_list_that_would_be_empty(self):
        self.assertEqual(["x"], part(["x"], TRAIN) if held_out("x") else part(["x"], TEST))

    def test_texts_without_tabs_are_named(self):
        path = new_folder() / "fra.txt"
        path.write_text("Go.\tVa !\nno tab\n")
        with self.assertRaisesRegex(TrainingError, r"fra.txt\(2,1\): error: has no tab"):
            natural.sentence_pairs(path)

    def test_names_and_words_of_no_list_are_for_training_alone(self):
        for split, invents in (("train", True), ("test", False)):
            w = world.World(split, 5)
            names = [w.unlisted_names(["Ada", "Bo"]) for _ in range(60)]
            self.assertEqual(invents, any(some != ["Ada", "Bo"] for some in names))
            self.assertIn(["Ada", "Bo"], names)
            self.assertTrue(all(len(set(some)) == 2 for some in names))
            words = [w.word_of("animal") for _ in range(400)]
            unknown = sum(word not in w.categories["animal"] for word in words)
            self.assertTrue(85 < unknown < 155 if invents else unknown == 0, unknown)
            copied = [rules.rule(w, "copy")[1]()[0] for _ in range(60)]
            self.assertEqual(invents, any(word not in w.all_words for word in copied))
            some = [word for _ in range(60) for word in w.some_words(1, 3)]
            self.assertEqual(invents, any(word not in w.all_words for word in some))

    def test_training_alone_has_words_of_no_class_between_those_of_texts(self):
        text = "We thought the view was nice."
        for split, disturbs in (("train", True), ("test", False)):
            w = world.World(split, 5)
            texts = [worded(text) for worded in (w.worded() for _ in range(200)) for _ in range(2)]
            others = [each for each in texts if each != text]
            self.assertTrue(60 < len(others) < 140 if disturbs else not others, len(others))
            for each in others:
                rest = iter(each.split(" "))
                self.assertTrue(each.startswith("We ") and all(word in rest for word in text.split(" ")), each)

    def test_answers_behind_more_examples_weigh_more_where_examples_tell_them(self):
        tokenizer = folder.read_tokenizer(IN_BOX)
        lines = "".join(f"Input: {x}\nOutput:{world.answer('red')}" for x in range(14))
        for kind, expected in (
            ("in_context", [round(2.0 * min(0.5 + 0.1 * i, 1.5), 3) for i in range(14)]),
            ("translation", [1.2] * 14),
        ):
            ids, weights = mixture.tokens(lines, kind, tokenizer)
            red = tokenizer.encode(" red")[-1]
            self.assertEqual(expected, [round(weight, 3) for id, weight in zip(ids, weights) if id == red], kind)

    def test_a_blend_begins_as_one_word_and_ends_as_another_and_is_none(self):
        w = world.World(TRAIN, 2)
        starts = {word[:i] for word in w.spelled for i in range(2, len(word))}
        ends = {word[i:] for word in w.spelled for i in range(1, len(word) - 1)}
        for word in (w.blend() for _ in range(300)):
            self.assertNotIn(word, words.KNOWN)
            parts = [(i, j) for i in range(2, len(word)) for j in range(i, i + 3)]
            self.assertTrue(any(word[:i] in starts and word[j:] in ends for i, j in parts), word)

    def test_words_of_the_test_split_are_spelled_in_no_blend(self):
        w = world.World(TRAIN, 2)
        kept = {name.lower() for name in world.World("test", 2).names + world.World("test", 2).cities}
        self.assertFalse(kept & set(w.spelled))

    def test_training_alone_has_documents_of_several_contexts_and_the_last_one_answers(self):
        for split, several in (("train", True), ("test", False)):
            w = world.World(split, 4)
            documents = [questions.context_questions(w) for _ in range(60)]
            contexts = [world.plain(document).split("Context: ")[1:] for document in documents]
            self.assertEqual(several, any(len(some) > 1 for some in contexts))
            self.assertTrue(any(len(some) == 1 for some in contexts))
            self.assertTrue(all(len({one.split("\n\n")[0] for one in some}) == len(some) for some in contexts))
            for text, *rest in (context.split("\n\nQuestion: ") for some in contexts for context in some):
                self.assertTrue(rest)
                for question, said in (one.strip().split("\nAnswer: ") for one in rest):
                    self.assertIn(said.lower(), text.lower(), question)

    def test_three_batches_of_four_are_of_short_sequences(self):
        config = dataclasses.replace(CONFIGS["tiny-last"], context_length=64, short_length=16, batch=2)
        batches = mixture.Batches(world.World(TRAIN, 1), folder.read_tokenizer(IN_BOX), config)
        self.assertEqual([(2, 65), (8, 17), (8, 17), (8, 17), (2, 65)], [batches(i).ids.shape for i in range(5)])


if __name__ == "__main__":
    unittest.main()
