"""What several tests share: a short run, made once, and where the repository has its things."""

import atexit
import dataclasses
import functools
import shutil
import tempfile
from pathlib import Path

from training.configs import CONFIGS
from training.device import Device
from training.pretrain import pretrain

ROOT = Path(__file__).resolve().parents[2]
IN_BOX = ROOT / "src/GptPrompting.TinyGpt/tiny-gpt"
EXAMPLE = ROOT / "training/example"
SHORT = dataclasses.replace(CONFIGS["smoke"], steps=8, checkpoint_every=4, tokenizer_documents=150)
CPU = Device("cpu")


def silent(_):
    pass


def new_folder():
    folder = tempfile.mkdtemp(prefix="training-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def short_run(folder, **options):
    pretrain(SHORT, folder, CPU, report=silent, **options)
    return folder


@functools.lru_cache(maxsize=None)
def finished_run():
    """A finished run; tests read it only."""
    return short_run(new_folder())


def find_tool():
    """gptprompt as built in this repository, or None."""
    tools = [ROOT / f"artifacts/bin/GptPrompting.Cli/{form}/gptprompt" for form in ("release", "debug")]
    return next((str(t) for t in tools if t.exists()), None)
