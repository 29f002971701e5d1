"""checkpoint.pt and log.jsonl of a run's folder, and how a run goes on from them."""

import io
import json
from pathlib import Path

import torch

from . import files
from .errors import TrainingError

NAME = "checkpoint.pt"


def save(folder, settings, model, optimizer, step):
    content = io.BytesIO()
    state = {"settings": settings, "step": step, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(state, content)
    files.write(Path(folder) / NAME, content.getvalue())


def load(folder, device="cpu"):
    """The last checkpoint, or None where there is none."""
    path = Path(folder) / NAME
    if not path.exists():
        return None
    # Newer versions refuse by default what is no plain tensor; ours holds plain values and tensors only.
    options = {"weights_only": True} if torch.__version__ >= "2" else {}
    try:
        state = torch.load(path, map_location=device, **options)
        return {key: state[key] for key in ("settings", "step", "model", "optimizer")}
    except Exception as error:  # torch.load promises no type
        raise TrainingError(f"{path}: error: is no checkpoint of this pipeline: {error}") from error


def restore(folder, settings, model, optimizer, device):
    """Puts a model, and an optimizer if there is one, where the folder's checkpoint has them; returns its step, 0
    without a checkpoint."""
    state = load(folder, device.name)
    if state is None:
        return 0
    differences = [
        f"{key} is {value} here and {state['settings'].get(key)} there"
        for key, value in settings.items()
        if state["settings"].get(key) != value
    ]
    if differences:
        raise TrainingError(
            f"{Path(folder) / NAME}: error: belongs to another run: {'; '.join(differences)}. "
            "Give --output another folder, or the settings of that run."
        )
    model.load_state_dict(state["model"])
    if optimizer is not None:
        optimizer.load_state_dict(state["optimizer"])
    return state["step"]


def kept(folder):
    """What an error says of the state that it leaves."""
    return f"{NAME} of the last save is intact" if (Path(folder) / NAME).exists() else "no checkpoint was written yet"


class Log:
    """A line a step. What an interrupted run wrote after its last checkpoint goes, so that it is not there twice."""

    def __init__(self, folder, step):
        self.folder, self.path = Path(folder), Path(folder) / "log.jsonl"
        lines = self.path.read_text(encoding="utf-8").splitlines()[:step] if self.path.exists() else []
        files.write(self.path, "".join(line + "\n" for line in lines))
        self.file = open(self.path, "a", encoding="utf-8")

    def write(self, record):
        try:
            self.file.write(json.dumps(record) + "\n")
            self.file.flush()
        except OSError as error:
            raise TrainingError(
                f"{self.path}: error: cannot be written: {error.strerror}; {kept(self.folder)}"
            ) from error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.file.close()
        except OSError:
            pass  # what could not be written has been told
