"""The house method on 100 to 100,000 sentences of an invented story: seconds, peak memory, growth.

What is timed is `briefing.summarise`, from texts to sentences chosen, in a process of its own that has chosen once
before: reading, splitting and choosing, without the start of Python and the making of the story.
"""

from __future__ import annotations

import json
import tempfile
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.invented import CONFIG, articles
from benchmarks.speed.rows import Goal, Row, Runs, growth
from benchmarks.speed.timing import alone
from briefing import Topic, summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.speed.rows import Options
    from briefing.model import Article

SIZES, QUICK = (100, 1_000, 10_000, 100_000), (100, 1_000)
ONCE = 100_000  # sentences from which one run has to do
REPORT, A_DAY = 20, 50  # sentences of a report, reports of a day

SECONDS, MEMORY, GROWTH = 2.0, 2**30, 1.1
"""At most at 10,000 sentences; bytes at 100,000; the exponent of time from 10,000 to 100,000."""


def measure(options: Options) -> Sequence[Row]:
    """Return a row for the seconds of each size, and one for the peak memory and for the growth of the greatest."""
    found = {size: _runs(size, options) for size in (QUICK if options.quick else SIZES)}
    return [*(_seconds(size, runs) for size, runs in found.items()), *_of_the_greatest(found)]


def choose(size: int, seed: int, out: str) -> None:
    """Choose from so many sentences, and write the processor and clock seconds of that as JSON."""
    asked = [
        Topic(one["id"], one["title"], one["about"], tuple(one["terms"]), sentences=one["sentences"])
        for one in tomllib.loads(CONFIG)["topics"]
    ]
    summarise(_story(2 * REPORT, seed), asked)
    reports = _story(size, seed)
    cpu, wall = time.process_time(), time.perf_counter()
    summarise(reports, asked)
    Path(out).write_text(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]), encoding="utf-8")


def _story(size: int, seed: int) -> list[Article]:
    count = max(1, size // REPORT)
    return [one.article for one in articles(count, max(1, count // A_DAY), seed, sentences=REPORT)]


def _runs(size: int, options: Options) -> Runs:
    options.told(f"{size:,} sentences")
    with tempfile.TemporaryDirectory() as folder:
        out, peaks, times = Path(folder) / "seconds.json", list[int](), list[tuple[float, float]]()
        for _ in range(1 if size >= ONCE else options.runs):
            peaks.append(alone("benchmarks.speed.house:choose", size, options.seed, str(out))[2])
            times.append(tuple(json.loads(out.read_text(encoding="utf-8"))))
    cpu, wall = zip(*times, strict=True)
    return Runs(cpu, wall, max(peaks))


def _seconds(size: int, runs: Runs) -> Row:
    goal = Goal(f"{SECONDS:g} s", runs.median, SECONDS) if size == 10_000 else None
    return Row(f"{size:,} sentences", runs.median, runs=runs, goal=goal)


def _of_the_greatest(found: Mapping[int, Runs]) -> Iterator[Row]:
    *_, before, size = found
    peak, steps = found[size].peak or 0, [(n, found[n].median) for n in (before, size)]
    slope = growth(steps) or 0.0
    memory = Goal("under 1 GiB", peak, MEMORY) if size >= ONCE else None
    yield Row(f"{size:,} sentences: peak memory", peak / 2**20, unit="MiB", goal=memory)
    goal = Goal(f"time ~ n^{GROWTH:g} at most", slope, GROWTH) if size >= ONCE else None
    yield Row(f"from {before:,} to {size:,} sentences", slope, unit="exponent", growth=slope, goal=goal)
