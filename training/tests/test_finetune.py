import dataclasses
import unittest

from training import examples, files, folder, scoring
from training.errors import TrainingError
from training.finetune import Options, finetune
from training.packing import stack
from training.tests.runs import CPU, EXAMPLE, IN_BOX, finished_run, new_folder, silent

FORM = examples.Form()


class ExampleTests(unittest.TestCase):
    def write(self, text):
        path = new_folder() / "data.jsonl"
        path.write_text(text, encoding="utf-8")
        return path

    def assert_refused(self, text, message):
        with self.assertRaisesRegex(TrainingError, message):
            examples.read(self.write(text), FORM)

    def test_bad_lines_are_named(self):
        good = '{"input": "a", "output": "b"}\n'
        self.assert_refused("\n \n", r"data.jsonl: error: has no line that is not blank")
        self.assert_refused(good + '{"input": "a",}\n', r"data.jsonl\(2,15\): error: ")
        self.assert_refused(good + "\n[1]\n", r"data.jsonl\(3,1\): error: is a list, not an object")
        self.assert_refused(
            '{"input": "a"}', r'\(1,1\): error: needs "input" and "output", or "text" alone; it has input'
        )
        self.assert_refused('{"input": 1, "output": "b"}', r"\(1,1\): error: input is no text")
        self.assert_refused('{"input": "a", "output": ""}', r"\(1,1\): error: output is empty")

    def test_what_is_no_text_is_refused(self):
        path = new_folder() / "data.jsonl"
        path.write_bytes(b'{"text": "\xff"}')
        with self.assertRaisesRegex(TrainingError, "is no UTF-8: .* at byte 10"):
            examples.read(path, FORM)
        with self.assertRaisesRegex(TrainingError, "cannot be read: No such file"):
            files.read_text(path.with_name("other"))

    def test_a_pair_in_its_form(self):
        segments = FORM.segments("cat", "cats")
        self.assertEqual([("Input: cat\nOutput:", False), (" cats\n", True)], segments)
        self.assertEqual(
            [("{cat}=", False), ("cats", True)], examples.Form("{{{input}}}={output}").segments("cat", "cats")
        )

    def test_a_form_without_places_is_refused(self):
        for form in ("{input}", "{output} {input}", "{input} {output} {input}", "{input!r} {output}", "{"):
            with self.assertRaises(TrainingError, msg=form):
                examples.Form(form)

    def documents(self, text, context_length, **options):
        path = self.write(text)
        options = {"outputs_only": False, "split_long": False, "path": path} | options
        tokenizer = folder.read_tokenizer(IN_BOX)
        return examples.documents(examples.read(path, FORM), tokenizer, context_length, **options)

    def test_loss_on_outputs_only(self):
        ((ids, weights),) = self.documents('{"input": "cat", "output": "cats"}', 64, outputs_only=True).items
        tokenizer = folder.read_tokenizer(IN_BOX)
        learned = [i for i, weight in zip(ids, weights) if weight]
        self.assertEqual(" cats\n<|endoftext|>", tokenizer.decode(learned))

    def test_what_is_longer_than_the_context_is_counted_and_split_on_request(self):
        text = '{"text": "short"}\n{"text": "' + "one two three " * 20 + '"}\n'
        with self.assertRaisesRegex(
            TrainingError, r"\(2,1\): error: is longer than the context of 16 tokens, as are 1 of 2"
        ):
            self.documents(text, 16)
        out = self.documents(text, 16, split_long=True)
        self.assertEqual(1, out.split)
        pieces = [ids for ids, _ in out.items[1:]]
        self.assertTrue(all(a[-1] == b[0] for a, b in zip(pieces, pieces[1:])))
        joined = pieces[0] + [i for piece in pieces[1:] for i in piece[1:]]
        tokenizer = folder.read_tokenizer(IN_BOX)
        self.assertEqual("one two three " * 20 + "<|endoftext|>", tokenizer.decode(joined))

    def test_documents_stack_without_a_cut(self):
        documents = [([1] * n + [9], [1.0] * (n + 1)) for n in (5, 3, 2, 4)]
        batch = stack(documents, 9, end_of_text=9)
        self.assertEqual(2, len(batch.ids))
        self.assertEqual(18, batch.weights.sum())


