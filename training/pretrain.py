"""Trains a model from nothing, or goes on from a folder's: tokenizer, weights, folder."""

import copy
import functools
from dataclasses import asdict, replace
from pathlib import Path

import torch

from . import binding, bpe, checkpoint, circuits, comparing, folder, growth, heads, loop, pointing, recall, varying
from .corpus import classes, mixture
from .corpus.natural import ALL, NaturalTexts
from .corpus.world import World, plain
from .errors import TrainingError
from .finetune import digest
from .model import GPT, parameter_count
from .opinions import Opinions

# Sequences and prompts from which a grown model's heads begin to copy and to compare.
TEXTS_TO_COPY, PROMPTS_TO_COMPARE = 32, 1500


def pretrain(config, output, device, *, start=None, texts_folder=None, workers=0, stop_at=None, report=print):
    """Goes on from the checkpoint in `output` where there is one; writes the model's folder there at the end.

    `start` is the folder of a model to go on from instead of from nothing."""
    texts = NaturalTexts.read(texts_folder) if texts_folder else None
    settings = {"kind": "pretrain", "precision": device.precision} | asdict(config)
    settings["texts"] = {name: digest(Path(texts_folder) / name) for name in ALL} if texts else "none"
    settings["from"] = digest(start) if start else "nothing"
    if not texts:
        report("no --texts: everything is learned from the generators")
    world, slow, extras = World("train", config.seed, texts), (), loop.Extras()
    if start:
        model, tokenizer = going_on(config, start, output)
        model.to(device.name)
        recalled, stories = written(model, tokenizer, config, output, world, report, device)
        opinions = Opinions.of(model, tokenizer, recalled)
        batches = mixture.Batches(world, tokenizer, config, recalled, opinions, stories)
        guide, teachers = None, teachers_of(copy.deepcopy(model).requires_grad_(False), tokenizer, config, stories)
        if model.shape != config.shape:
            model = grown(model.cpu(), tokenizer, config, world, goes_on=(Path(output) / checkpoint.NAME).exists())
            slow = growth.old_parameters(model)
            guide = pointing.Guide(tokenizer, config.guidance, config.guided_until)
        elif config.binds:
            if not (Path(output) / checkpoint.NAME).exists():
                bind(model.cpu(), tokenizer, config, world, device)
            guide = binding.Guide(tokenizer, config.guidance, config.guided_until)
        extras = loop.Extras(guide, teachers)
    else:
        model, tokenizer = from_nothing(config, output, texts, report)
        batches = mixture.Batches(world, tokenizer, config)
    where = f"on {device.name} in {device.precision}"
    report(f"{config.name}: {parameter_count(model)} parameters, {config.steps} steps {where}")
    schedule = loop.Schedule(
        steps=config.steps,
        learning_rate=config.learning_rate,
        warmup=config.warmup,
        checkpoint_every=config.checkpoint_every,
        sequences_at_once=config.sequences_at_once,
        slow_rate=config.old_rate,
        slow_start=round(config.old_rest * config.steps),
    )
    train = functools.partial(
        loop.train,
        output,
        settings,
        model,
        batches,
        schedule,
        device,
        slow=slow,
        extras=extras,
        watch=HeldOut(mixture.held_out_batch(tokenizer, config, texts), config, device),
        workers=workers,
        report=report,
    )
    reached = checkpoint.restore(output, settings, model.to(device.name), None, device)
    for number, end in rounds(config, reached, min(config.steps, stop_at or config.steps)):
        if number and batches.stories:
            batches.stories = renewed(model, tokenizer, config, output, batches, number, report, device)
        last = train(stop_at=end)
    if last == config.steps:
        folder.write(output, model, tokenizer)
        report(f"wrote {output}")


def from_nothing(config, output, texts, report):
    tokenizer = tokenizer_of(config, output, texts, report)
    torch.manual_seed(config.seed)
    model = GPT(config.shape)
    circuits.start_with_circuits(model, seed=5)
    return model, tokenizer


def going_on(config, start, output):
    if Path(output).resolve() == Path(start).resolve():
        raise TrainingError(f"--output {output} is the folder of --from; give it another.")
    taught = config.taught_of(config.batch) + config.varied_of(config.batch)
    if taught >= config.batch:
        raise TrainingError(f"{taught} of {config.batch} sequences are taught; the batch needs others as well.")
    model, tokenizer = folder.read(start)
    lacking, new = config.layers - model.shape.layers, len(heads.LAYERS.new)
    if replace(model.shape, layers=config.layers) != config.shape or lacking not in (0, new):
        raise TrainingError(
            f"{start}: error: holds {model.shape}; {config.name} is {config.shape}, and may have {new} layers more"
        )
    folder.write_tokenizer(Path(output), tokenizer, config.context_length)
    return model, tokenizer


