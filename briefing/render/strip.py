"""The timeline as a strip: where each date stands on its line, and where its words stand so that none overlap.

Short gaps are true to scale; longer ones are broken, and drawn as broken. Lengths are units of the drawing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.render.view import Break, Point, Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.render.view import EventView

WIDTH, NARROW = 640, 320  # of the drawing, and of that for a telephone
MARGIN = 34  # left free at both ends of its line
LEAST = 16  # between two dates
LONG = 4  # times the median gap, from which a gap is broken
DAYS = 14  # shorter gaps are never broken
LETTER, BETWEEN = 6.6, 10  # width of a letter, space between two labels of one lane
LANE, FIRST = 17, 15  # height of a lane, distance of the first from the line
DOT = 5  # radius


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    words: str
    lane: int


def strip(events: Sequence[EventView], width: int = WIDTH, *, mirrored: bool = False) -> Strip | None:
    """Return the drawing of the events, which are in order of their dates; None where there are too few to draw.

    Mirrored it runs from right to left, as the reader does.
    """
    dates = list(dict.fromkeys(event.day.iso or "" for event in events))
    if len(dates) < 2:
        return None
    days = [_first_day(one) for one in dates]
    gaps = [(b - a).days for a, b in pairwise(days)]
    most = max(DAYS, LONG * median_low(gaps))
    longest = max((gap for gap in gaps if gap <= most), default=1)
    places = _places([gap if gap <= most else longest for gap in gaps], width)
    labels = _labels(places, [_words(events, one) for one in dates], width)
    above = max(label.lane // 2 + 1 for label in labels if label.lane % 2 == 0)
    below = max((label.lane // 2 + 1 for label in labels if label.lane % 2), default=0)
    line = above * LANE + FIRST
    drawn = Strip(
        width=width,
        height=line + max(below * LANE + FIRST, 2 * DOT),
        line=line,
        left=MARGIN - DOT,
        right=width - MARGIN + DOT,
        points=tuple(
            _point(x, label, line, [event for event in events if event.day.iso == one])
            for x, label, one in zip(places, labels, dates, strict=True)
        ),
        breaks=tuple(
            Break(round((a + b) / 2, 1)) for (a, b), gap in zip(pairwise(places), gaps, strict=True) if gap > most
        ),
    )
    return _mirrored(drawn) if mirrored else drawn


def _mirrored(drawn: Strip) -> Strip:
    width = drawn.width
    points = (replace(one, x=_other(one.x, width), label_x=_other(one.label_x, width)) for one in drawn.points)
    breaks = (Break(_other(one.x, width)) for one in drawn.breaks)
    return replace(drawn, points=tuple(points), breaks=tuple(breaks))


def _other(x: float, width: int) -> float:
    return round(width - x, 1)


def _first_day(iso: str) -> date:
    """Return the first day of a date that is cut to its precision."""
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _words(events: Sequence[EventView], iso: str) -> str:
    return next(event.day.words for event in events if event.day.iso == iso)


def _places(gaps: Sequence[int], width: int) -> list[float]:
    """Return where the dates stand: the least distance each, and what is left by the length of the gaps."""
    room = width - 2 * MARGIN
    least = min(LEAST, room / len(gaps))
    left = (room - least * len(gaps)) / max(1, sum(gaps))
    places = [float(MARGIN)]
    for gap in gaps:
        places.append(round(places[-1] + least + left * gap, 1))
    return places


def _labels(places: Sequence[float], words: Sequence[str], width: int) -> list[_Label]:
    """Return the labels, each in the first lane in which it is clear of the one before: above, below, farther above."""
    labels: list[_Label] = []
    ends: list[float] = []
    for place, text in zip(places, words, strict=True):
        half = len(text) * LETTER / 2
        x = min(max(place, half), width - half)
        lane = next((n for n, end in enumerate(ends) if x - half >= end + BETWEEN), len(ends))
        ends[lane : lane + 1] = [x + half]
        labels.append(_Label(round(x, 1), text, lane))
    return labels


def _point(x: float, label: _Label, line: int, events: Sequence[EventView]) -> Point:
    up = label.lane % 2 == 0
    away = FIRST + LANE * (label.lane // 2)
    return Point(
        x=x,
        label=label.words,
        label_x=label.x,
        label_y=line - away if up else line + away + LANE // 2,
        stem_end=line - away + 4 if up else line + away - 3,
        planned=all(event.planned for event in events),
        count=len(events),
    )
