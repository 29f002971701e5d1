"""The training loop: AdamW, clipped gradients, a cosine schedule, checkpoints that go on to the same digits.

A batch depends on nothing but the settings and its step, and the model has no dropout, so a checkpoint of weights,
optimizer and step holds all that decides the rest of a run.
"""

import json
import math
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from . import checkpoint
from .errors import TrainingError


@dataclass(frozen=True)
class Schedule:
    steps: int
    learning_rate: float
    warmup: int
    checkpoint_every: int
    # Sequences of one pass; their gradients add up over a batch. Decides memory, and the last digits.
    sequences_at_once: int
    # The rate of parameters that learn slowly, as a share of the others', and the step at which they begin to.
    slow_rate: float = 1.0
    slow_start: int = 0
    weight_decay: float = 0.1
    clip: float = 1.0

    def __post_init__(self):
        for name in ("steps", "learning_rate", "warmup", "checkpoint_every", "sequences_at_once", "clip"):
            if not getattr(self, name) > 0:
                raise TrainingError(f"{name} is {getattr(self, name)}; it must be above 0.")

    def rate(self, step):
        """Linear warm-up, then a cosine down to 3 % (Loshchilov and Hutter 2017)."""
        cosine = 0.5 * (1 + math.cos(math.pi * step / self.steps))
        return self.learning_rate * min(1.0, (step + 1) / self.warmup) * (0.03 + 0.97 * cosine)

    def slow_rate_at(self, step):
        return self.rate(step) * self.slow_rate if step >= self.slow_start else 0.0


class Interruption:
    """While it lasts, the first SIGINT or SIGTERM only asks: the loop ends its step and keeps a checkpoint."""

    def __enter__(self):
        self.asked = False
        self.before = {s: signal.signal(s, self.ask) for s in (signal.SIGINT, signal.SIGTERM)}
        return self

    def ask(self, number, frame):
        self.asked = True
        signal.signal(number, self.before[number])

    def __exit__(self, *_):
        for number, handler in self.before.items():
            signal.signal(number, handler)


class Interrupted(Exception):
    pass


class Steps(torch.utils.data.Dataset):
    """The batches by step, for worker processes."""

    def __init__(self, batch_at, steps):
        self.batch_at, self.steps = batch_at, steps

    def __len__(self):
        return self.steps

    def __getitem__(self, step):
        batch = self.batch_at(step)
        return batch.ids, batch.weights


def optimizer_of(model, schedule, slow=()):
    """AdamW with decay on matrices only; embeddings, biases and norms keep their size. `slow` learn slowly."""
    slow, groups = {id(p) for p in slow}, {}
    for name, p in model.named_parameters():
        decay = schedule.weight_decay if p.dim() == 2 and not name.startswith("w") else 0.0
        groups.setdefault((decay, id(p) in slow), []).append(p)
    groups = [{"params": some, "weight_decay": decay, "slow": is_slow} for (decay, is_slow), some in groups.items()]
    return torch.optim.AdamW(groups, lr=schedule.learning_rate, betas=(0.9, 0.98), eps=1e-8)


@dataclass(frozen=True)
class Teacher:
    """What the last sequences of a batch are learned from, and not from the tokens that are there."""

    # Of ids [sequence, token], what is expected behind each: logarithms of probabilities [sequence, token, vocabulary].
    expects: Callable
    # Of the number of a batch's sequences: how many are taught.
    taught_of: Callable

    @staticmethod
    def of(model, taught_of):
        return Teacher(lambda ids: model.read_packed(ids).float().log_softmax(-1), taught_of)


@dataclass(frozen=True)
class Extras:
    """What counts beside the tokens of a batch: each may be missing."""

    # Losses on where heads look (pointing.py), fading.
    guide: object = None
    # In the order of their sequences.
    teachers: tuple = ()

    def guidance(self, progress):
        return self.guide.weight(progress) if self.guide else 0.0


def loss_of(model, ids, weights, teacher=None, looks=None):
    """The weighted sum of nats; of a teacher, by which it expects more than the model does (KL divergence)."""
    logits = model.read_packed(ids[:, :-1], looks).float()
    if teacher is None:
        nats = F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    else:
        with torch.no_grad():
            expected = teacher.expects(ids[:, :-1])
        nats = F.kl_div(logits.log_softmax(-1), expected, reduction="none", log_target=True).sum(-1).flatten()
    return (nats * weights[:, 1:].flatten()).sum()


