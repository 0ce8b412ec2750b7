"""What a morning's pages were made from is kept, so that the next makes what has changed; and they are as made anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from program import files_below
from render.issues import morning, mornings, write

from briefing.deliver import site as delivered
from briefing.render import data, templates
from briefing.render.site import pages
from briefing.render.view import ThemeView
from briefing.run import Look, load_brief
from briefing.run import site as renewed
from briefing.run.site import Site, rebuild
from briefing.store import pages as kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing import Brief

STORE = "briefing.sqlite"
FIRST = date(2029, 12, 28)
LOOK = Look()


@cache
def issue(day: int, turn: int) -> Brief:
    """A small issue: the days go over the end of a year, and each turn has other words and other persons."""
    brief = morning(FIRST + timedelta(day), random.Random(100 * day + turn), compared=day > 0)  # noqa: S311 - invents words
    sections = tuple(replace(one, items=one.items[turn : turn + 2]) for one in brief.sections[turn % 2 : 3])
    return replace(brief, sections=sections, people=brief.people[turn : turn + 3])


def site_of(out: Path) -> dict[str, bytes]:
    """The files of a folder but for the issues and the archive."""
    return {name: data for name, data in files_below(out).items() if not name.startswith((STORE, "20"))}


def newest(out: Path) -> Brief:
    return load_brief(max(out.glob("20*")))


class Desk:
    """A folder of issues whose site is renewed day by day, and what may happen to it meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.out, self.own, self.look = folder / "out", folder / "own", LOOK
        self.own.mkdir()
        self.days = 0
        self.mine: dict[str, bytes] = {}

    def publish(self, turn: int) -> None:
        write(self.out, issue(self.days, turn % 2))
        self.days += 1

    def revise(self, turn: int) -> None:
        write(self.out, issue(turn % self.days, turn % 3))

    def withdraw(self, turn: int) -> None:
        folders = sorted(self.out.glob("20*"))
        if len(folders) > 1:
            shutil.rmtree(folders[turn % len(folders)])

    def harm(self, turn: int) -> None:
        """Change, empty, shorten or remove a page."""
        names = sorted(self._pages())
        path = self.out / names[turn % len(names)] if names else self.out / "none"
        harms: list[Callable[[], object]] = [
            lambda: path.write_bytes(path.read_bytes().replace(b"the", b"The")),
            lambda: path.write_bytes(b""),
            lambda: path.write_bytes(path.read_bytes()[:-5]),
            path.unlink,
        ]
        if names:
            harms[turn % 4]()

    def put_mine(self, turn: int) -> None:
        """Put a file of one's own in the place of a page, or take it away again."""
        if self.mine:
            (self.out / self.mine.popitem()[0]).unlink()
        elif names := sorted(self._pages()):
            self.mine[names[turn % len(names)]] = b"mine"
            (self.out / names[turn % len(names)]).write_bytes(b"mine")

    def look_otherwise(self, turn: int) -> None:
        """Change the address, take templates of one's own or none, or change one."""
        heads = self.look.head
        if turn % 3 == 0:
            (self.own / "site.foot.html.jinja").write_text(f"<p>{turn}</p>")
            self.look = replace(self.look, templates=self.own)
        elif turn % 3 == 1:
            (self.own / "site-line.html.jinja").write_text(f"{turn} {{{{ line.href }}}}\n")
        else:
            self.look = replace(self.look, templates=None if self.look.templates else self.own, head=heads)

    def damage_memory(self, turn: int) -> None:
        store = self.out / STORE
        if turn % 3 == 0 or not store.exists():
            store.unlink(missing_ok=True)
            return
        with closing(sqlite3.connect(store)) as database:
            column, changed = (("made", "x'00' || made"), ("key", "x'00'"), ("name", "name || '1'"))[turn % 3]
            database.execute(f"UPDATE page SET {column} = {changed} WHERE rowid % 3 = 0")  # noqa: S608 - a test's
            database.commit()

    def renew(self) -> Site:
        return rebuild(self.out, newest(self.out), self.look, store=self.out / STORE)

    def anew(self) -> tuple[Site, dict[str, bytes]]:
        """What is made of the same in a folder that has nothing."""
        with tempfile.TemporaryDirectory() as name:
            other = Path(name, "out")
            shutil.copytree(self.out, other, ignore=lambda _, names: [one for one in names if not _is_issue(one)])
            for mine, content in self.mine.items():
                (other / mine).parent.mkdir(exist_ok=True)
                (other / mine).write_bytes(content)
            return rebuild(other, newest(other), self.look), site_of(other)

    def _pages(self) -> set[str]:
        return site_of(self.out).keys() - self.mine.keys()


