"""The records of the table: a row, its goal, what a run is asked for; and how a figure is made of several runs.

How to plug in: write a module of this package with `measure(options: Options) -> Sequence[Row]` and name it in `PARTS`
of `parts.py`. Time two alternatives with `timing.alternating` (functions) or `timing.commands` (whole processes), peak
memory with `timing.peak`; take invented text from `invented`; say what is being done with `options.told`.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
"""Where real documents are looked for: beside the project."""

RUNS = 5
"""Of so many runs the median is taken."""


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for: `quick` is a smoke test of small sizes, one run each; `full` adds what takes minutes.

    `told` is called with what is being measured.
    """

    quick: bool = False
    full: bool = False
    shared: Path = SHARED
    seed: int = 20310313
    told: Callable[[str], None] = _silent

    @property
    def runs(self) -> int:
        """How often each alternative is run."""
        return 1 if self.quick else RUNS


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row is held to: `value` is to be at most `bound`, or at least where `at_most` is False.

    `says` is the goal in words; `limit` is what keeps it from being met, where that is known.
    """

    says: str
    value: float
    bound: float
    at_most: bool = True
    limit: str = ""

    @property
    def met(self) -> bool:
        """Whether it is reached; a value that is not a number reaches nothing."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound


@dataclass(frozen=True, slots=True)
class Runs:
    """Seconds of each run: processor time of the process and its children, and by the clock; peak memory in bytes."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...] = ()
    peak: int | None = None

    @property
    def median(self) -> float:
        """Return the median of the processor time, which other work on the machine moves least."""
        return statistics.median(self.cpu)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, ours and what stands beside it.

    `ours` and `theirs` are values in `unit`: medians of seconds, rates, bytes; `beside` names the other. `runs` and
    `their_runs` are what the values were made of. `growth` is the exponent of time over size, None where it was not
    asked. `part` is set by the runner.
    """

    what: str
    ours: float
    theirs: float | None = None
    beside: str = ""
    unit: str = "s"
    runs: Runs | None = None
    their_runs: Runs | None = None
    growth: float | None = None
    their_growth: float | None = None
    goal: Goal | None = None
    note: str = ""
    part: str = field(default="", kw_only=True)

    @property
    def times(self) -> float | None:
        """How many times as much the other is: theirs / ours; None where one of them is 0 or is not there."""
        return self.theirs / self.ours if self.theirs and self.ours else None


def seconds(what: str, ours: Runs, theirs: Runs | None = None, beside: str = "", goal: Goal | None = None) -> Row:
    """Return a row of seconds, each the median of its runs."""
    return Row(
        what,
        ours.median,
        theirs.median if theirs else None,
        beside,
        runs=ours,
        their_runs=theirs,
        goal=goal,
    )


def growth(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the exponent k of time ~ size^k: the slope of the least-squares line through the logarithms.

    `points` are pairs of size and seconds, both above 0. None where there are not two sizes.
    """
    if len({size for size, _ in points}) < 2:
        return None
    sizes, times = ([math.log(value) for value in column] for column in zip(*points, strict=True))
    return statistics.linear_regression(sizes, times).slope
