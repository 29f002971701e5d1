import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
import unittest

import torch

from training import checkpoint, loop, recall
from training.corpus.world import World
from training.errors import TrainingError
from training.folder import read as read_folder
from training.pretrain import pretrain
from training.tests.runs import CPU, IN_BOX, ROOT, SHORT, finished_run, new_folder, short_run, silent

COMMAND = [sys.executable, "-m", "training", "pretrain", "--config", "smoke", "--device", "cpu"]


def log_of(folder):
    return (folder / "log.jsonl").read_text()


class PretrainTests(unittest.TestCase):
    def test_twice_gives_the_same_digits(self):
        again = short_run(new_folder())
        self.assertEqual(log_of(finished_run()), log_of(again))
        self.assertEqual((finished_run() / "model.onnx").read_bytes(), (again / "model.onnx").read_bytes())

    def test_resumed_at_half_gives_the_same_digits(self):
        folder = short_run(new_folder(), stop_at=SHORT.steps // 2)
        self.assertFalse((folder / "model.onnx").exists())
        short_run(folder)
        self.assertEqual(log_of(finished_run()), log_of(folder))
        self.assertEqual((finished_run() / "model.onnx").read_bytes(), (folder / "model.onnx").read_bytes())

    def test_steps_after_the_last_checkpoint_are_taken_again(self):
        folder = short_run(new_folder(), stop_at=SHORT.steps // 2)
        with open(folder / "log.jsonl", "a") as log:
            log.write('{"step": 5, "loss": 0}\n{"ste')
        short_run(folder)
        self.assertEqual(log_of(finished_run()), log_of(folder))

    def test_worker_processes_change_no_digit(self):
        self.assertEqual(log_of(finished_run()), log_of(short_run(new_folder(), workers=2)))

    def test_the_loss_falls(self):
        losses = [json.loads(line)["loss"] for line in log_of(finished_run()).splitlines()]
        self.assertEqual(SHORT.steps, len(losses))
        self.assertLess(losses[-1], losses[0])

    def test_an_interruption_keeps_a_checkpoint_that_goes_on(self):
        folder = new_folder()
        command = [*COMMAND, "--steps", "500", "--output", str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while not (folder / "log.jsonl").exists() or not log_of(folder):
                self.assertIsNone(process.poll(), process.stderr)
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, error = process.communicate(timeout=300)
        self.assertEqual(130, process.returncode, error)
        self.assertRegex(error, r"Interrupted after step \d+ of 500; the same command goes on\.")
        self.assertEqual(len(log_of(folder).splitlines()), checkpoint.load(folder)["step"])

    def test_an_interruption_in_the_last_step_of_a_round_ends_the_run(self):
        folder, config = new_folder(), dataclasses.replace(SHORT, renewed_every=4)

        def interrupt(line):
            if line.startswith('{"step": 4,'):
                os.kill(os.getpid(), signal.SIGINT)

        with self.assertRaisesRegex(loop.Interrupted, "after step 4 of 8"):
            pretrain(config, folder, CPU, report=interrupt)
        pretrain(config, folder, CPU, report=silent)
        self.assertEqual(log_of(finished_run()), log_of(folder))

    def test_a_kill_at_any_moment_changes_no_digit(self):
        """One kill in the middle of steps, one as soon as a checkpoint is being written."""
        whole, folder = new_folder(), new_folder()
        command = [*COMMAND, "--steps", "25"]
        subprocess.run([*command, "--output", str(whole)], cwd=ROOT, capture_output=True, check=True)
        for awaited in ("log.jsonl", "checkpoint.pt.new"):
            with subprocess.Popen([*command, "--output", str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
                while not (folder / awaited).exists() and process.poll() is None:
                    time.sleep(0.001)
                process.kill()
        subprocess.run([*command, "--output", str(folder)], cwd=ROOT, capture_output=True, check=True)
        self.assertEqual(log_of(whole), log_of(folder))
        self.assertEqual((whole / "model.onnx").read_bytes(), (folder / "model.onnx").read_bytes())

    def test_a_run_that_is_not_finished_is_exported(self):
        run, exported = short_run(new_folder(), stop_at=1), new_folder()
        command = [sys.executable, "-m", "training", "export", "--model", str(run), "--output", str(exported)]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        self.assertIn(f"step 1 of {SHORT.steps}", out)
        model, _ = read_folder(exported)
        for name, weights in checkpoint.load(run)["model"].items():
            self.assertTrue((weights == model.state_dict()[name]).all(), name)

    def test_a_checkpoint_of_another_shape_is_refused(self):
        folder = short_run(new_folder(), stop_at=1)
        before = (folder / "checkpoint.pt").read_bytes()
        wider = dataclasses.replace(SHORT, width=96, heads=3)
        with self.assertRaisesRegex(TrainingError, "width is 96 here and 64 there"):
            pretrain(wider, folder, CPU, report=silent)
        self.assertEqual(before, (folder / "checkpoint.pt").read_bytes())

    def test_what_is_no_checkpoint_is_refused(self):
        folder = short_run(new_folder(), stop_at=1)
        (folder / "checkpoint.pt").write_bytes(b"PK no checkpoint")
        with self.assertRaisesRegex(TrainingError, "checkpoint.pt: error: is no checkpoint"):
            short_run(folder)

    def test_a_full_disk_leaves_the_last_checkpoint(self):
        """A limit on the size of files stands for it: the log fits, a checkpoint does not."""
        folder = short_run(new_folder(), stop_at=2)
        before = (folder / "checkpoint.pt").read_bytes()
        script = (
            "import resource, sys\n"
            "from training.errors import TrainingError; from training.tests.runs import short_run\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
            "try: short_run(sys.argv[1])\n"
            "except TrainingError as error: print(error)"
        )
        command = [sys.executable, "-c", script, str(folder)]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        self.assertRegex(out, "checkpoint.pt: error: cannot be written: .*; checkpoint.pt stays as it was")
        self.assertEqual(before, (folder / "checkpoint.pt").read_bytes())
        self.assertFalse((folder / "checkpoint.pt.new").exists())

    def test_missing_texts_are_named(self):
        with self.assertRaisesRegex(TrainingError, "lacks amazon_cells.txt, .*DATA.md"):
            pretrain(SHORT, new_folder(), CPU, texts_folder=new_folder(), report=silent)

    def test_a_step_count_below_one_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "steps is 0; it must be above 0"):
            loop.Schedule(steps=0, learning_rate=1, warmup=1, checkpoint_every=1, sequences_at_once=1)


class GoingOnTests(unittest.TestCase):
    """pretrain --from"""

    @classmethod
    def setUpClass(cls):
        cls.gone_on = short_run(new_folder(), start=finished_run())

    def test_it_goes_on_from_weights_and_tokenizer(self):
        folder = new_folder()
        still = dataclasses.replace(SHORT, steps=1, learning_rate=1e-9)
        pretrain(still, folder, CPU, start=finished_run(), report=silent)
        before, after = (read_folder(f)[0].state_dict() for f in (finished_run(), folder))
        for name in before:
            torch.testing.assert_close(before[name], after[name], rtol=0, atol=1e-6)
        for name in ("tokenizer.json", "config.json"):
            self.assertEqual((finished_run() / name).read_bytes(), (folder / name).read_bytes(), name)

    def test_resumed_at_half_gives_the_same_digits(self):
        folder = short_run(new_folder(), start=finished_run(), stop_at=SHORT.steps // 2)
        short_run(folder, start=finished_run())
        for name in ("log.jsonl", "model.onnx", "recalled.jsonl"):
            self.assertEqual((self.gone_on / name).read_bytes(), (folder / name).read_bytes(), name)

    def test_another_start_is_refused(self):
        folder = short_run(new_folder(), start=finished_run(), stop_at=1)
        for start in (self.gone_on, None):
            with self.assertRaisesRegex(TrainingError, "belongs to another run: from is"):
                short_run(folder, start=start)

    def test_a_start_of_another_shape_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "tiny-gpt: error: holds Shape.*; smoke is Shape"):
            short_run(new_folder(), start=IN_BOX)

    def test_the_folder_of_the_start_is_not_written_to(self):
        with self.assertRaisesRegex(TrainingError, "is the folder of --from"):
            short_run(finished_run(), start=finished_run())

    def test_the_starting_model_writes_documents(self):
        model, tokenizer = read_folder(finished_run())
        documents = recall.write(model, tokenizer, World("train", 1), 60, seed=1)
        self.assertEqual(documents, recall.write(model, tokenizer, World("train", 1), 60, seed=1))
        texts = [tokenizer.decode(document.ids) for document in documents]
        for start in recall.STARTS:
            self.assertTrue(any(text.startswith(start) for text in texts), start)
        for document in documents:
            self.assertLessEqual(len(document.ids), SHORT.context_length)
            self.assertTrue(document.given or tokenizer.end_of_text not in document.ids[:-1])


if __name__ == "__main__":
    unittest.main()
