"""The parts of the table, in its order: each a module of this package with `measure(options) -> Sequence[Row]`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.speed.rows import Options, Row

PARTS = {
    "start": "`briefing --help`, `briefing status` beside `python -c pass`",
    "whole": "five documents to .md, .html, .json, a whole process, beside `sumy lex-rank`",
    "ranking": "LexRank and the other methods beside sumy's",
    "house": "the house method, 100 to 100,000 sentences",
    "archive": "a month's archive opened and today's brief made, beside an empty one",
    "pages": "pages to articles, beside trafilatura alone",
    "feeds": "300 feeds parsed and stored, beside feedparser alone",
    "rendering": "all forms of a brief with 60 items, beside Jinja",
    "site": "the pages of 42 and of 210 issues on a morning, beside all of them made anew",
    "replaying": "a story replayed for 365 days, beside 365 times one day",
}
"""The name of each part's module, and what it measures."""


def found(name: str) -> Callable[[Options], Sequence[Row]] | None:
    """Return what measures a part, None where its module is not there."""
    module = f"benchmarks.speed.{name}"
    measure: Callable[[Options], Sequence[Row]] | None = None
    if find_spec(module) is not None:
        measure = import_module(module).measure
    return measure
