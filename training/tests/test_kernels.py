"""The choice of kernels before PyTorch is loaded."""

import subprocess
import sys
import unittest
from pathlib import Path

from training import kernels
from training.tests.runs import new_folder

ALL = "fpu avx2 avx512f avx512cd avx512bw avx512dq avx512vl"


class KernelTests(unittest.TestCase):
    def chosen(self, flags, environment=()):
        path = new_folder() / "cpuinfo"
        path.write_text(f"processor\t: 0\nflags\t\t: {flags}\n\nprocessor\t: 1\nflags\t\t: fpu\n", encoding="utf-8")
        environment = dict(environment)
        kernels.choose(environment, path)
        return environment

    def test_a_processor_with_all_of_avx512_gets_its_kernels(self):
        self.assertEqual(kernels.ALWAYS | kernels.WITH_AVX512, self.chosen(ALL))

    def test_one_without_a_part_keeps_what_it_has(self):
        self.assertEqual(kernels.ALWAYS, self.chosen(ALL.replace("avx512dq ", "")))

    def test_what_is_set_stays(self):
        self.assertEqual("ZEN", self.chosen(ALL, {"OPENBLAS_CORETYPE": "ZEN"})["OPENBLAS_CORETYPE"])

    def test_where_nobody_says_what_a_processor_can_do_it_is_not_asked_for(self):
        environment = {}
        kernels.choose(environment, Path("/nowhere/cpuinfo"))
        self.assertEqual(kernels.ALWAYS, environment)

    def test_they_are_chosen_before_pytorch_is_loaded(self):
        """The package sets them and loads no PyTorch; whoever loads it first is too late."""
        code = "import sys, training; assert 'torch' not in sys.modules and 'training.kernels' in sys.modules"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


if __name__ == "__main__":
    unittest.main()