def passes(sequences, at_once, teachers=()):
    """(rows of a pass, their teacher or None): the last of the sequences are taught, and no pass is of two kinds."""
    taught = [(teacher, teacher.taught_of(sequences)) for teacher in teachers]
    kinds, out, first = [(None, sequences - sum(count for _, count in taught)), *taught], [], 0
    for teacher, count in kinds:
        starts = range(first, first + count, at_once)
        out += [(slice(start, min(start + at_once, first + count)), teacher) for start in starts]
        first += count
    return out


def take_step(model, optimizer, batch, schedule, device, extras=Extras(), step=0):
    """One update; returns the loss (weighted nats per token, of the batch alone) and the norm of the gradients.

    Passes run beside each other, and their gradients are added in order: how many do changes no digit."""
    guide, guidance = extras.guide, extras.guidance(step / schedule.steps)
    ids, weights = (torch.as_tensor(t).to(device.name) for t in batch)
    total = weights[:, 1:].sum()
    learned = [p for p in model.parameters() if p.requires_grad]

    def one_pass(part):
        rows, teacher = part
        # What is taught is not told where to look: the teacher does not look there.
        guides = guidance > 0 and teacher is None
        looks = guide.looks() if guides else None
        with device.mixed_precision():
            loss = loss_of(model, ids[rows], weights[rows], teacher, looks) / total
            guided = loss
            if guides:
                share = len(ids[rows]) / len(ids)
                guided = loss + guidance * share * guide.loss(model, looks, ids[rows], weights[rows])
        return loss.item(), torch.autograd.grad(guided, learned, allow_unused=True)

    optimizer.zero_grad(set_to_none=True)
    loss = 0.0
    parts = passes(len(ids), schedule.sequences_at_once, extras.teachers)
    for part_loss, gradients in device.each(one_pass, parts):
        loss += part_loss
        for p, gradient in zip(learned, gradients):
            if gradient is not None:
                p.grad = gradient if p.grad is None else p.grad.add_(gradient)
    norm = torch.nn.utils.clip_grad_norm_(learned, schedule.clip).item()
    optimizer.step()
    return loss, norm


def train(
    folder,
    settings,
    model,
    batch_at,
    schedule,
    device,
    *,
    slow=(),
    extras=Extras(),
    watch=None,
    stop_at=None,
    workers=0,
    report=print,
):
    """Trains until `schedule.steps`, from the checkpoint in `folder` where there is one of the same settings.

    `batch_at(step)` gives the batches, `watch(model)` figures for the log at each checkpoint. `slow` are parameters
    that learn at the schedule's `slow_rate`; `extras` count beside the batches. `stop_at` ends earlier, as an
    interruption does. Returns the number of the last step."""
    model.to(device.name)
    optimizer = optimizer_of(model, schedule, slow)
    first = checkpoint.restore(folder, settings, model, optimizer, device)
    if first:
        report(f"goes on at step {first} of {schedule.steps}")
    last = min(schedule.steps, stop_at or schedule.steps)
    batches = torch.utils.data.DataLoader(
        Steps(batch_at, last), sampler=range(first, last), batch_size=None, num_workers=workers
    )
    with checkpoint.Log(folder, first) as log, Interruption() as interruption:
        clock, tokens = time.monotonic(), 0
        for step, batch in enumerate(batches, first):
            for group in optimizer.param_groups:
                group["lr"] = schedule.slow_rate_at(step) if group["slow"] else schedule.rate(step)
                for p in group["params"]:
                    p.requires_grad_(group["lr"] > 0)
            loss, norm = take_step(model, optimizer, batch, schedule, device, extras, step)
            record = {"step": step + 1, "loss": loss, "norm": norm}
            if not math.isfinite(loss):
                raise TrainingError(f"Step {step + 1}: the loss is {loss}; {checkpoint.kept(folder)}.")
            tokens += batch[0].shape[0] * (batch[0].shape[1] - 1)
            ends = step + 1 == last or interruption.asked
            keeps = ends or (step + 1) % schedule.checkpoint_every == 0
            if keeps and watch is not None:
                record |= watch(model)
            log.write(record)
            if keeps:
                checkpoint.save(folder, settings, model, optimizer, step + 1)
            if keeps or step == first:
                report(f"{json.dumps(record)} {tokens / (time.monotonic() - clock):.0f} tokens/s")
            if interruption.asked and step + 1 < schedule.steps:
                raise Interrupted(f"Interrupted after step {step + 1} of {schedule.steps}; the same command goes on.")
    return last
