"""The commands: python3 -m training pretrain | finetune | average | evaluate | export"""

import argparse
import dataclasses
import sys

from .errors import TrainingError

try:
    import numpy  # noqa: F401
    import onnx  # noqa: F401
    import torch  # noqa: F401
except ImportError as missing:
    sys.exit(f"error: {missing.name} is missing; training needs PyTorch and onnx (Debian: python3-torch, python3-onnx)")

from . import checkpoint, evaluate, folder
from .averaging import average
from .configs import CONFIGS
from .device import PRECISIONS, Device
from .finetune import Options, finetune
from .loop import Interrupted
from .model import GPT, Shape
from .pretrain import pretrain


def parser():
    main = argparse.ArgumentParser(prog="python3 -m training", description="Trains small GPTs for GptPrompting.")
    commands = main.add_subparsers(dest="command", required=True)
    for add in (add_pretrain, add_finetune, add_average, add_evaluate, add_export):
        add(commands)
    return main


def add_command(commands, name, text, run, computes=True):
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(run=run)
    if computes:
        command.add_argument("--device", help="cpu, cuda, or cuda:1; a GPU where there is one")
        command.add_argument(
            "--precision", choices=PRECISIONS, help="of matrix products; bfloat16 on a GPU that has it"
        )
    return command


def add_pretrain(commands):
    command = add_command(commands, "pretrain", "Train a model from nothing, or on from another.", run_pretrain)
    command.add_argument("--config", required=True, choices=CONFIGS)
    command.add_argument("--from", dest="start", metavar="FOLDER", help="a model to go on from; none: from nothing")
    command.add_argument("--output", help="the run's folder, and the model's at the end; runs/CONFIG")
    command.add_argument("--texts", metavar="FOLDER", help="natural texts (DATA.md); none: the generators alone")
    command.add_argument("--steps", type=int, help="another length of the whole training")
    command.add_argument("--seed", type=int)
    command.add_argument("--workers", type=int, default=0, help="processes that write batches; change no number (0)")


def add_finetune(commands):
    command = add_command(commands, "finetune", "Adapt a model to examples.", run_finetune)
    usual = {f.name: f.default for f in dataclasses.fields(Options)}
    command.add_argument("--model", required=True, metavar="FOLDER", help="a folder that this pipeline wrote")
    command.add_argument("--data", required=True, metavar="FILE", help='JSONL: {"input", "output"} or {"text"}')
    command.add_argument("--output", required=True, metavar="FOLDER", help="the adapted model's folder")
    command.add_argument("--heldout", metavar="FILE", help="examples to measure before and after")
    command.add_argument("--form", default=usual["form"], help=r"how a pair becomes a text (%(default)s)")
    command.add_argument("--outputs-only", action="store_true", help="learn the outputs, not the inputs")
    command.add_argument("--split-long", action="store_true", help="split what is longer than the context")
    for name, kind in (("epochs", int), ("batch", int), ("learning-rate", float), ("seed", int)):
        command.add_argument(f"--{name}", type=kind, default=usual[name.replace("-", "_")], help="(%(default)s)")


def add_average(commands):
    text = "Write the average of two models, such as one and what it went on from."
    command = add_command(commands, "average", text, run_average, computes=False)
    command.add_argument("--model", required=True, metavar="FOLDER")
    command.add_argument("--and", required=True, metavar="FOLDER", dest="other", help="a model of the same shape")
    command.add_argument("--share", type=float, default=0.5, help="of --model in each weight, 0 to 1 (%(default)s)")
    command.add_argument("--output", required=True, metavar="FOLDER")


def add_evaluate(commands):
    command = add_command(commands, "evaluate", "Print the ability table.", run_evaluate)
    command.add_argument("--model", required=True, metavar="FOLDER")
    command.add_argument("--samples", metavar="FOLDER", help="held-out samples as JSONL; the generators' own")
    command.add_argument("--texts", metavar="FOLDER", help="natural texts, for the rows that quote them")
    command.add_argument("--limit", type=int, help="about so many samples of each task: a quick look")
    command.add_argument("--write-samples", metavar="FOLDER", help="write the held-out samples there, too")


def add_export(commands):
    command = add_command(commands, "export", "Write a model's folder.", run_export, computes=False)
    command.add_argument("--model", required=True, metavar="FOLDER", help="a run's folder or a model's")
    command.add_argument("--output", required=True, metavar="FOLDER")
    command.add_argument("--weights", choices=[*folder.GRAPHS, "both"], default="both", help="(%(default)s)")


def run_pretrain(arguments):
    changes = {name: getattr(arguments, name) for name in ("steps", "seed") if getattr(arguments, name) is not None}
    config = dataclasses.replace(CONFIGS[arguments.config], **changes)
    output = arguments.output or f"runs/{config.name}"
    device = Device(arguments.device, arguments.precision)
    options = {"start": arguments.start, "texts_folder": arguments.texts, "workers": arguments.workers}
    pretrain(config, output, device, **options)


def run_finetune(arguments):
    options = Options(**{f.name: getattr(arguments, f.name) for f in dataclasses.fields(Options)})
    finetune(options, Device(arguments.device, arguments.precision))


def run_average(arguments):
    average(arguments.model, arguments.other, arguments.share, arguments.output)
    print(f"wrote {arguments.output}")


def run_evaluate(arguments):
    if arguments.limit is not None and arguments.limit < 1:
        raise TrainingError(f"--limit is {arguments.limit}; it must be at least 1.")
    if arguments.write_samples:
        evaluate.write_samples(arguments.write_samples, arguments.texts)
    evaluate.evaluate(
        arguments.model,
        Device(arguments.device, arguments.precision),
        samples_folder=arguments.samples,
        texts_folder=arguments.texts,
        limit=arguments.limit,
    )


def run_export(arguments):
    """The last checkpoint of a run that has one, else the model's own graph."""
    state = checkpoint.load(arguments.model)
    if state is not None and state["settings"]["kind"] == "pretrain":
        model = GPT(Shape(**{f.name: state["settings"][f.name] for f in dataclasses.fields(Shape)}))
        model.load_state_dict(state["model"])
        tokenizer = folder.read_tokenizer(arguments.model)
        print(f"step {state['step']} of {state['settings']['steps']}")
    else:
        model, tokenizer = folder.read(arguments.model)
    weights = list(folder.GRAPHS) if arguments.weights == "both" else [arguments.weights]
    folder.write(arguments.output, model, tokenizer, weights)
    print(f"wrote {arguments.output}")


def main():
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except (TrainingError, OSError) as error:
        print(error if ": error: " in str(error) else f"error: {error}", file=sys.stderr)
        return 2
    except Interrupted as interrupted:
        print(interrupted, file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
