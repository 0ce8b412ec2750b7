"""A report on file is cut up once in its life: when it is filed, else in the first brief that draws on it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from newsroom import START, json_feed, piece

from briefing.config import load_config
from briefing.ingest.entries import entry_arrival
from briefing.ingest.feeds import parse_feed
from briefing.model import Arrival, Batch, Given
from briefing.run.arriving import read
from briefing.run.kept import findings_at_hand, keep_findings
from briefing.run.making import digest
from briefing.run.reading import Harvest
from briefing.store.archive import articles
from briefing.store.filing import file
from briefing.text import cutting, furniture, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsroom import Piece

CONFIG = """
[brief]
id = "lume"
title = "The truce"
[[sources]]
name = "Gazette"
files = "nothing/*"
[[topics]]
title = "Truce"
terms = ["truce", "ceasefire", "inspectors", "envoys"]
"""
DAYS, A_DAY = 3, 2


def a_page(one: Piece) -> Arrival:
    said = Given(title=one.title, published=one.published.date().isoformat())
    return Arrival("Gazette", f"{one.number}.txt", "\n\n".join(one.paragraphs).encode(), itself=said)


def an_entry(one: Piece) -> Arrival:
    feed = parse_feed(json_feed("Gazette", [one], "https://gazette.example"), "https://gazette.example/feed")
    return entry_arrival(feed.entries[0], feed, "Gazette", Given())


class Work:
    """What was done how often: paragraphs split, pages asked for their furniture."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.split = Counter[str]()
        self.asked = 0
        for module in (cutting, report):
            patched.setattr(module, "split", self._splitting(module.split))
        patched.setattr(furniture, "asked", self._asking(furniture.asked))

    def _splitting(self, split: Callable[[str], object]) -> Callable[[str], object]:
        def splitting(text: str) -> object:
            self.split[text] += 1
            return split(text)

        return splitting

    def _asking(self, asked: Callable[..., object]) -> Callable[..., object]:
        def asking(*given: object) -> object:
            self.asked += 1
            return asked(*given)

        return asking


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


class Desk:
    """A folder with an archive, and the mornings that are done there."""

    def __init__(self, folder: Path) -> None:
        (folder / "briefing.toml").write_text(CONFIG)
        self.settings, self.store = load_config(folder / "briefing.toml"), folder / "archive"

    def file(self, day: int, kind: Callable[[Piece], Arrival]) -> None:
        """File the reports of a day."""
        noon = START + timedelta(days=day, hours=12)
        new = [piece(n, noon - timedelta(hours=1)) for n in range(day * A_DAY, (day + 1) * A_DAY)]
        file(self.store, Batch(tuple(read(kind(one), noon) for one in new)), noon, "1")

    def brief(self, day: int) -> str:
        """Make the brief of a day, of all that there is; return what it holds."""
        noon = START + timedelta(days=day, hours=12)
        found = Harvest(tuple(one.article for one in articles(self.store, {"Gazette": None})), (), ())
        with findings_at_hand(self.store, found) as findings:
            made = digest(found, self.settings, noon.date(), noon)
        assert keep_findings(self.store, made, findings) is None
        return repr(made.brief)


@pytest.mark.parametrize("kind", [a_page, an_entry])
def test_a_report_is_cut_up_once_in_its_life(tmp_path: Path, work: Work, kind: Callable[[Piece], Arrival]) -> None:
    desk = Desk(tmp_path)
    for day in range(DAYS):
        desk.file(day, kind)
        desk.brief(day)
    assert work.split == Counter(text for n in range(DAYS * A_DAY) for text in piece(n).paragraphs)
    assert work.asked == DAYS * A_DAY


@pytest.mark.parametrize("harm", ["found = x'00'", "found = substr(found, 2)", "seal = x'00'", "version = x'00'"])
def test_what_is_kept_and_damaged_or_of_other_code_is_cut_up_anew(tmp_path: Path, work: Work, harm: str) -> None:
    desk = Desk(tmp_path)
    desk.file(0, a_page)
    whole = desk.brief(0)
    with closing(sqlite3.connect(desk.store)) as database:
        database.execute(f"UPDATE finding SET {harm}")  # noqa: S608 - a test's
        database.commit()
    assert desk.brief(0) == whole == desk.brief(0)
    assert set(work.split.values()) == {2}
