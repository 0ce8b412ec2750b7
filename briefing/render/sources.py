"""Reports as a list names them: number, publisher, title, date with its basis, address, versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.render.dates import parsed, short_date, year_date
from briefing.render.links import web_link
from briefing.render.view import Day, SourceView
from briefing.text.folding import display, visible

if TYPE_CHECKING:
    from briefing.model import Brief, Source
    from briefing.render.words import Frame

_WORTH_SAYING = ("address", "inferred")
_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)  # a by-line is often stored with its first word


def one_line(text: str) -> str:
    """Return the text as it is shown: on one line, and nothing in it that is not seen or that steers what shows it."""
    return display(visible(text))


def source_views(brief: Brief, frame: Frame) -> dict[str, SourceView]:
    """Return how each article of the brief is listed, by its id."""
    ids = {source.id for source in brief.articles}
    versions = [(source.revision_of, source.id) for source in brief.articles if source.revision_of in ids]
    earlier = {new: number(old) for old, new in versions if old}
    later = {old: number(new) for old, new in versions if old}
    year = int(brief.date[:4])
    return {
        source.id: _source(source, (later.get(source.id), earlier.get(source.id)), year, frame)
        for source in brief.articles
    }


def earlier_versions(brief: Brief) -> frozenset[str]:
    """Return the ids of the articles for which a later version stands."""
    return frozenset(source.revision_of for source in brief.articles if source.revision_of)


def number(article: str) -> int:
    """Return the number of an article's id: 4 of "a4"."""
    return int(article[1:])


def _source(source: Source, versions: tuple[int | None, int | None], year: int, frame: Frame) -> SourceView:
    return SourceView(
        number=number(source.id),
        publisher=_line(source.publisher),
        publisher_note=_publisher_note(source, frame),
        title=_line(source.title),
        author=_line(_BY.sub("", source.author or "")),
        day=_day(source, year, frame),
        dated=_dated(source, frame),
        link=web_link(source.url),
        place=one_line(source.path or source.url or source.source),
        credits=_credits(source, frame),
        earlier_of=versions[0],
        later_of=versions[1],
        notes=tuple(map(one_line, source.notes)),
    )


def _line(text: str | None) -> str | None:
    return one_line(text or "") or None


def _credits(source: Source, frame: Frame) -> str | None:
    others = [name for name in source.credits if name != source.publisher]
    return frame("credits", names=frame.joined(map(one_line, others))) if others else None


def _publisher_note(source: Source, frame: Frame) -> str | None:
    basis = source.known_by.get("publisher", "unknown")
    return frame(f"basis_{basis}") if source.publisher and basis in _WORTH_SAYING else None


def _day(source: Source, year: int, frame: Frame) -> Day:
    day = parsed(source.published)
    if not day:
        return Day(None, frame("no_date"))
    words = short_date(day, year, frame)
    return Day(day.isoformat(), frame("inferred_day", day=words) if source.published_basis == "inferred" else words)


def _dated(source: Source, frame: Frame) -> str:
    day = parsed(source.published)
    if not day:
        return frame("no_date")
    return frame("based", what=year_date(day, frame), basis=_basis(source, frame))


def _basis(source: Source, frame: Frame) -> str:
    if source.published_basis == "inferred" and source.published_detail:
        return frame("basis_inferred_from", detail=one_line(source.published_detail).removeprefix("from "))
    return frame(f"basis_{source.published_basis}")
