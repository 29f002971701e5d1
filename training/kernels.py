"""Which kernels PyTorch and OpenBLAS run on a processor, said before they are loaded.

Debian's do not use AVX-512 on processors that are younger than they are: products of matrices took 1.8 times as long,
a step of training 1.2 times. What the user has set in the environment stays.
"""

import os
from pathlib import Path

AVX512 = {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"}
# Each pass has its core (device.py); products that take all of them besides were slower.
ALWAYS = {"OPENBLAS_NUM_THREADS": "1"}
# Read by OpenBLAS when it is loaded, and by PyTorch at its first operation.
WITH_AVX512 = {"OPENBLAS_CORETYPE": "SkylakeX", "ATEN_CPU_CAPABILITY": "avx512"}


def choose(environment=os.environ, processors=Path("/proc/cpuinfo")):
    """Sets in `environment` what is not set there; AVX-512 if all of it that the kernels need is in `processors`."""
    chosen = ALWAYS | (WITH_AVX512 if AVX512 <= flags(processors) else {})
    for name, value in chosen.items():
        environment.setdefault(name, value)


def flags(processors):
    """What the first processor can do, by Linux's names; empty where nobody says it."""
    try:
        lines = processors.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return set(next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), ()))
