"""Files that are either whole or not there: a full disk or a kill leaves what was there before."""

import json
import os
from pathlib import Path

from .errors import TrainingError


def write(path, content):
    """Writes bytes or text beside `path`, then puts it in the place of `path` in one move."""
    path = Path(path)
    new = path.with_name(path.name + ".new")
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(new, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        new.unlink(missing_ok=True)
        kept = f"; {path.name} stays as it was" if path.exists() else ""
        raise TrainingError(f"{path}: error: cannot be written: {error.strerror}{kept}") from error


def write_json(path, value, indent=2):
    write(path, json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def read_text(path):
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise TrainingError(f"{path}: error: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TrainingError(f"{path}: error: is no UTF-8: {error.reason} at byte {error.start}") from error


def read_json(path):
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise TrainingError(f"{path}({error.lineno},{error.colno}): error: {error.msg}") from error


def read_jsonl(path):
    """[(line number, object)] of the lines that are not blank."""
    out = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise TrainingError(f"{path}({number},{error.colno}): error: {error.msg}") from error
        if not isinstance(value, dict):
            raise TrainingError(f"{path}({number},1): error: is a {type(value).__name__}, not an object")
        out.append((number, value))
    if not out:
        raise TrainingError(f"{path}: error: has no line that is not blank")
    return out
