"""Averages of two models."""

import unittest

from training import folder
from training.averaging import average
from training.errors import TrainingError
from training.model import GPT, Shape
from training.tests.runs import IN_BOX, new_folder

SHAPE = Shape(2048, 16, 1, 8, 2)


class AveragingTests(unittest.TestCase):
    def setUp(self):
        _, self.tokenizer = folder.read(IN_BOX)
        self.first, self.second = GPT(SHAPE), GPT(SHAPE)
        self.folders = [self.written(self.first), self.written(self.second)]

    def written(self, model, tokenizer=None):
        path = new_folder()
        folder.write(path, model, tokenizer or self.tokenizer)
        return path

    def test_each_weight_lies_between_by_the_share(self):
        output = new_folder()
        average(*self.folders, 0.75, output)
        model, tokenizer = folder.read(output)
        self.assertEqual(self.tokenizer.merges, tokenizer.merges)
        a, b = self.first.state_dict(), self.second.state_dict()
        for name, weight in model.state_dict().items():
            self.assertLess((weight - (0.75 * a[name] + 0.25 * b[name])).abs().max().item(), 1e-6, name)
        self.assertGreater((a["wte.weight"] - b["wte.weight"]).abs().max().item(), 1e-2)

    def test_what_has_no_average_is_refused(self):
        other = self.written(GPT(Shape(2048, 16, 2, 8, 2)))
        for share, second, message in (
            (0.0, self.folders[1], r"--share is 0.0; it must be between 0 and 1"),
            (float("nan"), self.folders[1], r"--share is nan"),
            (0.5, other, r"holds Shape\(.*layers=2.*holds Shape\(.*layers=1"),
        ):
            with self.assertRaisesRegex(TrainingError, message):
                average(self.folders[0], second, share, new_folder())

    def test_no_model_that_is_averaged_is_written_over(self):
        for output in self.folders:
            before = (output / "model.onnx").read_bytes()
            with self.assertRaisesRegex(TrainingError, "is the folder of a model that is averaged"):
                average(*self.folders, 0.5, output)
            self.assertEqual(before, (output / "model.onnx").read_bytes())

    def test_another_tokenizer_is_refused(self):
        merges = [*self.tokenizer.merges[:-2], self.tokenizer.merges[-1], self.tokenizer.merges[-2]]
        with self.assertRaisesRegex(TrainingError, "has another tokenizer than"):
            average(self.folders[0], self.written(self.second, type(self.tokenizer)(merges)), 0.5, new_folder())


if __name__ == "__main__":
    unittest.main()
