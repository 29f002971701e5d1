import subprocess
import sys
import unittest

from training import evaluate
from training.corpus.functions import FUNCTIONS
from training.errors import TrainingError
from training.tests.runs import CPU, ROOT, finished_run, new_folder

ADD = next(f for f in FUNCTIONS if f.name == "add")


class EvaluateTests(unittest.TestCase):
    def test_the_smoke_form_prints_both_tables(self):
        out = []
        rows, code = evaluate.evaluate(finished_run(), CPU, limit=1, report=out.append)
        text = "\n".join(out)
        self.assertIn("| icl/dictionary | 1 |", text)
        self.assertIn("| task | n | same form as the reference | runs right (Python only) |", text)
        self.assertEqual({0, 1, 4, 8}, set(rows["icl/dictionary"]))
        self.assertTrue(code)

    def test_written_samples_are_read_again(self):
        folder = new_folder()
        evaluate.write_samples(folder)
        self.assertGreater(len(evaluate.read_samples(folder)), 4000)

    def test_samples_without_a_prompt_are_refused(self):
        folder = new_folder()
        (folder / "a.jsonl").write_text('{"ability": "qa", "task": "t", "target": "x"}\n')
        with self.assertRaisesRegex(TrainingError, r"a.jsonl\(1,1\): error: lacks prompt"):
            evaluate.read_samples(folder)

    def test_the_form_of_a_function_knows_no_names(self):
        a, b = "def add(a, b):\n    return a + b\n\n", "def plus(x, y):\n    return x + y\n\n"
        self.assertEqual(evaluate.canonical(a), evaluate.canonical(b))
        self.assertNotEqual(evaluate.canonical(a), evaluate.canonical(b.replace("x + y", "y + x")))

    def test_a_function_that_computes_the_same_runs_right(self):
        self.assertTrue(evaluate.runs_right("def plus(x, y):\n    return y + x\n\n", ADD))
        self.assertFalse(evaluate.runs_right("def plus(x, y):\n    return y - x\n\n", ADD))
        self.assertFalse(evaluate.runs_right("def plus(x, y):\n    return y +\n\n", ADD))

    def test_what_could_do_harm_is_not_run(self):
        for code in ("import os", "def f(a, b):\n    return ().__class__", "def f(a, b):\n    x = 1\n    return a + b"):
            self.assertFalse(evaluate.runs_right(code, ADD), code)

    def test_the_command_says_what_is_wrong(self):
        command = [sys.executable, "-m", "training", "evaluate", "--model", "nowhere"]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(2, out.returncode)
        self.assertRegex(out.stderr, r"^nowhere/config.json: error: cannot be read: No such file or directory\n$")


if __name__ == "__main__":
    unittest.main()
