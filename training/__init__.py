"""Trains a small GPT from nothing, adapts one to a task, and writes folders that GptPrompting opens.

python3 -m training --help says how; README.md tells a user's path, DATA.md what the model in the box has read.
"""

from . import kernels

kernels.choose()
