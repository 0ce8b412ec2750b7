"""The pages of all issues on a morning, with what earlier mornings kept of them, beside all of them made anew."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.newswire import Newswire, by_day
from benchmarks.speed.replaying import A_DAY, SENTENCES, as_the_program
from benchmarks.speed.rows import Row, Runs, seconds
from briefing.config import load_config
from briefing.run import load_brief
from briefing.run.looks import look_of
from briefing.run.site import rebuild

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.rows import Options

ISSUES, QUICK = (42, 210), (4, 8)
"""How many issues there are: on an early morning and on a late one."""

MADE = 20
"""Issues that are made of reports; more are these on later days, by other publishers."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def measure(options: Options) -> Sequence[Row]:
    """Return a row for each number of issues, and one for what a past issue adds, both ways, where there are many."""
    sizes, made = (QUICK, 3) if options.quick else (ISSUES, MADE)
    with tempfile.TemporaryDirectory() as folder, as_the_program():
        wire = Newswire.opened(Path(folder))
        for day, reports in by_day(A_DAY * made, made, options.seed, SENTENCES):
            options.told(f"the issue of {day}")
            wire.publish(reports)
            wire.morning(day)
        found = [_mornings(wire, size, options) for size in sizes]
    rows = [
        seconds(f"the pages of {size} issues, the last of them new", kept, anew, "all made anew")
        for size, (kept, anew) in zip(sizes, found, strict=True)
    ]
    if options.quick:
        return rows  # between so few issues there is no difference but chance
    more = sizes[1] - sizes[0]
    kept, anew = ((late.median - early.median) / more for early, late in zip(*found, strict=True))
    return [*rows, Row("what a past issue adds", kept, anew, "all made anew")]


def _mornings(wire: Newswire, size: int, options: Options) -> tuple[Runs, Runs]:
    """Return the processor seconds of the last mornings of so many issues: with what was kept, and without."""
    look = look_of(load_config(wire.folder / "briefing.toml"))
    out = wire.folder / f"of {size}"
    issues = _issues(wire.folder / "out", size)
    times: tuple[list[float], list[float]] = ([], [])
    for number, (day, text) in enumerate(issues, 1):
        (out / day).mkdir(parents=True)
        (out / day / "brief.json").write_text(text, encoding="utf-8")
        if number < size - options.runs:
            continue
        brief = load_brief(out / day)
        for store, found in ((out / "briefing.sqlite", times[0]), (None, times[1])):
            began = time.process_time()
            rebuild(out, brief, look, store=store)
            found.append(time.process_time() - began)
    shutil.rmtree(out)
    return Runs(tuple(times[0][1:])), Runs(tuple(times[1][1:]))


def _issues(out: Path, count: int) -> list[tuple[str, str]]:
    """Return so many issues in order of their days: those below a folder, again and again, each time days later."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(out.glob("20*/brief.json"))]
    first = [path.name for path in sorted(out.glob("20*"))]
    turns = [divmod(number, len(texts)) for number in range(count)]
    return [(_later(first[place], turn * len(texts)), _other(texts[place], turn, len(texts))) for turn, place in turns]


def _other(text: str, turn: int, days: int) -> str:
    later = _DAY.sub(lambda found: _later(found[0], turn * days), text)
    return later.replace(".example/", f".example/{turn}/")


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
