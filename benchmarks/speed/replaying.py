"""A story replayed, a whole morning each day, beside as many times one day: what came long ago must cost nothing."""

from __future__ import annotations

import contextlib
import gc
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.newswire import Newswire, by_day
from benchmarks.speed.rows import Goal, Row, Runs
from briefing.cli import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.speed.rows import Options

DAYS, SHORT, QUICK = 365, 120, 6
"""How many days: with --full, without, with --quick."""

A_DAY, SENTENCES = 6, 15
"""Reports of a day, and about how many sentences each has."""

EARLY = slice(20, 40)
"""The days that a later one is held against: by then each has a past as full as it gets."""

BOUND = 1.25
"""Times as many single days that all days may take, the noise of the machine included."""


def measure(options: Options) -> Sequence[Row]:
    """Return a row for all days, and one for the last of them."""
    days = DAYS if options.full else QUICK if options.quick else SHORT
    seconds = replayed(options, days)
    early = statistics.median(seconds[EARLY] or seconds[1:])
    late = statistics.median(seconds[-len(seconds[EARLY]) :] if seconds[EARLY] else seconds[-2:])
    whole = Goal(f"linear: at most {BOUND} x", sum(seconds) / (early * days), BOUND)
    last = Goal(f"at most {BOUND} x", late / early, BOUND)
    return [
        Row(f"{days} days, {A_DAY} reports each", sum(seconds), early * days, f"{days} x one day", goal=whole),
        Row("a day at the end", late, early, "one of days 21 to 40", runs=Runs(tuple(seconds)), goal=last),
    ]


def replayed(options: Options, days: int) -> list[float]:
    """Return the processor seconds of each day's morning."""
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder, as_the_program():
        wire = Newswire.opened(Path(folder))
        for number, (day, reports) in enumerate(by_day(A_DAY * days, days, options.seed, SENTENCES), 1):
            wire.publish(reports)
            gc.collect()
            began = time.process_time()
            wire.morning(day)
            seconds.append(time.process_time() - began)
            options.told(f"day {number} of {days}: {seconds[-1]:.2f} s")
    return seconds


@contextlib.contextmanager
def as_the_program() -> Iterator[None]:
    """Look for cyclic garbage as often as `briefing.cli.main` does: mornings are commands."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
