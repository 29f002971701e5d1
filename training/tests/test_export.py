import json
import subprocess
import unittest

import numpy as np
import torch

from training import folder
from training.errors import TrainingError
from training.tests.graph_reader import Graph
from training.tests.runs import IN_BOX, find_tool, finished_run, new_folder

# What the issue of the pipeline asks for.
TOLERANCE = 1e-4


class ExportTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model, cls.tokenizer = folder.read(IN_BOX)
        cls.folder = new_folder()
        folder.write(cls.folder, cls.model, cls.tokenizer)
        cls.graph = Graph(cls.folder / "model.onnx")
        cls.long = cls.tokenizer.encode("Input: cat\nOutput: cats\nInput: dog\nOutput:")
        cls.short = cls.tokenizer.encode("English: the black dog\nFrench:")

    def pytorch(self, ids):
        with torch.no_grad():
            return self.model.read(torch.tensor([ids]))[0].numpy()

    def assert_close(self, expected, actual, tolerance=TOLERANCE):
        self.assertLess(np.abs(expected - actual).max(), tolerance)

    def test_without_a_cache_the_graph_equals_pytorch(self):
        logits, _ = self.graph.read([self.long])
        self.assert_close(self.pytorch(self.long), logits[0])

    def test_with_a_cache_the_graph_equals_pytorch(self):
        first, past = self.graph.read([self.long[:5]])
        rows = [first[0]]
        for i in range(5, len(self.long)):
            logits, past = self.graph.read([self.long[i : i + 1]], np.ones((1, i + 1)), past)
            rows.append(logits[0])
        self.assert_close(self.pytorch(self.long), np.concatenate(rows))

    def test_in_a_left_padded_batch_the_graph_equals_pytorch(self):
        padding = len(self.long) - len(self.short)
        self.assertGreater(padding, 0)
        mask = np.ones((2, len(self.long)), np.int64)
        mask[1, :padding] = 0
        logits, past = self.graph.read([self.long, [0] * padding + self.short], mask)
        self.assert_close(self.pytorch(self.long), logits[0])
        self.assert_close(self.pytorch(self.short), logits[1, padding:])
        # and one token more, with the cache of that batch
        logits, _ = self.graph.read([[5], [5]], np.concatenate([mask, np.ones((2, 1))], 1), past)
        self.assert_close(self.pytorch([*self.short, 5])[-1], logits[1, 0])

    def test_float16_weights_change_little(self):
        logits, _ = Graph(finished_run() / "model.onnx").read([[1, 2, 3, 4]])
        half, _ = Graph(finished_run() / "model_fp16.onnx").read([[1, 2, 3, 4]])
        self.assertGreater(np.abs(logits - half).max(), 0)
        self.assert_close(logits, half, 6e-3)

    def test_what_was_read_from_a_folder_is_written_to_the_same_bytes(self):
        again = new_folder()
        folder.write(again, *folder.read(self.folder))
        for path in self.folder.iterdir():
            self.assertEqual(path.read_bytes(), (again / path.name).read_bytes(), path.name)

    def test_the_tokenizer_and_config_of_the_model_in_the_box_are_ours(self):
        for name in ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "vocab.json"):
            self.assertEqual(
                json.loads((IN_BOX / name).read_text()), json.loads((self.folder / name).read_text()), name
            )

    @unittest.skipUnless(find_tool(), "gptprompt is not built.")
    def test_gptprompt_gives_pytorchs_log_probabilities(self):
        """The same through ONNX Runtime, on a model that this pipeline trained."""
        model, tokenizer = folder.read(finished_run())
        context, continuation = "Input: cat\nOutput:", " cats and dogs"
        command = [find_tool(), "score", "--context", context, "--continuation", continuation, "--json"]
        command += ["--model", str(finished_run())]
        tokens = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["tokens"]
        ids = tokenizer.encode(context + continuation)
        with torch.no_grad():
            expected = model.read(torch.tensor([ids])).log_softmax(-1)[0]
        places = range(len(ids) - len(tokens), len(ids))
        self.assertEqual(ids[-len(tokens) :], [t["id"] for t in tokens])
        self.assert_close(
            np.array([expected[i - 1, ids[i]].item() for i in places]), np.array([t["log_probability"] for t in tokens])
        )

    def test_a_graph_of_another_shape_is_refused(self):
        wrong = new_folder()
        folder.write(wrong, self.model, self.tokenizer, ["float32"])
        config = json.loads((wrong / "config.json").read_text()) | {"n_positions": 64}
        (wrong / "config.json").write_text(json.dumps(config))
        with self.assertRaisesRegex(TrainingError, r"wpe is \(512, 160\); config.json says \(64, 160\)"):
            folder.read(wrong)

    def test_a_folder_without_a_graph_is_refused(self):
        empty = new_folder()
        with self.assertRaisesRegex(TrainingError, "config.json: error: cannot be read"):
            folder.read(empty)


if __name__ == "__main__":
    unittest.main()
