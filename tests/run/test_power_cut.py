"""Every write of a morning: what a kill and what a power cut leave then, and what the next run makes of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from newsroom import piece, rss
from program import ROOT, files_below, start
from tracing import instants, traced

from briefing.deliver.folder import tidy
from briefing.run.checking import check
from briefing.store.database import damage
from briefing.store.ledger import deliveries
from briefing.store.sources import runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from program import Program

DAYS = ("2031-03-12", story.DATE)
STORE = "out/briefing.sqlite"
AGAIN = 5  # instants after which the morning is done again

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here, which sees what a program writes"),
]


def desk(folder: Path) -> Path:
    feed = '[[sources]]\nname = "Gazette"\nfeed = "feed.xml"\n'
    mail = '[deliver.maildir]\npath = "mail"\nfrom = "desk@post.example"\nto = ["all@post.example"]\n'
    story.write(folder, config=f"{story.CONFIG}\n{feed}{mail}")
    (folder / "feed.xml").write_bytes(rss("Gazette", [piece(one) for one in range(3)], "https://gazette.example"))
    return folder


def words(day: str) -> tuple[str, ...]:
    return ("run", "--quiet", "--now", f"{day}T07:00:00+00:00")


def laid(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def mails(files: Mapping[str, bytes], day: str) -> int:
    return sum(f".{day}." in data.decode("ascii", "replace") for name, data in files.items() if "mail/new/" in name)


def looked_at(files: Mapping[str, bytes], before: Mapping[str, bytes], folder: Path, seen: set[int]) -> None:
    """Look at what an instant left: the archive opens, earlier issues stand, each issue is whole once it is tidied."""
    shutil.rmtree(folder, ignore_errors=True)
    laid({name: data for name, data in files.items() if name.startswith("out/")}, folder)
    assert damage(folder / STORE) == ""
    issues = {name: data for name, data in files.items() if name.startswith("out/20")}
    if hash(frozenset(issues.items())) in seen:
        return
    seen.add(hash(frozenset(issues.items())))
    tidy(folder / "out")
    after = files_below(folder)
    assert {name: after[name] for name in before if f"/{DAYS[0]}/" in name} == {
        name: data for name, data in before.items() if f"/{DAYS[0]}/" in name
    }
    for issue in folder.glob("out/20*/brief.json"):
        assert check(issue.parent)[1] == ()
    ended = (".html", ".xml", ".js", ".json")
    half = [name for name, data in after.items() if name.endswith(ended) and "/.new-" not in name and not data.strip()]
    assert half == []


@pytest.mark.parametrize("again", [False, True], ids=["a new issue", "an issue made again"])
def test_whatever_a_run_was_writing_the_archive_opens_and_the_issues_are_whole(
    again: bool,  # noqa: FBT001
    tmp_path: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = desk(tmp_path / "desk")
    for day in DAYS[: 1 + again]:
        assert start(*words(day), cwd=folder, env={"PYTHONPATH": str(ROOT)}).code in {0, 3}
    if again:
        (folder / "articles" / "zz.txt").write_text(
            "Premier Odo Marchetti left Porto Lume on Thursday, officials said.\n"
        )
    before = files_below(folder)
    python = {**os.environ, "PYTHONPATH": str(ROOT)}
    calls = traced([sys.executable, "-m", "briefing", *words(DAYS[1])], folder, python)
    at_the_end, seen, looked = files_below(folder), set[int](), 0
    samples: list[tuple[dict[str, bytes], dict[str, bytes]]] = []
    for number, disk in enumerate(instants(folder, before, calls)):
        if disk.last == STORE and number % 11:
            continue
        for files in (disk.after_kill(), disk.after_cut()):
            looked_at(files, before, tmp_path / "look", seen)
            looked += 1
        samples.append((disk.after_kill(), disk.after_cut()))
    assert {name: data for name, data in samples[-1][0].items() if not name.endswith(".lock")} == {
        name: data for name, data in at_the_end.items() if not name.endswith(".lock")
    }
    assert looked > 150
    for place in range(AGAIN):
        for number, files in enumerate(samples[len(samples) * place // AGAIN]):
            there = laid(files, tmp_path / f"again {place} {number}")
            monkeypatch.chdir(there)
            assert run(*words(DAYS[1])).code in {0, 3}
            assert mails(files_below(there), DAYS[1]) == mails(at_the_end, DAYS[1])
            assert {one.state for one in deliveries(Path(STORE), "lume", DAYS[1])} == {"accepted"}
            assert check(there / "out" / DAYS[1])[1] == ()


def test_what_is_committed_is_on_the_disk_before_anything_else_is_done(tmp_path: Path) -> None:
    """A journal that comes back with the power would take back what is committed: that it is gone is kept first."""
    folder = tmp_path / "desk"
    folder.mkdir()
    code = (
        "import os; from pathlib import Path; from briefing.store.sources import begin_run\n"
        "from datetime import datetime, UTC\n"
        "for day in (1, 2, 3):\n"
        "    begin_run(Path('briefing.sqlite'), datetime(2031, 3, day, tzinfo=UTC))\n"
        "    Path(f'sent {day}').mkdir()\n"
    )
    calls = traced([sys.executable, "-c", code], folder, {**os.environ, "PYTHONPATH": str(ROOT)})
    told = 0
    for disk in instants(folder, {}, calls):
        if not disk.last.startswith("sent"):
            continue
        told += 1
        left = laid(disk.after_cut(), tmp_path / str(told))
        assert len(runs(left / "briefing.sqlite")) == told
    assert told == 3
