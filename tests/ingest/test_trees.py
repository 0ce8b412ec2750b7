"""HTML of any depth and size -> its text, each page parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from briefing.ingest import Place, Told, read_document
from briefing.ingest import entries as entries_
from briefing.ingest.detect import detect
from briefing.ingest.entries import entry_arrival, is_summary
from briefing.ingest.feed_records import Feed, FeedEntry
from briefing.ingest.fragments import read_fragment
from briefing.ingest.trees import CUT_OFF, MOST_ATTRIBUTES, MOST_MARKS, TOO_MANY, page_tree
from briefing.model import Given

if TYPE_CHECKING:
    from briefing.model import Article

FIRST = "The harbour masters of both towns met on Tuesday and talked for three hours about the ferry."
LAST = "The ferry will sail again on the first of May, said the harbour master of Quillhaven, Ada Brandt."


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Ferry</title></head><body><article>{body}</article></body></html>"


def read(html: str) -> Article:
    return read_document(html.encode(), Told(), Place(path="page.html"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What lxml has parsed, as it is parsed."""
    seen: list[Any] = []
    original = lxml.html.document_fromstring

    def parse(html: Any, **options: Any) -> Any:
        seen.append(html)
        return original(html, **options)

    monkeypatch.setattr(lxml.html, "document_fromstring", parse)
    return seen


def test_a_page_is_parsed_once_for_its_text_and_for_what_it_says_of_itself(parsed: list[Any]) -> None:
    paragraphs = "".join(f"<p>{FIRST} {LAST} {number}.</p>" for number in range(5))
    assert read(page(f"<h1>Ferry</h1>{paragraphs}")).text.count("Quillhaven") == 5
    assert len(parsed) == 1


@pytest.mark.parametrize("body", ["x", "<p>Short.</p>", f"<p>{FIRST}</p>", f"<div><li>{FIRST}</div>"])
def test_a_page_of_little_text_is_parsed_once_too(parsed: list[Any], body: str) -> None:
    assert read(page(body)).text
    assert len(parsed) == 1


def test_what_an_entry_has_as_content_and_as_summary_is_parsed_once_each(parsed: list[Any]) -> None:
    entry = FeedEntry(id="1", title="Ferry", content=f"<p>{FIRST}</p><p>{LAST}</p>", summary=f"<p>{FIRST}</p>")
    arrival = entry_arrival(entry, Feed(title="The Gazette"), "Gazette", Given())
    assert LAST in read_document(arrival.raw, Told(), Place(path=arrival.path)).text
    assert len(parsed) == 2


def test_an_entry_with_the_same_content_and_summary_is_parsed_once(parsed: list[Any]) -> None:
    body = f"<p>{FIRST}</p>" * 12
    assert not is_summary(FeedEntry(content=body, summary=body))
    assert len(parsed) == 1


def test_a_short_entry_is_told_as_a_summary_without_parsing(parsed: list[Any]) -> None:
    assert is_summary(FeedEntry(content=f"<p>{FIRST}</p>", summary=FIRST))
    assert not parsed


@pytest.mark.parametrize("markup", ["字<b>字</b>", "&#23383;<i>字</i>"])
def test_words_that_markup_parts_are_counted_as_they_are_read(markup: str) -> None:
    """A character here and one there are no pair in the markup, and one word in the text."""
    assert not is_summary(FeedEntry(content=f"<p>{f'{markup} ' * entries_._FULL_WORDS}</p>"))  # noqa: SLF001


@pytest.mark.parametrize("mark", ["div", "font", "b", "span", "table><tr><td", "ul><li", "blockquote", "x-card"])
@pytest.mark.parametrize("levels", [300, 3_000])
def test_text_below_hundreds_of_open_elements_is_read(mark: str, levels: int) -> None:
    text = read(page(f"<p>{FIRST}</p>{f'<{mark}>' * levels}<p>{LAST}</p>")).text
    assert FIRST in text
    assert LAST in text


def test_a_letter_with_hundreds_of_open_elements_is_read() -> None:
    read = read_fragment(f"<p>{FIRST}</p>{'<font size=2>' * 900}<p>{LAST}</p>")
    assert [part.text for part in read.parts] == [FIRST, LAST]
    assert not read.notes


def test_what_is_nested_too_deeply_to_be_read_is_told() -> None:
    article = read(page(f"<p>{FIRST}</p>{'<header>' * 400}<p>{LAST}</p>"))
    assert article.text == FIRST
    assert article.notes == (CUT_OFF,)


def test_of_more_marks_than_any_page_has_the_first_are_read_and_that_is_told() -> None:
    article = read(page(f"<p>{FIRST}</p>{'<!---->' * MOST_MARKS}<p>{LAST}</p>"))
    assert FIRST in article.text
    assert LAST not in article.text
    assert article.notes == (TOO_MANY,)


@pytest.mark.parametrize("attribute", ["a{}", "a{}=1", 'a{}="<"', "a{}='>'", " a{} = x"])
def test_an_element_with_more_attributes_than_any_has_loses_the_rest(attribute: str) -> None:
    """Their number, squared, is the parser's work."""
    many = " ".join(attribute.format(number) for number in range(3 * MOST_ATTRIBUTES))
    tree = page_tree(page(f"<p>{FIRST}</p><p id=last {many}>{LAST}</p>"))
    (last,) = tree.root.xpath('//p[@id="last"]')
    assert last.text == LAST
    assert len(last.attrib) <= MOST_ATTRIBUTES


def test_thousands_of_line_breaks_in_a_block_are_joined_once() -> None:
    """Each joined to all before it, this would take a minute."""
    lines = [f"line {number}" for number in range(MOST_MARKS - 10)]
    (part,) = read_fragment(f"<p>{'<br>'.join(lines)}</p>").parts
    assert part.text == " ".join(lines)


def test_a_table_of_data_is_looked_through_once_for_its_headings() -> None:
    rows = "".join(f"<tr><td>{number}<td>x" for number in range(5_000))
    assert len(read_fragment(f"<table><tr><th>a<th>b{rows}</table>").parts) == 5_001


def test_the_look_at_a_page_does_not_try_all_ways_to_part_its_comments() -> None:
    """With a pattern that tries, this would not end in a lifetime."""
    assert detect(b"<!-- -->" * 200 + b"<x>" + FIRST.encode(), "page.html").format == "plain"
