from __future__ import annotations

import json
import re
import time
import tomllib
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Block, Reading
from briefing.summarise.segment import segment

SHARED = Path(__file__).parents[2].parent / "shared"
CONVENTION = SHARED / "stories" / "convention"
ISTANBUL = SHARED / "stories" / "istanbul" / "articles"

REPORT = (
    "The harbour board voted on Monday to close the northern quay until the crane has been inspected.",
    "Two ferries were sent to the southern terminal, and passengers waited for up to three hours.",
    "The crane was built in 1911 and had not been inspected since 2019, the board said.",
    "Its owner, a firm from Westhaven, declined to say when the work would begin.",
)
OTHER = (
    "A school in the hills will reopen on Thursday after the storm, the council said.",
    "The roof was repaired by volunteers, who worked through the weekend.",
    "Forty pupils had been taught in the town hall since the first of March.",
)
APPEAL = (
    "Independent reporting needs readers like you.",
    "We keep our reporting free for everyone, and your contribution makes it possible.",
    "Thank you!",
)


def read(*lines: str, publisher: str | None = None, title: str | None = None) -> Reading:
    return segment((Article.from_text("\n".join(lines), publisher=publisher, title=title),))[0]


def texts(reading: Reading) -> list[str]:
    return [sentence.text for sentence in reading.sentences]


def kinds(reading: Reading) -> list[str]:
    return [span.what for span in reading.furniture]


def covered(reading: Reading) -> list[tuple[int, int]]:
    spans = [(s.start, s.end) for s in reading.sentences]
    return sorted(spans + [(f.start, f.end) for f in (*reading.headings, *reading.furniture)])


def test_sentences_are_counted_in_the_article_and_in_their_blocks() -> None:
    reading = read(f"{REPORT[0]} {REPORT[1]}", REPORT[2])
    assert texts(reading) == list(REPORT[:3])
    assert [(s.index, s.paragraph) for s in reading.sentences] == [(0, 0), (1, 0), (2, 1)]


def test_a_sentence_carries_the_heading_that_it_stands_under() -> None:
    reading = read(REPORT[0], "What the board decided", REPORT[1], "Who pays", REPORT[2], title="Quay closed")
    assert [s.heading for s in reading.sentences] == ["", "What the board decided", "Who pays"]
    assert [reading.article.text[h.start : h.end] for h in reading.headings] == ["What the board decided", "Who pays"]


def test_a_heading_that_runs_into_a_sentence_is_cut_off_it() -> None:
    reading = read(
        "RAIL STRIKE ENDS The union said on Monday that trains would run. [Jane Doe, The Post]",
        "NO SCHOOL IN THE HILLS A storm took the roof.",
        title="Monday's briefing",
    )
    assert texts(reading) == ["The union said on Monday that trains would run.", "A storm took the roof."]
    assert [s.heading for s in reading.sentences] == ["RAIL STRIKE ENDS", "NO SCHOOL IN THE HILLS"]
    assert kinds(reading) == ["credit"]


def test_furniture_is_taken_out_sentence_by_sentence() -> None:
    reading = read(f"{REPORT[0]} Click here to see the map. {REPORT[1]}", REPORT[2])
    assert texts(reading) == list(REPORT[:3])
    assert kinds(reading) == ["promotion"]


def test_a_block_that_its_format_marks_is_no_report() -> None:
    article = Article.from_text(f"{REPORT[0]}\n{REPORT[1]}\n{REPORT[2]}")
    first, second, third = article.blocks
    marked = replace(article, blocks=(replace(first, kind="caption"), replace(second, kind="furniture"), third))
    (reading,) = segment((marked,))
    assert texts(reading) == [REPORT[2]]
    assert kinds(reading) == ["caption", "marked"]


