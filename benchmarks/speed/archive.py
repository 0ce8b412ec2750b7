"""Today's brief made from an archive that has a month of reports, beside one that has only what the brief is made of.

The same reports of the window are in both; what is older is what an archive costs. Then a second time, with what the
first found in the sentences kept; what arrives, looked up among all of them; and the bytes that an article takes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.invented import TODAY, articles
from benchmarks.speed.newswire import Newswire
from benchmarks.speed.rows import Goal, Row, seconds
from benchmarks.speed.timing import alternating, several
from briefing.run.gathering import Errand, gather_sources
from briefing.run.harvesting import Archive, harvest
from briefing.run.kept import findings_at_hand, keep_findings
from briefing.run.making import digest
from briefing.run.reading import Harvest
from briefing.store.candidates import candidates_of
from briefing.store.database import opened
from briefing.text.identity import decide, traits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from benchmarks.speed.invented import Report
    from benchmarks.speed.rows import Options
    from briefing.run.making import Made

DAYS, SENTENCES = 30, 12
REPORTS, QUICK = 10_000, 120
"""Reports of the month: with --full 10,000 as the issue asks, else a fifth of them, since filing takes minutes."""

WINDOW = 3
"""Days that the brief is made from: 48 hours before the end of today."""

LOOKED_UP = 100


def measure(options: Options) -> Sequence[Row]:
    """Return the rows of the archive."""
    count = REPORTS if options.full else QUICK if options.quick else REPORTS // 5
    with tempfile.TemporaryDirectory() as folder:
        options.told(f"an archive of {count:,} reports")
        reports = articles(count, DAYS, options.seed, sentences=SENTENCES)
        month, window = Newswire.opened(Path(folder) / "month"), Newswire.opened(Path(folder) / "window")
        file_all(month, reports)
        file_all(window, [one for one in reports if (TODAY - one.published).days < WINDOW])
        return [*_briefs(month, window, options, count), _look_ups(month, options, count), _bytes(month, count)]


def file_all(wire: Newswire, reports: Sequence[Report]) -> None:
    """File reports as their feeds give them, day by day."""
    by_day: dict[date, list[Report]] = {}
    for one in reports:
        by_day.setdefault(one.published, []).append(one)
    for day, found in by_day.items():
        wire.publish(found)
        order = wire.order(day)
        gather_sources(Errand(order.settings, wire.store, order.now, lambda _: iter(())))


def _briefs(month: Newswire, window: Newswire, options: Options, count: int) -> list[Row]:
    ours, theirs = alternating(lambda: _made(month), lambda: _made(window), options.runs)
    row = seconds(
        f"today's brief, {count:,} reports on file",
        ours,
        theirs,
        "the reports of its window alone",
        None if options.quick else Goal("under 2 x", ours.median / theirs.median, 2.0),  # of few, most are background
    )
    _made(month, keep=True)
    kept, anew = alternating(lambda: _made(month), lambda: _made(month, at_hand=False), options.runs)
    again = seconds("the same again", kept, anew, "with no finding kept", Goal("less", kept.median / anew.median, 1.0))
    return [row, again]


def _made(wire: Newswire, *, keep: bool = False, at_hand: bool = True) -> Made:
    order = wire.order(TODAY)
    found = harvest(order.settings, archive=Archive(wire.store, TODAY), files=Harvest((), (), ()))
    if not at_hand:
        return digest(found, order.settings, TODAY)
    with findings_at_hand(wire.store, found) as findings:
        made = digest(found, order.settings, TODAY)
    if keep:
        keep_findings(wire.store, made, findings)
    return made


def _look_ups(wire: Newswire, options: Options, count: int) -> Row:
    """Return how long it takes to tell of what arrives whether it is on file."""
    coming = [traits(one.article) for one in articles(LOOKED_UP, 1, options.seed + 1, sentences=SENTENCES)]
    with opened(wire.store, read_only=True) as database:

        def looked_up() -> list[str]:
            return [decide(one, candidates_of(database, one)).kind for one in coming]

        runs = several(looked_up, options.runs)
    return Row(f"look-ups among {count:,}", LOOKED_UP / runs.median, unit="per s", runs=runs)


def _bytes(wire: Newswire, count: int) -> Row:
    with opened(wire.store, read_only=True) as database:
        found, articles_with = database.execute("SELECT sum(length(found)), count(*) FROM finding").fetchone()
    whole = wire.store.stat().st_size
    note = f"the findings of one take {found / max(1, articles_with):,.0f}"
    return Row("bytes of an article on file", whole / count, unit="B", note=note)
