"""A report is read as far as reports go, to the end of a sentence; what is longer is cut, and that is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefing.ingest import Place, Told, read_document
from briefing.ingest.bounds import MOST_CHARACTERS, MOST_LINES, MOST_PARTS, MOST_RAW, MOST_SENTENCES, beginning, bounded
from briefing.ingest.draft import Draft, Part
from briefing.ingest.trees import MOST_TEXT, TOO_LONG

if TYPE_CHECKING:
    from briefing.model import Article

SENTENCE = "The ferry of Lissen sails at noon from the old quay, the harbour master said, and comes back at dusk."
HEADER = "From: a@b.example\nMessage-ID: <1@b.example>\nDate: Tue, 13 May 2025 10:00:00 +0000\nSubject: Ferry\n"
LONGER = f"{SENTENCE[:-1]}{', and at dawn sails again' * 5}."
LONG = f"{LONGER} " * (MOST_RAW // len(LONGER) + 1000)


def read(text: str, name: str = "a.txt") -> Article:
    return read_document(text.encode(), Told(), Place(path=name))


def test_the_transcript_of_a_long_day_is_read_whole() -> None:
    article = read("\n\n".join([f"{SENTENCE} {SENTENCE}"] * 1500))
    assert article.text.count(SENTENCE) == 3000
    assert article.notes == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LONG, "a.txt"),
        (LONG, "a.md"),
        (f"<html><body><article><h1>Ferry</h1><p>{LONG}</p></article></body></html>", "a.html"),
        (f"{HEADER}\n{LONG}", "a.eml"),
        (f"{HEADER}MIME-Version: 1.0\nContent-Type: text/html\n\n<p>{LONG}</p>", "a.eml"),
        (f'{{"briefing-entry":1,"entry":{{"title":"Ferry","content":"<p>{LONG}</p>"}},"feed":{{}}}}', "a.entry.json"),
    ],
    ids=["text", "markdown", "page", "mail", "mail in HTML", "entry"],
)
def test_a_line_without_end_is_read_as_far_as_reports_go(text: str, name: str) -> None:
    article = read(text, name)
    assert MOST_CHARACTERS * 0.9 < len(article.text) < MOST_CHARACTERS * 1.01
    assert article.text.rstrip().endswith(LONGER)
    note = next(one for one in article.notes if one.startswith("too long"))
    size = int(re.sub(r"\D", "", note))
    assert len(article.text) * 0.99 < size <= len(article.text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a\n" * 60_000, "A, b\n\n" * 11_000, ". a" * 20_000, "• a " * 20_000, "A! " * 20_000, "a" * 2_000_000]
)
def test_neither_lines_nor_sentences_nor_words_come_without_end(text: str) -> None:
    article = read(text)
    assert len(article.blocks) <= MOST_PARTS
    assert len(re.findall(r"[.!•](?!\w)", article.text)) <= MOST_SENTENCES
    assert len(article.text) <= MOST_CHARACTERS + 2 * MOST_PARTS
    assert [note for note in article.notes if note.startswith("too long: only its first ")]


def test_of_a_text_as_many_lines_are_looked_at_as_a_report_may_have() -> None:
    assert beginning("a\n" * (MOST_LINES - 1)).whole
    looked_at = beginning("a\n" * 2 * MOST_LINES)
    assert (len(looked_at.text.split("\n")), looked_at.whole) == (MOST_LINES, False)


def test_half_a_sentence_at_the_cut_is_left_out() -> None:
    half = Draft((Part("One is here."), Part("Two is not here. Three is ne")))
    assert [part.text for part in bounded(half, whole=False).parts] == ["One is here.", "Two is not here."]
    assert bounded(half) is half
    unended = Draft((Part("One is here."), Part("Two is ne")))
    assert [part.text for part in bounded(unended, whole=False).parts] == ["One is here."]


def test_pictures_and_scripts_in_a_page_are_none_of_its_text() -> None:
    heavy = f'<img src="data:image/png;base64,{"A" * MOST_TEXT}"><script>{"b " * MOST_TEXT}</script>'
    article = read(f"<html><body><article><h1>Ferry</h1>{heavy}<p>{SENTENCE}</p></article></body></html>", "a.html")
    assert article.text.endswith(SENTENCE)
    assert article.notes == ()


def test_text_beyond_what_the_parser_would_lose_in_silence_is_told() -> None:
    article = read(f"<html><body><article><p>{SENTENCE * 110_000}</p></article></body></html>", "a.html")
    assert article.text.startswith(SENTENCE)
    assert article.notes[0] == TOO_LONG