def _is_issue(name: str) -> bool:
    return not name.endswith((".html", ".js", ".xml", "people", "topics", "search")) and STORE not in name


HAPPENINGS = (
    *(Desk.publish, Desk.publish, Desk.revise, Desk.withdraw, Desk.harm),
    *(Desk.put_mine, Desk.look_otherwise, Desk.damage_memory),
)
DAYS = st.lists(
    st.lists(st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 60)), max_size=3), min_size=2, max_size=5
)


def compare(days: list[list[tuple[Callable[[Desk, int], None], int]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        desk.publish(0)
        for day in days:
            for happening, turn in day:
                happening(desk, turn)
            done, (anew, files) = desk.renew(), desk.anew()
            assert site_of(desk.out) == files
            assert (done.issues, done.files, len(done.problems)) == (anew.issues, anew.files, len(anew.problems))


@pytest.mark.slow
@examples(max_examples=4)
@given(DAYS)
def test_whatever_happens_between_mornings_the_site_is_as_made_anew(days: Any) -> None:
    compare(days)


@pytest.mark.slow
@examples(max_examples=120)
@given(DAYS)
def test_whatever_happens_often_the_site_is_as_made_anew(days: Any) -> None:
    compare(days)


def counted(patched: pytest.MonkeyPatch) -> Counter[str]:
    """Count the templates that are filled and the issues that are read from their data."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str, of: Callable[..., str]) -> None:
        real = getattr(module, name)

        def counting(*given: Any) -> Any:
            counts[of(*given)] += 1
            return real(*given)

        patched.setattr(module, name, counting)

    count(pages, "filled", lambda name, *_: name)
    count(data, "from_own_json", lambda *_: "issues")
    count(delivered, "_replace", lambda *_: "files")
    return counts


@pytest.mark.parametrize("past", [6, 24])
def test_a_morning_reads_one_issue_and_makes_what_has_changed_however_many_there_are(
    past: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefs = list(mornings(past + 1))
    write(tmp_path, *briefs[:-1])
    rebuild(tmp_path, briefs[-2], LOOK, store=tmp_path / STORE)
    write(tmp_path, briefs[-1])
    counts = counted(monkeypatch)
    rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE)
    topics, people = len(briefs[-1].sections), len(briefs[-1].people)
    assert counts["issues"] == 1
    assert counts["site-day.html.jinja"] == counts["site-topic.html.jinja"] == topics
    assert counts["site-person.html.jinja"] <= people + 1  # somebody may get a full name, and be another one's no more
    assert counts["files"] <= topics + people + 4


def test_the_same_morning_once_more_makes_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefs = list(mornings(3))
    write(tmp_path, *briefs)
    rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE)
    before = (tmp_path / STORE).read_bytes()
    counts = counted(monkeypatch)
    assert rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE).problems == ()
    assert counts == {}
    assert (tmp_path / STORE).read_bytes() == before


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "topics/harbour.html", "search/2030.js"])
@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: data.replace(b"a", b"e"), lambda _: b""])
def test_a_page_that_does_not_stand_as_it_was_made_is_made_again(
    tmp_path: Path, name: str, harm: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (brief,) = mornings(1)
    write(tmp_path, brief)
    rebuild(tmp_path, brief, LOOK, store=tmp_path / STORE)
    whole = site_of(tmp_path)
    (tmp_path / name).write_bytes(whole[name][:1000] + harm(whole[name][1000:]))  # its mark stays
    counts = counted(monkeypatch)
    rebuild(tmp_path, brief, LOOK, store=tmp_path / STORE)
    assert (site_of(tmp_path), counts["files"]) == (whole, 1)


def test_what_other_code_kept_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefs = list(mornings(3))
    write(tmp_path, *briefs)
    rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE)
    monkeypatch.setattr(kept, "code_version", lambda: b"other")
    counts = counted(monkeypatch)
    rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE)
    assert counts["issues"] == 3
    assert counts["files"] == 0  # they stand as they would be made
    with closing(sqlite3.connect(tmp_path / STORE)) as database:
        assert database.execute("SELECT DISTINCT version FROM page").fetchall() == [(b"other",)]


def test_a_theme_or_an_address_that_changes_is_on_every_page(tmp_path: Path) -> None:
    briefs = list(mornings(2))
    write(tmp_path, *briefs)
    rebuild(tmp_path, briefs[-1], LOOK, store=tmp_path / STORE)
    other = Look(context={"theme": ThemeView(css="p { color: #123 }")})
    rebuild(tmp_path, briefs[-1], other, store=tmp_path / STORE)
    assert all(b"#123" in page for name, page in site_of(tmp_path).items() if name.endswith(".html"))


def test_a_folder_of_templates_that_holds_far_more_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "FILES", 60)
    for number in range(61):
        (tmp_path / f"{number}.txt").touch()
    (brief,) = mornings(1)
    write(tmp_path / "out", brief)
    look = Look(templates=tmp_path)
    for line in ("one", "two"):
        (tmp_path / "site-line.html.jinja").write_text(line)
        rebuild(tmp_path / "out", brief, look, store=tmp_path / STORE)
        assert line in (tmp_path / "out" / "topics" / "harbour.html").read_text()


class KilledError(BaseException):
    """The end of the process."""


@pytest.mark.parametrize("into", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["before", "after"])
def test_who_is_killed_at_any_write_leaves_what_the_next_morning_makes_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    into: bool,  # noqa: FBT001
) -> None:
    desk = Desk(tmp_path)
    desk.publish(0)
    desk.publish(1)
    desk.renew()
    desk.publish(0)
    desk.revise(1)
    (tmp_path / "before").mkdir()
    shutil.copytree(desk.out, tmp_path / "before" / "out")
    _, whole = desk.anew()
    for number in range(40):
        shutil.rmtree(desk.out)
        shutil.copytree(tmp_path / "before" / "out", desk.out)
        with monkeypatch.context() as patched:
            left = _killing(patched, number, into=into)
            try:
                desk.renew()
            except KilledError:
                pass
            else:
                assert left == [number - 1]
                break
        desk.renew()
        assert site_of(desk.out) == whole
    assert number > 8


def _killing(patched: pytest.MonkeyPatch, number: int, *, into: bool) -> list[int]:
    """Let the process end at a write of its making: of a page, or of what is kept; return how many there were."""
    count = [-1]

    def killed(write: Callable[..., object]) -> Callable[..., object]:
        def writing(*given: Any) -> object:
            count[0] += 1
            if count[0] == number and not into:
                raise KilledError
            done = write(*given)
            if count[0] == number:
                raise KilledError
            return done

        return writing

    patched.setattr(delivered, "_replace", killed(delivered._replace))
    patched.setattr(kept, "keep_of_pages", killed(kept.keep_of_pages))
    patched.setattr(Path, "unlink", killed(Path.unlink))
    return count


def test_an_archive_that_is_none_costs_time_alone(tmp_path: Path) -> None:
    (brief,) = mornings(1)
    write(tmp_path, brief)
    (tmp_path / STORE).write_bytes(b"no archive")
    assert rebuild(tmp_path, brief, LOOK, store=tmp_path / STORE).problems == ()
    assert (tmp_path / "index.html").is_file()
    assert renewed.rebuild(tmp_path, brief, LOOK).files == len(site_of(tmp_path))
