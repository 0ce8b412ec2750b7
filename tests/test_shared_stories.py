"""The briefs of real documents, which stand beside the project and are no part of it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from program import EXAMPLE

from briefing import load_config
from briefing.run import Made, check, digest, harvest, look_of, publish
from briefing.text.cues import provisional

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.model import Item, Shown

FURNITURE = re.compile(
    "contributed reporting|related article|read more|remind me|support us|donate|subscribe|newsletter|cookie",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Issue:
    """A brief of real documents, where it was published, and the documents."""

    made: Made
    folder: Path
    documents: Path

    def items(self, topic: str | None = None) -> Iterator[Item]:
        return (item for part in self.made.brief.sections if topic in (None, part.topic) for item in part.items)

    def shown(self, topic: str | None = None) -> list[Shown]:
        return [sentence for item in self.items(topic) for sentence in item.sentences]

    def text(self, topic: str) -> str:
        return " ".join(sentence.text for sentence in self.shown(topic))

    def of(self, number: str) -> str:
        """The id of the article in the document whose name begins with a number."""
        return next(source.id for source in self.made.brief.articles if source.path.startswith(number))

    def look(self, tool: Path, *arguments: Path) -> str:
        command = [
            sys.executable,
            str(tool),
            str(self.folder / "brief.json"),
            *map(str, arguments),
            str(self.documents),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def issue_of(documents: Path, config: Path, day: str, out: Path) -> Issue:
    settings = load_config(config)
    made = digest(harvest(settings, [documents]), settings, date.fromisoformat(day))
    return Issue(made, publish(made, out, look_of(settings)).folder, documents)


@pytest.fixture(scope="module")
def istanbul(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Issue:
    documents = shared / "stories" / "istanbul" / "articles"
    return issue_of(documents, EXAMPLE / "briefing.toml", "2025-05-15", tmp_path_factory.mktemp("istanbul"))


@pytest.fixture(scope="module")
def convention(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Issue:
    story = shared / "stories" / "convention"
    return issue_of(story / "articles", story / "briefing.toml", "2016-07-29", tmp_path_factory.mktemp("convention"))


@pytest.mark.parametrize("name", ["istanbul", "convention"])
def test_every_sentence_is_found_again_by_the_program_and_by_an_independent_look(
    name: str, shared: Path, request: pytest.FixtureRequest
) -> None:
    issue: Issue = request.getfixturevalue(name)
    assert check(issue.folder)[1] == ()
    assert check(issue.folder, [issue.documents])[1] == ()
    assert "0 problems" in issue.look(shared / "tools" / "check_brief.py")


@pytest.mark.parametrize("name", ["istanbul", "convention"])
def test_no_furniture_is_shown(name: str, request: pytest.FixtureRequest) -> None:
    issue: Issue = request.getfixturevalue(name)
    assert not [sentence.text for sentence in issue.shown() if FURNITURE.search(sentence.text)]


@pytest.mark.parametrize("name", ["istanbul", "convention"])
def test_every_topic_has_its_sentences_and_keeps_to_its_limit(name: str, request: pytest.FixtureRequest) -> None:
    issue: Issue = request.getfixturevalue(name)
    config = EXAMPLE if name == "istanbul" else issue.documents.parent
    limits = {topic.id: topic.sentences for topic in load_config(config / "briefing.toml").topics}
    for topic, limit in limits.items():
        assert 3 <= sum(sentence.role == "pick" for sentence in issue.shown(topic)) <= limit


@pytest.mark.parametrize("name", ["Medinsky", "Umerov", "Galuzin", "Fomin", "Kostyukov"])
def test_who_sits_at_the_table_stands_under_delegations(istanbul: Issue, name: str) -> None:
    assert name in istanbul.text("delegations")


@pytest.mark.parametrize("name", ["Rubio", "Witkoff", "Trump"])
def test_the_americans_stand_under_their_role(istanbul: Issue, name: str) -> None:
    assert name in istanbul.text("us-role")


def test_both_sides_have_their_positions_and_they_stand_apart(istanbul: Issue) -> None:
    sides = [item.side for item in istanbul.items("positions")]
    assert {"russia", "ukraine"} <= set(sides)
    assert sides == sorted(sides, key=["russia", "ukraine", None].index)


def test_the_history_is_that_of_2022(istanbul: Issue) -> None:
    assert "2022" in istanbul.text("history")


def test_the_state_of_two_days_before_is_not_shown_as_news(istanbul: Issue) -> None:
    """Document 003 says in its first lines that nobody has been named yet."""
    old = istanbul.of("003")
    assert not [sentence.start for sentence in istanbul.shown("delegations") if sentence.article == old]
    assert not [one.start for one in istanbul.shown() if one.article == old and provisional(one.text)]


def test_the_corrected_version_stands_for_the_earlier(istanbul: Issue) -> None:
    """Document 000 is an earlier version of 001."""
    sources = {source.id: source for source in istanbul.made.brief.articles}
    earlier, later = istanbul.of("000"), istanbul.of("001")
    assert sources[later].revision_of == earlier
    assert earlier not in {sentence.article for sentence in istanbul.shown()}


def test_an_address_inside_a_report_is_not_taken_for_its_own(istanbul: Issue) -> None:
    """The pages of document 002 carry the address of 001."""
    sources = {source.path[:3]: source for source in istanbul.made.brief.articles}
    assert sources["001"].url
    assert sources["002"].url is None


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("000", {("2025-05-14", "stated")}),
        ("001", {("2025-05-14", "stated")}),
        ("002", {("2025-05-15", "inferred")}),
        ("003", {("2025-05-13", "inferred")}),
        ("004", {("2025-05-15", "inferred"), (None, "unknown")}),
    ],
)
def test_each_report_has_its_date_and_what_it_rests_on(
    istanbul: Issue, number: str, known: set[tuple[str | None, str]]
) -> None:
    source = next(one for one in istanbul.made.brief.articles if one.path.startswith(number))
    assert (source.published, source.published_basis) in known
    assert bool(source.published_detail) == (source.published_basis == "inferred")


def test_the_fragment_has_no_publisher_and_this_is_said(istanbul: Issue) -> None:
    source = next(one for one in istanbul.made.brief.articles if one.path.startswith("004"))
    assert (source.publisher, source.known_by["publisher"], source.title, source.url) == (None, "unknown", None, None)


def test_the_annotated_story_is_told_well_enough(convention: Issue, shared: Path) -> None:
    """The floor is what the design promises of the rest; `make bench-quality` has the figures."""
    gold = shared / "stories" / "convention" / "gold.json"
    score = convention.look(shared / "tools" / "score_brief.py", gold).splitlines()[-1]
    figures = {name: float(value) for name, value in re.findall(r"(verbatim|furniture|overtaken) +([\d.]+)", score)}
    assert figures == {"verbatim": 1.0, "furniture": 0.0, "overtaken": 0.0}
    assert float(score.rpartition("= ")[2]) >= 0.5