def written(model, tokenizer, config, output, world, report, device):
    """(what the starting model wrote for the new one to read, the stories that it wrote)"""
    count, seed = config.recalled_documents, config.seed
    write = lambda: recall.write(model, tokenizer, world, count, seed, device.each)
    recalled = recall.read_or_write(Path(output) / recall.NAME, write, report)
    if not config.varied:
        return recalled, []
    write = lambda: varying.write(model, tokenizer, world, recalled, config.stories, seed, device.each)
    return recalled, recall.read_or_write(Path(output) / varying.NAME, write, report)


def rounds(config, reached, last):
    """(number, last step) of the parts of a run that are not over, each with stories of its own; one at least."""
    every = config.renewed_every or config.steps
    first = min(reached, last - 1) // every
    return [(number, min((number + 1) * every, last)) for number in range(first, -(-last // every))]


def renewed(model, tokenizer, config, output, batches, number, report, device):
    """The stories of a later round, which the model writes as it is then."""
    count, seed = config.stories, config.seed + number
    write = lambda: varying.write(model, tokenizer, batches.world, batches.recalled, count, seed, device.each)
    return recall.read_or_write(Path(output) / varying.name_of(number), write, report)


def teachers_of(model, tokenizer, config, stories):
    teacher = loop.Teacher.of(model, config.taught_of)
    if not stories:
        return (teacher,)
    variety = varying.Variety(tokenizer)
    return teacher, loop.Teacher(lambda ids: variety.expected(model, ids), config.varied_of)


def grown(model, tokenizer, config, world, goes_on):
    """With its new layers, whose start is not learned again where a checkpoint has their weights."""
    if goes_on:
        return growth.insert_layers(model)
    ids = texts_of(tokenizer, config, world, "late")
    return growth.grow(model, ids, labelled_prompts(tokenizer, config, world), config.seed)


def bind(model, tokenizer, config, world, device):
    """Lets heads begin to carry what sentences are about."""
    batches = mixture.Batches(world, tokenizer, config)
    binding.learn_to_look(model, tokenizer, batches.contexts, device.each)
    ids = texts_of(tokenizer, config, world, mixture.phase_at(0, config.phases))
    binding.carry(model, tokenizer, ids, config.seed)


def texts_of(tokenizer, config, world, phase):
    """Token ids [sequence, token] of a phase's documents."""
    world.r.seed(config.seed)
    return torch.as_tensor(mixture.Batches(world, tokenizer, config).batch(TEXTS_TO_COPY, phase).ids[:, :-1])


def labelled_prompts(tokenizer, config, world):
    """Prompts of examples with labels that say nothing, as comparing.py takes them."""
    colon, prompts = tokenizer.encode("Output:")[-1], []
    while len(prompts) < PROMPTS_TO_COMPARE:
        ids, weights = mixture.tokens(classes.arbitrary_labels(world), "arbitrary_labels", tokenizer)
        ids = ids[: config.context_length + 1]
        places = [i for i, token in enumerate(ids[:-1]) if token == colon and weights[i + 1] == mixture.LABEL_WEIGHT]
        if len(places) > 1:
            prompts.append(comparing.Prompt(ids[:-1], places, [ids[i + 1] for i in places]))
    return prompts


def tokenizer_of(config, output, texts, report):
    """The run's tokenizer: trained at its first start, read afterwards."""
    if (Path(output) / checkpoint.NAME).exists():
        return folder.read_tokenizer(output)
    world = World("train", 7, texts)
    documents = [plain(mixture.draw(world)[0]) for _ in range(config.tokenizer_documents)]
    documents += world.natural.stories + ["\n".join(pair) for pair in world.natural.pairs[::4]]
    tokenizer = bpe.Tokenizer(bpe.train(documents, config.vocabulary_size))
    folder.write_tokenizer(Path(output), tokenizer, config.context_length)
    characters, tokens = sum(map(len, documents[:500])), sum(len(tokenizer.encode(d)) for d in documents[:500])
    report(f"tokenizer: {config.vocabulary_size} ids, {characters / tokens:.2f} characters per token")
    return tokenizer


class HeldOut:
    """Nats per token of held-out answers, for the log."""

    def __init__(self, batch, config, device):
        self.batch, self.config, self.device = batch, config, device

    @torch.no_grad()
    def __call__(self, model):
        ids, weights = (torch.as_tensor(t).to(self.device.name) for t in (self.batch.ids, self.batch.weights))
        total = 0.0
        for part in range(0, len(ids), self.config.sequences_at_once):
            rows = slice(part, part + self.config.sequences_at_once)
            total += loop.loss_of(model, ids[rows], weights[rows]).item()
        return {"held_out": total / weights[:, 1:].sum().item()}