class FinetuneTests(unittest.TestCase):
    def options(self, **changes):
        train, test = (str(EXAMPLE / f"desks.{name}.jsonl") for name in ("train", "test"))
        options = Options(model=str(IN_BOX), data=train, heldout=test, output=str(new_folder()), outputs_only=True)
        return dataclasses.replace(options, **changes)

    def test_an_unseen_task_of_200_examples_is_learned(self):
        options = self.options(epochs=2)
        before, after = finetune(options, CPU, report=silent)
        _, most = scoring.wilson(sum(before), len(before))
        least, _ = scoring.wilson(sum(after), len(after))
        self.assertLess(most, least)
        # The folder that was written is the model that was measured.
        model, tokenizer = folder.read(options.output)
        self.assertEqual(512, model.shape.context_length)
        self.assertEqual(2048, len(tokenizer.vocabulary))

    def test_resumed_it_gives_the_same_digits(self):
        short = {"model": str(finished_run()), "heldout": None, "epochs": 1, "outputs_only": False}
        whole, halves = self.options(**short), self.options(**short)
        finetune(whole, CPU, report=silent)
        finetune(halves, CPU, report=silent, stop_at=10)
        finetune(halves, CPU, report=silent)
        read = lambda options, name: (folder.Path(options.output) / name).read_bytes()
        self.assertEqual(read(whole, "log.jsonl"), read(halves, "log.jsonl"))
        self.assertEqual(read(whole, "model.onnx"), read(halves, "model.onnx"))

    def test_other_data_is_another_run(self):
        options = self.options(model=str(finished_run()), heldout=None, epochs=1)
        finetune(options, CPU, report=silent, stop_at=1)
        with self.assertRaisesRegex(TrainingError, "belongs to another run: data is"):
            finetune(dataclasses.replace(options, data=str(EXAMPLE / "desks.test.jsonl")), CPU, report=silent)

    def test_the_models_own_folder_is_not_written_to(self):
        with self.assertRaisesRegex(TrainingError, "is the model's own folder"):
            finetune(self.options(output=str(IN_BOX)), CPU, report=silent)

    def test_numbers_that_mean_nothing_are_refused(self):
        for name, value in (("epochs", 0), ("batch", -1), ("learning_rate", 0.0)):
            with self.assertRaisesRegex(TrainingError, "must be above 0"):
                self.options(**{name: value})


class ScoringTests(unittest.TestCase):
    def test_wilson(self):
        # Wilson 1927, worked by hand for 8 of 10.
        low, high = scoring.wilson(8, 10)
        self.assertAlmostEqual(0.4902, low, places=4)
        self.assertAlmostEqual(0.9433, high, places=4)

    def test_mcnemar(self):
        # 5 gained, 1 lost: 2 (1 + 6) / 64.
        before, after = [0] * 5 + [1] + [1] * 4, [1] * 5 + [0] + [1] * 4
        self.assertEqual(14 / 64, scoring.mcnemar(before, after))
        self.assertEqual(1, scoring.mcnemar([1, 0], [1, 0]))

    def test_what_is_generated_is_what_is_greedy(self):
        model, tokenizer = folder.read(IN_BOX)
        prompt = "Question: What is the capital of France?\nAnswer:"
        written = scoring.generate(model, tokenizer, prompt, stop="\n")
        (score,) = scoring.score(model, [(tokenizer.encode(prompt), tokenizer.encode(written))])
        self.assertEqual(" Paris\n", written)
        self.assertTrue(all(score.greedy))


if __name__ == "__main__":
    unittest.main()
