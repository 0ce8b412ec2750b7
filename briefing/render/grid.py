"""Who reported how much on which day: the reports of an issue as a grid of publishers and days.

A dot is a report, filled where a sentence of it is quoted. Lengths are units of a cell's drawing.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.render.dates import parsed, short_date
from briefing.render.sources import earlier_versions, one_line
from briefing.render.view import Cell, Day, Dot, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Brief, Source
    from briefing.render.words import Frame

DAYS = 6  # days that have a column of their own; what is older shares one
ROWS = 12  # publishers that have a row of their own; the others share one
ABREAST, MOST = 3, 9  # dots side by side, and in one cell; more are a number
PITCH, RADIUS = 8.0, 3.0  # between two dots, and of one

_EARLIER, _UNDATED = "0", "9"  # columns; they sort before and after the days


def grid(brief: Brief, frame: Frame) -> Grid | None:
    """Return the grid of the reports, earlier versions left out; None where there is but one publisher and one day."""
    earlier = earlier_versions(brief)
    reports = [source for source in brief.articles if source.id not in earlier]
    columns = _columns(reports, brief)
    rows = _rows(reports, frame)
    if len(columns) < 2 and len(rows) < 2:
        return None
    return Grid(
        days=tuple(_head(column, brief, frame) for column in columns),
        rows=tuple(_row(name, found, columns, brief, frame) for name, found in rows),
    )


def _columns(reports: Iterable[Source], brief: Brief) -> list[str]:
    """Return the columns that are needed; the days from the first to the last, those without a report too."""
    found = {_column(source, brief) for source in reports}
    days = sorted(found - {_EARLIER, _UNDATED})
    first, last = (parsed(days[0]), parsed(days[-1])) if days else (None, None)
    if first and last:
        found |= {(first + timedelta(count)).isoformat() for count in range((last - first).days)}
    return sorted(found)


def _column(source: Source, brief: Brief) -> str:
    day, today = parsed(source.published), parsed(brief.date)
    if not day:
        return _UNDATED
    return _EARLIER if today and (today - day).days >= DAYS else day.isoformat()


def _head(column: str, brief: Brief, frame: Frame) -> Day:
    day = parsed(column)
    if day:
        return Day(column, short_date(day, int(brief.date[:4]), frame))
    return Day(None, frame("grid_earlier") if column == _EARLIER else frame("no_date"))


def _rows(reports: Sequence[Source], frame: Frame) -> list[tuple[str, list[Source]]]:
    """Return the publishers, the one with most reports first, each with its reports."""
    named = sorted(reports, key=lambda source: _name(source, frame))
    rows = [(name, list(found)) for name, found in groupby(named, key=lambda source: _name(source, frame))]
    rows.sort(key=lambda row: -len(row[1]))
    if len(rows) > ROWS + 1:
        others = [source for _, found in rows[ROWS:] for source in found]
        rows = [*rows[:ROWS], (frame("grid_others", n=len(rows) - ROWS), others)]
    return rows


def _name(source: Source, frame: Frame) -> str:
    return one_line(source.publisher or "") or frame("no_publisher_listed")


def _row(name: str, found: Iterable[Source], columns: Iterable[str], brief: Brief, frame: Frame) -> Row:
    sources = list(found)
    counts = Counter((_column(source, brief), source.quoted) for source in sources)
    return Row(name, tuple(_cell(counts[day, True], counts[day, False], frame) for day in columns), len(sources))


def _cell(quoted: int, others: int, frame: Frame) -> Cell:
    count = quoted + others
    if not count:
        return Cell(0, "")
    words = frame("grid_quoted", reports=frame("reports", n=count), n=quoted) if quoted else frame("reports", n=count)
    drawn = count if count <= MOST else 0
    return Cell(
        count=count,
        words=words,
        dots=tuple(_dot(place, quoted=place < quoted) for place in range(drawn)),
        width=round(PITCH * min(ABREAST, max(1, drawn)), 1),
        height=round(PITCH * max(1, -(-drawn // ABREAST)), 1),
    )


def _dot(place: int, *, quoted: bool) -> Dot:
    return Dot(PITCH * (place % ABREAST + 0.5), PITCH * (place // ABREAST + 0.5), RADIUS, quoted)
