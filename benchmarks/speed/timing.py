"""How long a function or a whole process takes, and how much memory: two alternatives by turns, in one run.

Seconds are processor time, user and system, of the process and its children: on a machine that others use as well, the
clock says how busy they were. Memory is the peak of resident memory of a process of its own.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from benchmarks.speed.rows import ROOT, Runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PYTHON = sys.executable
_WATCH = str(ROOT / "benchmarks" / "speed" / "watch.py")


def alternating(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[Runs, Runs]:
    """Return the seconds of two functions, called by turns in this process; each is called once before, unmeasured."""
    ours(), theirs()
    found = [(_timed(ours), _timed(theirs)) for _ in range(runs)]
    return _runs([one for one, _ in found]), _runs([other for _, other in found])


def several(function: Callable[[], object], runs: int, *, warm: bool = True) -> Runs:
    """Return the seconds of one function; `warm` calls it once before, unmeasured."""
    if warm:
        function()
    return _runs([_timed(function) for _ in range(runs)])


def _timed(function: Callable[[], object]) -> tuple[float, float]:
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    function()
    return time.process_time() - cpu, time.perf_counter() - wall


def commands(ours: Sequence[str], theirs: Sequence[str], runs: int, cwd: Path | None = None) -> tuple[Runs, Runs]:
    """Return what two commands take, whole processes, by turns; where it is more than once, each is run once before.

    Raises subprocess.CalledProcessError where one of them fails.
    """
    if runs > 1:
        watched(ours, cwd), watched(theirs, cwd)
    found = [(watched(ours, cwd), watched(theirs, cwd)) for _ in range(runs)]
    return _of_commands([one for one, _ in found]), _of_commands([other for _, other in found])


def watched(command: Sequence[str], cwd: Path | None = None) -> tuple[float, float, int]:
    """Return processor seconds, seconds by the clock and peak memory in bytes of a command, its children included.

    Exit code 3 (made, but something needs a look) is no failure. Raises subprocess.CalledProcessError for others.
    """
    watch = [PYTHON, "-I", "-S", _WATCH, *command]
    # compiled once, as where it is installed
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(watch, cwd=cwd, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, list(command), None, done.stderr[-2_000:])
    found = json.loads(done.stdout.splitlines()[-1])
    return found["cpu"], found["wall"], found["peak"]


def peak(function: str, *arguments: object) -> int:
    """Return the peak memory in bytes of a process that calls "package.module:function" once, imports included.

    The arguments go through JSON. What the function needs it makes itself, which counts.
    """
    return alone(function, *arguments)[2]


def alone(function: str, *arguments: object) -> tuple[float, float, int]:
    """Return processor seconds, seconds by the clock and peak memory in bytes of a process that calls a function once.

    What the process costs before the call is in it: that is what a user pays.
    """
    module, _, name = function.partition(":")
    given: Any = json.dumps(arguments)
    call = f"import json, sys; from {module} import {name} as call; call(*json.loads(sys.argv[1]))"
    return watched([PYTHON, "-c", call, given])


def _runs(found: Sequence[tuple[float, float]]) -> Runs:
    return Runs(tuple(cpu for cpu, _ in found), tuple(wall for _, wall in found))


def _of_commands(found: Sequence[tuple[float, float, int]]) -> Runs:
    return Runs(tuple(one[0] for one in found), tuple(one[1] for one in found), max(one[2] for one in found))