def test_sentences_that_are_given_stay_as_they_are() -> None:
    given_sentences = ["Click here to subscribe.", "It rained. It snowed.", "Read more: Rain"]
    (reading,) = segment((Article.from_sentences(given_sentences),))
    assert texts(reading) == given_sentences
    assert [(s.index, s.paragraph) for s in reading.sentences] == [(0, 0), (1, 1), (2, 2)]
    assert (reading.headings, reading.furniture) == ((), ())


def test_a_sentence_knows_that_it_stands_in_a_quotation() -> None:
    reading = read("“We are tired. We want to go home,” she said. Nobody answered.")
    assert [s.quoted for s in reading.sentences] == [False, True, False]


def test_a_quotation_that_each_paragraph_reopens_goes_on() -> None:
    reading = read(
        "“We are tired,” she said. “We waited for hours.", "“Nobody told us why.”", "“It was cold,” he said."
    )
    assert [s.quoted for s in reading.sentences] == [False, False, True, False]


def test_a_quotation_that_a_later_paragraph_closes_goes_on() -> None:
    reading = read("She said: “We are tired.", "We waited for hours.", "Nobody told us why.” Then she left.")
    assert [s.quoted for s in reading.sentences] == [False, True, True, False]


def test_what_goes_on_without_end_is_no_sentence_and_not_lost() -> None:
    endless = f"The {'harbour, he said, ' * 300}and so on."
    reading = read(f"The ferry sails at noon from the old quay. {endless} It comes back at dusk, they said.")
    assert texts(reading) == ["The ferry sails at noon from the old quay.", "It comes back at dusk, they said."]
    assert [reading.article.text[one.start : one.end] for one in reading.furniture] == [endless]


def test_what_stands_outside_the_blocks_is_not_lost() -> None:
    article = Article.from_text(f"{REPORT[0]} stray {REPORT[1]}")
    parted = replace(
        article, blocks=(Block(0, len(REPORT[0])), Block(len(article.text) - len(REPORT[1]), len(article.text)))
    )
    (reading,) = segment((parted,))
    assert texts(reading) == list(REPORT[:2])
    assert kinds(reading) == ["outside"]


# --- repetition


def articles(*pages: tuple[str, ...], publisher: str | None = "The Harbour Post") -> tuple[Article, ...]:
    return tuple(
        Article.from_text("\n".join(page), publisher=publisher, title=f"Page {n}") for n, page in enumerate(pages)
    )


def test_what_reports_of_one_publisher_repeat_to_the_reader_is_furniture() -> None:
    first, second = segment(articles((*REPORT, *APPEAL), (*OTHER, *APPEAL)))
    assert texts(first) == list(REPORT)
    assert texts(second) == list(OTHER)


def test_two_versions_of_one_report_keep_what_they_share() -> None:
    ours = "We saw the crane, and your correspondent counted four cracks in it."
    first, second = segment(articles((*REPORT, ours), ("Update on the quay was given at noon.", *REPORT, ours)))
    assert texts(first) == [*REPORT, ours]
    assert texts(second)[1:] == [*REPORT, ours]


def test_a_fact_that_several_reports_repeat_is_kept() -> None:
    background = "The quay was closed for the first time in 2019, when a ferry struck it."
    readings = segment(articles((*REPORT, background), (*OTHER, background), ("Rain fell on Monday.", background)))
    assert all(texts(reading)[-1] == background for reading in readings)


def test_another_publisher_repeats_nothing() -> None:
    words = "We will tell you more as soon as we know it."
    ours = articles((*REPORT, words))
    theirs = articles((*OTHER, words), (OTHER[0], words), publisher="Hill News")
    assert texts(segment((*ours, *theirs))[0])[-1] == words


def test_the_order_of_the_articles_changes_nothing() -> None:
    pages = articles((*REPORT, *APPEAL), (*OTHER, *APPEAL), (*REPORT, "More is known now, the board said."))
    forth = {reading.article.key: reading for reading in segment(pages)}
    back = {reading.article.key: reading for reading in segment(pages[::-1])}
    assert forth == back


# --- invariants

