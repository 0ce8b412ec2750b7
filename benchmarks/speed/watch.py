"""Run a command and print what it took, as JSON: processor seconds, seconds by the clock, peak memory in bytes.

A process of its own and a small one: Linux counts the memory of whoever starts a process to that process's peak, and
the peak of "all children so far" cannot be taken back. What the command prints goes nowhere; its errors pass.
"""

import json
import os
import resource
import subprocess
import sys
import time

LOOK = 3
"""The program's exit code for: made, but something needs a look."""


def main() -> int:
    """Run the command that the arguments are; return its exit code."""
    began = time.perf_counter()
    nowhere = subprocess.DEVNULL
    done = subprocess.run(sys.argv[1:], stdin=nowhere, stdout=nowhere, check=False)  # noqa: S603 - the benchmark's own
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    told = {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": used.ru_maxrss * unit}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if done.returncode == LOOK else done.returncode


if __name__ == "__main__":
    sys.exit(main())
