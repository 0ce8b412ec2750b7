"""Many pages are read by helpers side by side: the same articles, whatever becomes of a helper."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefing.config import parse_config
from briefing.errors import ConfigError, InputError
from briefing.model import Arrival, Given
from briefing.run import crew
from briefing.run.crew import read_all
from briefing.run.reading import read_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.model import Article, Step

ODD = """
import os, time
import briefing.run.crew as crew
read = crew.read_arrival
def odd(arrival):
    if b"CRASH" in arrival.raw: os.abort()
    if b"LEAVE" in arrival.raw: os._exit(7)
    if b"HANG" in arrival.raw: time.sleep(1e6)
    if b"FAULT" in arrival.raw: raise KeyError("a fault of the helper's")
    if b"PRINT" in arrival.raw: os.write(1, b"a library prints")
    return read(arrival)
crew.read_arrival = odd
crew.serve()
"""


def page(number: int, more: str = "") -> Arrival:
    """A document that counts as a page, and is read without the library that pages need: a helper is ready sooner."""
    text = f"<Report {number}>\n\nThe harbour board met for the {number}th time. {more}\n"
    return Arrival("Gazette", f"{number:02}.txt", text.encode(), general=Given(publisher="Gazette"))


def told(read: Sequence[Article | InputError]) -> list[object]:
    return [(one.path, one.problem) if isinstance(one, InputError) else one for one in read]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The helpers that were started; two pages are enough for two of them."""
    seen: list[subprocess.Popen[bytes]] = []
    start = crew._started  # noqa: SLF001

    def watched() -> subprocess.Popen[bytes] | None:
        process = start()
        seen.extend([process] if process else [])
        return process

    monkeypatch.setattr(crew, "_started", watched)
    monkeypatch.setattr(crew, "ENOUGH", 0.005)
    monkeypatch.setattr(crew, "available", lambda: 2)
    return seen


def test_helpers_give_the_articles_that_one_process_gives_in_their_order(
    started: list[subprocess.Popen[bytes]],
) -> None:
    documents = [*map(page, range(12)), Arrival("Gazette", "none.html", b"<html></html>"), page(12)]
    alone = read_all(documents, 1)
    assert not started
    assert told(read_all(documents, 2)) == told(alone)
    assert told(alone)[12] == ("none.html", "no text in it")
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_what_is_read_sooner_than_helpers_start_is_read_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "available", lambda: 8)
    monkeypatch.setattr(crew, "_started", lambda: pytest.fail("a helper was started"))
    texts = [Arrival("Notes", f"{n}.txt", f"The quay is open again, said the board {n}.".encode()) for n in range(100)]
    assert len(read_all([*map(page, range(200)), *texts])) == 300


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_no_more_cores_work_than_are_there_or_than_the_settings_allow(
    started: list[subprocess.Popen[bytes]], cores: int
) -> None:
    read_all([*map(page, range(8))], cores)
    assert len(started) == {1: 0, 2: 2, 3: 3}[cores]


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        ("CRASH", "ended the process that was reading it (SIGABRT)"),
        ("LEAVE", "ended the process that was reading it (exit code 7)"),
    ],
)
def test_a_page_that_ends_its_helper_costs_that_page_alone_and_is_told(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, mark: str, problem: str
) -> None:
    monkeypatch.setattr(crew, "_SERVE", ODD)
    read = read_all([page(number, mark if number in (3, 4) else "") for number in range(10)])
    problems = [(one.path, one.problem) for one in read if isinstance(one, InputError)]
    assert problems == [("03.txt", problem), ("04.txt", problem)]
    assert len(started) > 2


@pytest.mark.slow
def test_a_page_that_keeps_its_helper_too_long_costs_that_page_alone(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_SERVE", ODD)
    monkeypatch.setattr(crew, "LONGEST", 10)
    read = read_all([page(number, "HANG" if number == 3 else "") for number in range(6)])
    assert [(one.path, one.problem) for one in read if isinstance(one, InputError)] == [
        ("03.txt", "not read within 10 seconds")
    ]
    assert all(process.poll() is not None for process in started)


@pytest.mark.usefixtures("started")
def test_a_fault_of_the_program_is_met_where_somebody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only the helper fails at is read by the program itself; what that fails at is raised under its own name."""
    monkeypatch.setattr(crew, "_SERVE", ODD)
    documents = [page(number, "FAULT" if number == 3 else "PRINT") for number in range(6)]
    assert told(read_all(documents)) == told(read_all(documents, 1))

    def fail(_: Arrival) -> None:
        raise KeyError("a fault of the program's")

    monkeypatch.setattr(crew, "read_arrival", fail)
    with pytest.raises(KeyError, match="program's"):
        read_all(documents)


def test_where_no_helper_can_be_started_the_pages_are_read_all_the_same(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [*map(page, range(6))]
    expected = told(read_all(documents, 1))
    monkeypatch.setattr(crew, "_SERVE", "raise SystemExit(1)")
    assert told(read_all(documents)) == expected
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert told(read_all(documents)) == expected
    assert len(started) == 2


def test_an_interrupt_ends_the_helpers(started: list[subprocess.Popen[bytes]]) -> None:
    def interrupt(step: Step) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_all([*map(page, range(40))], 2, "Gazette", interrupt)
    assert started
    assert all(process.poll() is not None for process in started)


@pytest.mark.usefixtures("started")
def test_helpers_need_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [*map(page, range(6))]
    expected = told(read_all(documents, 1))
    for name in tuple(os.environ):
        monkeypatch.delenv(name)
    assert told(read_all(documents)) == expected


def test_a_folder_gives_the_same_harvest_on_one_core_and_on_several(
    started: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    for number in range(8):
        text = f"The board of the quay met for the {number}th time on Tuesday, and put repairs off."
        html = f"<!doctype html><title>{number}</title><article><p>{text}</p></article>"
        (tmp_path / f"{number}.html").write_text(html)
    (tmp_path / "3a.html").write_text("<html></html>")
    one, several = (
        read_files(parse_config({"topics": [{"title": "Quay"}], "run": {"cores": cores}}), [tmp_path])
        for cores in (1, 2)
    )
    assert started
    assert (one.articles, one.health) == (several.articles, several.health)
    assert [str(problem) for problem in several.problems] == ["3a.html: no text in it"]


def test_the_cores_of_the_machine_are_those_that_the_process_may_use() -> None:
    look = "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); from briefing.run import crew"
    found = subprocess.run([sys.executable, "-c", f"{look}; print(crew.available())"], capture_output=True, check=True)
    assert found.stdout.strip() == b"1"


def test_cores_below_none_are_refused() -> None:
    with pytest.raises(ConfigError, match="cores"):
        parse_config({"topics": [{"title": "Quay"}], "run": {"cores": -1}})
