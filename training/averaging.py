"""The average of a model's weights and of those that it went on from.

Between the two, what was learned last is mostly there already, and what was lost by it mostly still (Wortsman et al.
2022, Robust fine-tuning of zero-shot models).
"""

from pathlib import Path

from . import folder
from .errors import TrainingError


def average(first, second, share, output):
    """Writes to `output` the folder of share * first + (1 - share) * second; both of one shape and tokenizer."""
    if not 0 < share < 1:
        raise TrainingError(f"--share is {share}; it must be between 0 and 1.")
    if Path(output).resolve() in (Path(first).resolve(), Path(second).resolve()):
        raise TrainingError(f"--output {output} is the folder of a model that is averaged; give it another.")
    (model, tokenizer), (other, other_tokenizer) = folder.read(first), folder.read(second)
    if model.shape != other.shape:
        raise TrainingError(f"{second}: error: holds {other.shape}; {first} holds {model.shape}")
    if tokenizer.merges != other_tokenizer.merges:
        raise TrainingError(f"{second}: error: has another tokenizer than {first}")
    weights = other.state_dict()
    model.load_state_dict({name: share * p + (1 - share) * weights[name] for name, p in model.state_dict().items()})
    folder.write(output, model, tokenizer)
