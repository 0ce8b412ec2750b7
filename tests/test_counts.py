"""How much the program does: counts that no machine changes, with today's numbers as ceilings. Lower one when it falls.

A ceiling that is broken says that something is done twice, or loaded where it is not needed. Raising one needs a reason
in the commit. `probe.counts(folder, *command)` counts for any command; parts that count otherwise do it beside.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import story
from probe import Counts, counts

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.implementation.name != "cpython", reason="counted by CPython's audit events"),
]

NOW = ("--now", "2031-03-13T18:00:00+00:00")
SENTENCE = 5
"""Words from which on a text is no name or term, but a sentence."""


@dataclass(frozen=True)
class Ceiling:
    """What a command may do at most. Modules have room for other versions of Python and of libraries."""

    modules: int
    own: int
    statements: int
    written: int
    templates: int
    stems: int


BUILD = Ceiling(modules=860, own=205, statements=116, written=17, templates=0, stems=573)
RUN = Ceiling(modules=940, own=255, statements=559, written=18, templates=0, stems=573)
AGAIN = Ceiling(modules=940, own=253, statements=236, written=13, templates=0, stems=434)
"""The same morning once more, with nothing new."""

HOURLY = Ceiling(modules=270, own=64, statements=10, written=0, templates=0, stems=0)
"""A run that comes by the clock after the issue was made."""

STATUS = Ceiling(modules=240, own=42, statements=25, written=0, templates=0, stems=0)

MOST, ALL = 13, 163
"""How often one sentence of the story is split into words at most, and all of them together; once each is the aim."""

LIBRARIES = frozenset(
    "Stemmer babel css_inline jinja2 markupsafe msgspec sumy typer".split()
    # what these bring
    + "_sysconfigdata__linux_x86_64-linux-gnu annotated_doc defusedxml pytz shellingham typing_extensions".split()
)
"""What making a brief of texts may load; no parser of pages, PDF, Word or feeds, and nothing that fetches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented story, and a build that leaves what is kept from run to run."""
    place = tmp_path_factory.mktemp("counts") / "story"
    story.write(place)
    first = counts(place, "build", "--date", story.DATE, "--out", "first", "--no-memory")
    assert set(first.templates.values()) <= {1}
    return place


@pytest.fixture(scope="module")
def build(folder: Path) -> Counts:
    """What `briefing build` does."""
    return counts(folder, "build", "--date", story.DATE, "--out", "built")


@pytest.fixture(scope="module")
def run(folder: Path) -> Counts:
    """What the first `briefing run` does."""
    return counts(folder, "run", *NOW, "--out", "ran")


@pytest.fixture(scope="module")
def again(folder: Path, run: Counts) -> Counts:
    """What the same run does once more."""
    assert run.code == 0
    return counts(folder, "run", *NOW, "--out", "ran")


def over(done: Counts, most: Ceiling) -> list[str]:
    """What was done more often than it may be, in words."""
    found = {
        "modules": done.modules,
        "own": done.own,
        "statements": done.statements,
        "written": sum(done.written.values()),
        "templates": sum(done.templates.values()),
        "stems": done.stems,
    }
    return [
        f"{name}: {count}, not {getattr(most, name)}" for name, count in found.items() if count > getattr(most, name)
    ]


def test_a_build_does_no_more_than_it_did(build: Counts) -> None:
    assert build.code == 0
    assert over(build, BUILD) == []


def test_a_run_does_no_more_than_it_did(run: Counts) -> None:
    assert over(run, RUN) == []


def test_a_run_without_news_does_less(again: Counts) -> None:
    assert again.code == 0
    assert over(again, AGAIN) == []


def test_a_run_that_comes_for_nothing_loads_neither_what_gathers_nor_what_chooses(folder: Path, run: Counts) -> None:
    assert run.code == 0
    done = counts(folder, "run", "--at", "06:00", *NOW, "--out", "ran")
    assert done.code == 0
    assert over(done, HOURLY) == []


def test_looking_does_next_to_nothing(folder: Path, run: Counts) -> None:
    assert run.code == 0
    assert over(counts(folder, "status", *NOW, "--out", "ran"), STATUS) == []


def test_a_brief_of_texts_loads_no_library_for_anything_else(build: Counts, run: Counts) -> None:
    loaded = {*build.libraries, *run.libraries}
    assert {name for name in loaded if not name.startswith(("_cython", "cython"))} <= LIBRARIES


def test_every_document_and_sidecar_is_opened_once(build: Counts, run: Counts, again: Counts) -> None:
    for done in (build, run, again):
        articles = {name: count for name, count in done.read.items() if name.startswith("articles")}
        assert set(articles.values()) == {1}
        assert len([name for name in articles if name.endswith(".txt")]) == len(story.REPORTS)


def test_sentences_are_split_into_words_no_more_often_than_they_were(build: Counts) -> None:
    sentences = {text: count for text, count in build.split.items() if len(text.split()) >= SENTENCE}
    assert sentences
    assert max(sentences.values()) <= MOST, max(sentences, key=lambda text: sentences[text])
    assert sum(sentences.values()) <= ALL


def test_no_file_is_written_twice(build: Counts, run: Counts) -> None:
    assert {*build.written.values(), *run.written.values()} == {1}