_PIECES = st.sampled_from(
    [
        *REPORT,
        *APPEAL,
        "RAIL STRIKE ENDS The",
        "“",
        "”",
        '"',
        "[Jane Doe, Post]",
        "\n",
        "\n\n",
        " ",
        "• ",
        "Read more:",
        "?",
    ]
)
_PAGES = st.one_of(st.text(max_size=200), st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=12).map("".join))


@given(st.lists(_PAGES, max_size=3))
def test_sentences_headings_and_furniture_cover_every_character(pages: list[str]) -> None:
    for reading in segment(tuple(Article.from_text(page) for page in pages)):
        text, at = reading.article.text, 0
        for start, end in covered(reading):
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            at = end
        assert not text[at:].strip()


@given(_PAGES)
def test_sentences_are_trimmed_and_in_order(page: str) -> None:
    (reading,) = segment((Article.from_text(page),))
    for n, sentence in enumerate(reading.sentences):
        span = reading.article.text[sentence.start : sentence.end]
        assert sentence.index == n
        assert span == span.strip() != ""
        assert reading.article.blocks[sentence.paragraph].start <= sentence.start


@pytest.mark.slow
def test_a_very_long_line_does_not_hang() -> None:
    started = time.process_time()
    segment((Article.from_text("He said so. " * 80_000), Article.from_text("x" * 1_000_000)))
    assert time.process_time() - started < 90


# --- the shared stories


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("’‘“”–—", "''\"\"--")).replace("''", '"')
    return re.sub(r"\s+", " ", plain).strip()


def convention_articles() -> dict[str, Article]:
    found = {}
    for path in sorted((CONVENTION / "articles").glob("*.txt")):
        known = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        found[path.name] = Article.from_text(path.read_text(encoding="utf-8"), **known)
    return found


def beginning(reading: Reading, start: str) -> str | None:
    """What the passage is that begins with these words: "" in the report, else the furniture or heading."""
    parts = [(s.start, s.end, "") for s in reading.sentences]
    parts += [(f.start, f.end, f.what) for f in (*reading.headings, *reading.furniture)]
    text, whole, at = reading.article.text, fold(reading.article.text), 0
    wanted = whole.index(start)
    for first, last, what in sorted(parts):
        words = fold(text[first:last])
        at = whole.index(words, at)
        if at <= wanted < at + len(words):
            return what
        at += len(words)
    return None


@pytest.mark.skipif(not CONVENTION.is_dir(), reason="the shared stories are not here")
def test_the_convention_loses_no_sentence_and_nearly_all_furniture() -> None:
    files = convention_articles()
    readings = dict(zip(files, segment(tuple(files.values())), strict=True))
    gold: dict[str, Any] = json.loads((CONVENTION / "gold.json").read_text(encoding="utf-8"))
    lost, left, flagged = [], [], 0
    for key, sentence in gold["sentences"].items():
        what = beginning(readings[gold["articles"][key[:2]]["file"]], fold(sentence["start"]))
        if "f" in sentence["flags"]:
            flagged += 1
            left += [key] if what == "" else []
        elif what not in {"", "heading", "glyph"}:  # these two may be cut off in front of a sentence
            lost.append(key)
    assert lost == []
    assert len(left) <= 0.02 * flagged


@pytest.mark.skipif(not ISTANBUL.is_dir(), reason="the shared stories are not here")
def test_the_saved_reports_on_istanbul_end_with_their_last_fact() -> None:
    # Only those whose paragraphs are lines: the others need a parser first.
    names = ("000_*", "003_*", "004_*")
    pages = [path.read_text(encoding="utf-8") for name in names for path in sorted(ISTANBUL.glob(name))]
    first, second, third = segment(tuple(Article.from_text(page) for page in pages))
    assert set(kinds(first)) == {"date", "credit", "appeal"}
    assert set(kinds(second)) == {"title", "appeal"}
    assert (kinds(third), len(third.headings)) == ([], 1)
    assert [len(reading.sentences) for reading in (first, second, third)] == [17, 11, 19]
