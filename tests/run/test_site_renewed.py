"""The site beside the issues: renewed with each, harmed by none, and never at the cost of an issue."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import story
from program import files_below
from render.issues import mornings, write

from briefing.render.data import to_json
from briefing.run import Look
from briefing.run.site import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

LOOK = Look()


def test_a_build_writes_the_issue_and_the_site_and_the_page_leads_there(
    run: Program, config: Path, tmp_path: Path
) -> None:
    done = run("build", "-c", config, "-d", story.DATE, "-o", tmp_path / "out")
    assert done.code == 0
    index = (tmp_path / "out" / "index.html").read_text()
    assert f'href="{story.DATE}/brief.html"' in index
    assert (tmp_path / "out" / "feed.xml").is_file()
    assert 'href="../index.html"' in (tmp_path / "out" / story.DATE / "brief.html").read_text()


def test_it_can_be_turned_off(run: Program, config: Path, tmp_path: Path) -> None:
    config.write_text(f"{config.read_text()}\n[site]\nenabled = false\n")
    assert run("build", "-c", config, "-d", story.DATE, "-o", tmp_path / "out").code == 0
    assert not (tmp_path / "out" / "index.html").exists()
    assert "../index.html" not in (tmp_path / "out" / story.DATE / "brief.html").read_text()
    config.write_text(config.read_text().replace("enabled", "enable"))
    done = run("build", "-c", config, "-d", story.DATE, "-o", tmp_path / "out")
    assert (done.code, 'did you mean "enabled"?' in done.err) == (2, True)


def test_a_page_of_the_user_s_own_stays_and_the_issue_is_made(run: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("<h1>Mine</h1>")
    done = run("build", "-c", config, "-d", story.DATE, "-o", tmp_path / "out")
    assert done.code == 3
    assert "index.html: is not of this program's making, and stays" in done.err
    assert (tmp_path / "out" / "index.html").read_text() == "<h1>Mine</h1>"
    assert (tmp_path / "out" / story.DATE / "brief.html").is_file()


def test_a_template_of_the_site_that_fails_costs_the_site_alone(run: Program, config: Path, tmp_path: Path) -> None:
    (config.parent / "own").mkdir()
    (config.parent / "own" / "site-topic.html.jinja").write_text("{{ topic.no_such_thing }}")
    config.write_text(config.read_text().replace("[brief]\n", '[brief]\ntemplates = "own"\n', 1))
    done = run("build", "-c", config, "-d", story.DATE, "-o", tmp_path / "out")
    assert (done.code, "site-topic.html.jinja, line 1" in done.err) == (3, True)
    assert (tmp_path / "out" / story.DATE / "brief.html").is_file()
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not JSON"),
        (b"{}", "schema_version"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_damaged_issue_is_left_out_and_told_of(tmp_path: Path, data: bytes, problem: str) -> None:
    briefs = list(mornings(3))
    write(tmp_path, *briefs)
    (tmp_path / briefs[1].date / "brief.json").write_bytes(data)
    site = rebuild(tmp_path, briefs[2], LOOK)
    assert site.issues == 2
    (told,) = site.problems
    assert problem in str(told)
    assert "the archive leaves this issue out" in str(told)
    assert briefs[1].date not in (tmp_path / "index.html").read_text()


def test_folders_that_hold_no_issue_of_the_brief_are_none_of_its_business(tmp_path: Path) -> None:
    (brief,) = mornings(1)
    write(tmp_path, brief)
    (tmp_path / "2030-02-01").mkdir()
    (tmp_path / "2030-02-02").mkdir()
    (tmp_path / "2030-02-02" / "brief.json").write_text(to_json(brief).replace('"lume"', '"other"', 1))
    (tmp_path / "2030-02-03").mkdir()
    (tmp_path / "2030-02-03" / "brief.json").write_text(to_json(brief))
    assert (rebuild(tmp_path, brief, LOOK).issues, rebuild(tmp_path, brief, LOOK).problems) == (1, ())


def test_an_issue_made_again_or_for_an_earlier_day_gives_the_site_of_all(tmp_path: Path) -> None:
    briefs = list(mornings(4))
    write(tmp_path / "one", *briefs)
    write(tmp_path / "two", briefs[3], briefs[0])
    rebuild(tmp_path / "two", briefs[0], LOOK)
    write(tmp_path / "two", briefs[1], briefs[2])
    for out in ("one", "two"):
        rebuild(tmp_path / out, briefs[2], LOOK)
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")


@pytest.mark.slow
def test_a_year_of_issues_is_renewed_in_seconds(tmp_path: Path) -> None:
    briefs = list(mornings(365))
    write(tmp_path, *briefs)
    began = time.perf_counter()
    site = rebuild(tmp_path, briefs[-1], LOOK)
    assert time.perf_counter() - began < 30
    assert (site.issues, site.problems) == (365, ())
    assert (tmp_path / "search" / "2030.js").stat().st_size < 4_000_000
