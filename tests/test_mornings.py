"""Issue after issue: the same story on the mornings of several days must read like several mornings."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import story
from hypothesis import given
from hypothesis import settings as settings_of
from program import EXAMPLE, files_below
from test_promises import SETTINGS, stories

import briefing
from briefing import build, verify
from briefing.run import STORE, harvest, load_brief

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

    from briefing import Article, Brief, Settings

DAYS = ("2025-05-13", "2025-05-14", "2025-05-15", "2025-05-16")


@pytest.fixture(scope="module")
def mornings() -> list[Brief]:
    """The issues of the example, the last on a day that brought no report."""
    settings = briefing.load_config(EXAMPLE / "briefing.toml")
    articles = harvest(settings).articles
    issues: list[Brief] = []
    for day in DAYS:
        issues.append(build(articles, settings, date=day, earlier=issues))
    return issues


def shown(brief: Brief, *statuses: str) -> set[str]:
    items = [item for section in brief.sections for item in section.items if item.status in statuses]
    return {sentence.text for item in items for sentence in item.sentences if sentence.role == "pick"}


def test_the_first_morning_says_nothing_of_new(mornings: list[Brief]) -> None:
    assert mornings[0].since is None
    text = briefing.render(mornings[0], "markdown")
    assert " · new" not in text
    assert "since" not in text.partition("\n## ")[0]


def test_each_morning_is_against_the_one_before(mornings: list[Brief]) -> None:
    assert [issue.since for issue in mornings] == [None, *DAYS[:-1]]


def test_no_sentence_is_news_twice(mornings: list[Brief]) -> None:
    for number, issue in enumerate(mornings):
        before = set().union(*(shown(one, "new", "updated", "still") for one in mornings[:number]))
        assert not shown(issue, "new") & before


def test_every_morning_of_the_story_has_news_and_the_news_comes_first(mornings: list[Brief]) -> None:
    order = ["new", "updated", "still"]
    for issue in mornings[1:3]:
        assert len(shown(issue, "new")) > 5
        for section in issue.sections:
            for side in {item.side for item in section.items} if section.by_side else {None}:
                items = [item for item in section.items if item.side == side or not section.by_side]
                places = [order.index(item.status) for item in items]
                assert places == sorted(places)


def test_a_morning_without_new_reports_says_so_and_repeats_a_few_lines(mornings: list[Brief]) -> None:
    quiet = mornings[3]
    assert not shown(quiet, "new", "updated")
    assert [section.note for section in quiet.sections] == ["No new reporting since 15 May (17 reports read)."] * 4
    assert all(len(section.items) <= 3 for section in quiet.sections)
    assert "nothing new since Thursday's issue" in briefing.render(quiet, "markdown")


def test_every_sentence_of_every_morning_is_found_again(mornings: list[Brief]) -> None:
    articles = harvest(briefing.load_config(EXAMPLE / "briefing.toml")).articles
    assert all(verify(issue, articles) == () for issue in mornings)


# --- the same by the program


def morning(run: Program, config: Path, out: Path, day: str, *more: str) -> dict[str, bytes]:
    done = run("build", "-c", config, "-o", out, "-d", day, *more)
    assert (done.code, done.err) == (0, "")
    return files_below(out / day)


def test_an_issue_that_is_made_again_has_the_same_bytes_whatever_came_after(run: Program, config: Path) -> None:
    out = config.parent / "out"
    days = ("2031-03-11", "2031-03-12", "2031-03-13")
    first = [morning(run, config, out, day) for day in days]
    assert [morning(run, config, out, day) for day in reversed(days)] == first[::-1]
    assert [load_brief(out / day).since for day in days] == [None, *days[:-1]]
    assert all(one != two for one, two in pairwise(first))


def test_without_its_memory_an_issue_is_made_from_the_issues_beside_it(run: Program, config: Path) -> None:
    out = config.parent / "out"
    morning(run, config, out, "2031-03-12")
    remembered = morning(run, config, out, "2031-03-13")
    (out / STORE).unlink()
    assert morning(run, config, out, "2031-03-13") == remembered
    assert (out / STORE).is_file()


def test_without_issues_and_without_memory_all_is_as_on_the_first_day(run: Program, config: Path) -> None:
    out, alone = config.parent / "out", config.parent / "alone"
    morning(run, config, out, "2031-03-12")
    assert morning(run, config, out, "2031-03-13", "--no-memory") == morning(run, config, alone, "2031-03-13")
    text = config.read_text(encoding="utf-8").replace('id = "lume"', 'id = "other"')
    (config.parent / "other.toml").write_text(text, encoding="utf-8")
    morning(run, config.parent / "other.toml", out, "2031-03-13")
    assert load_brief(out / "2031-03-13").since is None


def test_the_settings_may_name_the_memory(run: Program, config: Path) -> None:
    text = config.read_text(encoding="utf-8").replace("[brief]", '[brief]\nstore = "kept/lume.sqlite"')
    config.write_text(text, encoding="utf-8")
    morning(run, config, config.parent / "out", "2031-03-12")
    assert (config.parent / "kept" / "lume.sqlite").is_file()
    assert not (config.parent / "out" / STORE).exists()
    morning(run, config, config.parent / "elsewhere", "2031-03-13")
    assert load_brief(config.parent / "elsewhere" / "2031-03-13").since == "2031-03-12"


def test_a_damaged_memory_costs_one_message_and_not_the_issue(run: Program, config: Path) -> None:
    out = config.parent / "out"
    morning(run, config, out, "2031-03-12")
    (out / STORE).write_bytes(b"This was a database once. " * 100)
    done = run("build", "-c", config, "-o", out, "-d", "2031-03-13")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert f"{STORE}: is damaged" in done.err
    assert load_brief(out / "2031-03-13").since is None
    (out / STORE).unlink()
    morning(run, config, out, "2031-03-13")
    assert load_brief(out / "2031-03-13").since == "2031-03-12"


def test_an_issue_that_is_damaged_is_no_issue(run: Program, config: Path) -> None:
    out = config.parent / "out"
    morning(run, config, out, "2031-03-12")
    (out / STORE).unlink()
    (out / "2031-03-12" / "brief.json").write_text("{", encoding="utf-8")
    shutil.copytree(out / "2031-03-12", out / "2031-03-09")
    done = run("build", "-c", config, "-o", out, "-d", "2031-03-13")
    assert (done.code, done.err.count("the archive leaves this issue out")) == (3, 2)
    assert load_brief(out / "2031-03-13").since is None


MORE_SHIPS = story.Report(
    "13-more-ships",
    "Lume Gazette",
    "2031-03-14",
    "More ships wait",
    "Forty-four grain ships lay at anchor off Porto Lume on Friday morning, three more than a day ago, the harbour "
    "master said.\nA tug from Velmar brought water and bread to the crews.\n",
)


def test_what_changed_is_shown_and_explained_with_what_the_earlier_issue_had(run: Program, tmp_path: Path) -> None:
    config = story.write(tmp_path, [*story.REPORTS, MORE_SHIPS])
    for day in ("2031-03-13", "2031-03-14"):
        files = morning(run, config, tmp_path / "out", day)
    text = files["brief.md"].decode()
    assert "- Forty-four grain ships" in text
    assert " · updated: another number" in text
    assert '\n  the issue of 13 March had: "Forty-one grain ships lay at anchor' in text
    assert "since Thursday's issue" in text.partition("\n## ")[0]
    page = files["brief.html"].decode()
    assert '<span class="label updated">updated: another number' in page
    items = [item for part in load_brief(tmp_path / "out" / "2031-03-14").sections for item in part.items]
    (updated,) = (item.id for item in items if item.status == "updated")
    why = run("explain", tmp_path / "out" / "2031-03-14", updated).out
    assert f"{updated}  updated since the issue of 2031-03-13\n" in why
    assert "told         in the issue of 2031-03-13 (port-1); changed: number" in why
    assert "then         Forty-one grain ships lay at anchor" in why
    assert "nothing has changed" in run("explain", tmp_path / "out" / "2031-03-14", "table").out


def test_an_earlier_issue_of_the_same_or_a_later_day_does_not_count(settings: Settings) -> None:
    articles = story.articles()
    first = build(articles, settings, date=story.DATE)
    assert build(articles, settings, date=story.DATE, earlier=[first]) == first
    assert date.fromisoformat(first.date) > date(2031, 3, 12)
    assert build(articles, settings, date="2031-03-12", earlier=[first]).since is None


# --- whatever the reports hold


@pytest.mark.slow
@settings_of(max_examples=40)
@given(stories, stories)
def test_any_story_has_its_mornings(yesterday: list[Article], today: list[Article]) -> None:
    first = build(yesterday, SETTINGS, date="2031-03-13")
    reports = [*yesterday, *today]
    second = build(reports, SETTINGS, date="2031-03-14", earlier=[first])
    assert verify(second, reports) == ()
    assert second.since == "2031-03-13"
    before = shown(first, "new")
    assert not shown(second, "new") & before
    for section in second.sections:
        assert bool(section.note) == all(item.status == "still" for item in section.items)
        assert sum(item.status == "still" for item in section.items) <= 3
        assert all((item.earlier is None) == (item.status == "new") for item in section.items)


@settings_of(max_examples=20)
@given(stories)
def test_the_same_reports_again_bring_no_news(articles: list[Article]) -> None:
    first = build(articles, SETTINGS, date="2031-03-14")
    again = build(articles, SETTINGS, date="2031-03-15", earlier=[first])
    had = {section.topic for section in first.sections if section.items}
    news = [item for part in again.sections if part.topic in had for item in part.items if item.status != "still"]
    assert news == []
