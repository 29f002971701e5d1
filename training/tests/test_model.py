import unittest

import torch
import torch.nn.functional as F

from training import circuits, model
from training.errors import TrainingError
from training.tests.runs import CPU, SHORT
from training.device import Device
from training.loop import Schedule, loss_of


class ModelTests(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.model = model.GPT(SHORT.shape)
        self.end = SHORT.vocabulary_size - 1

    def test_documents_of_a_sequence_do_not_see_each_other(self):
        first, second = torch.randint(0, self.end, (9,)), torch.randint(0, self.end, (7,))
        packed = self.model.read_packed(torch.cat([first, torch.tensor([self.end]), second])[None])[0]
        torch.testing.assert_close(packed[:9], self.model.read(first[None])[0])
        torch.testing.assert_close(packed[10:], self.model.read(second[None])[0])

    def test_the_cache_changes_nothing(self):
        ids = torch.randint(0, self.end, (1, 6))
        whole = self.model.read(ids)
        _, past = self.model(ids[:, :4], torch.arange(4)[None], torch.ones(4, 4).tril().bool()[None, None])
        visible = torch.ones(6, 6).tril().bool()[None, None, 4:]
        rest, _ = self.model(ids[:, 4:], torch.arange(4, 6)[None], visible, past)
        torch.testing.assert_close(rest, whole[:, 4:])

    @unittest.skipUnless(hasattr(F, "scaled_dot_product_attention"), "This PyTorch has no fused attention.")
    def test_fused_attention_equals_the_plain_one(self):
        q, k, v = torch.randn(3, 2, 4, 9, 8)
        mask = torch.full((9, 9), float("-inf")).triu(1)[None, None]
        torch.testing.assert_close(model.attend(q, k, v, mask), model.attention_of(q, k, mask) @ v)

    def test_attention_is_a_softmax_of_what_is_visible(self):
        """Against a loop over queries."""
        q, k = torch.randn(2, 2, 4, 9, 8)
        mask = torch.full((9, 9), float("-inf")).triu(1)[None, None]
        attention = model.attention_of(q, k, mask)
        for i in range(9):
            scores = torch.einsum("bhd,bhkd->bhk", q[:, :, i], k[:, :, : i + 1]) / 8**0.5
            torch.testing.assert_close(attention[:, :, i, : i + 1], scores.softmax(-1))
            self.assertEqual(0, attention[:, :, i, i + 1 :].sum())

    def test_the_start_copies_what_followed_before(self):
        """Loss on the second half of a repeated random line, before any training."""
        circuits.start_with_circuits(self.model, seed=5)
        line = torch.randint(0, self.end, (16, 20))
        logits = self.model.read(torch.cat([line, line], 1))
        losses = F.cross_entropy(logits[:, :-1].transpose(1, 2), torch.cat([line, line], 1)[:, 1:], reduction="none")
        self.assertLess(losses[:, 21:].mean().item(), losses[:, :18].mean().item() - 0.05)

    def test_a_shape_without_such_heads_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "heads of 32"):
            circuits.start_with_circuits(model.GPT(model.Shape(300, 16, 2, 64, 2)), seed=5)

    def test_a_width_that_heads_cannot_share_is_refused(self):
        with self.assertRaisesRegex(TrainingError, "width of 64 cannot be parted among 3 heads"):
            model.Shape(300, 16, 2, 64, 3)

    def test_mixed_precision_keeps_the_loss(self):
        ids, weights = torch.randint(0, self.end, (2, 33)), torch.ones(2, 33)
        with Device("cpu", "bfloat16").mixed_precision():
            mixed = loss_of(self.model, ids, weights).item()
        whole = loss_of(self.model, ids, weights).item()
        self.assertNotEqual(whole, mixed)
        self.assertAlmostEqual(1, mixed / whole, delta=0.01)

    def test_a_gpu_that_is_not_there_is_an_error(self):
        if torch.cuda.is_available():
            self.skipTest("There is one.")
        with self.assertRaisesRegex(TrainingError, "sees no GPU"):
            Device("cuda")

    def test_the_rate_warms_up_and_falls_to_three_percent(self):
        schedule = Schedule(steps=100, learning_rate=1.0, warmup=10, checkpoint_every=1, sequences_at_once=1)
        rates = [schedule.rate(step) for step in (0, 49, 50, 100)]
        for rate, expected in zip(rates, (0.1, 0.5302, 0.515, 0.03)):
            self.assertAlmostEqual(expected, rate, delta=1e-3)
        self.assertEqual("float32", CPU.precision)


if __name__ == "__main__":
    unittest.main()
