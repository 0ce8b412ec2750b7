from __future__ import annotations

import pytest

from briefing.errors import InputError
from briefing.ingest import opml as lists
from briefing.ingest.opml import Outline, parse_opml


def opml(body: str, start: str = "<?xml version='1.0'?>") -> bytes:
    return f"{start}<opml version='2.0'><head><title>Mine</title></head><body>{body}</body></opml>".encode()


def problem(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_opml(raw, "feeds.opml")
    return caught.value.problem


def test_feeds_come_in_their_order_under_their_headings() -> None:
    body = (
        '<outline text="World"><outline text="Near &amp; far"><outline type="rss" text="A" xmlUrl="https://a.example/f"/>'
        '</outline><outline text="x" title="B" xmlUrl="https://b.example/f"/></outline><outline xmlUrl="https://c.example"/>'
    )
    assert parse_opml(opml(body), "feeds.opml") == (
        Outline("A", "https://a.example/f", ("World", "Near & far")),
        Outline("B", "https://b.example/f", ("World",)),
        Outline("https://c.example", "https://c.example"),
    )


def test_each_address_comes_once() -> None:
    twice = '<outline text="A" xmlUrl="https://a.example/f"/><outline text="Again" xmlUrl="https://a.example/f"/>'
    assert parse_opml(opml(twice), "feeds.opml") == (Outline("A", "https://a.example/f"),)


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="Caf&eacute; &amp; R&D" xmlurl="https://a.example/?a=1&b=2"/>',
        '<OUTLINE Text="Caf&#233; & R&amp;D" XMLURL="https://a.example/?a=1&amp;b=2"></OUTLINE>',
        '<outline title="Café &amp; R&amp;D" type="rss" url="https://a.example/?a=1&amp;b=2"/>',
    ],
)
def test_odd_spellings_are_read(outline: str) -> None:
    assert parse_opml(opml(outline), "feeds.opml") == (Outline("Café & R&D", "https://a.example/?a=1&b=2"),)


def test_a_list_in_latin_1_is_read() -> None:
    text = opml(
        '<outline text="Café" xmlUrl="https://a.example"/>', "<?xml version='1.0' encoding='ISO-8859-1'?>"
    ).decode()
    assert parse_opml(text.encode("latin-1"), "feeds.opml")[0].title == "Café"


def test_what_is_no_web_address_is_left_out() -> None:
    body = '<outline text="A" xmlUrl="file:///etc/passwd"/><outline text="B" url="https://a.example" type="link"/>'
    assert problem(opml(body)) == "a list of feeds without a feed: no outline has an xmlUrl that is a web address"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"<html><body>Hello</body></html>", "no list of feeds: write the address of an OPML file"),
        (b"https://a.example", "no list of feeds: write the address of an OPML file"),
        (opml("<outline text='a'>")[:-20], "damaged or cut off at line 1: "),
        (opml("<outline text='a'>" * 200 + "</outline>" * 200), "more than 10,000 feeds, or nested more than 100 deep"),
    ],
)
def test_what_is_no_list_says_what_it_is(raw: bytes, words: str) -> None:
    assert problem(raw).startswith(words)


def test_a_list_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_LARGEST", 99)
    assert problem(opml('<outline text="A" xmlUrl="https://a.example"/>' * 9)).startswith("larger than")


def test_entities_neither_grow_nor_read_files() -> None:
    lines = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    start = f'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY z SYSTEM "file:///etc/hostname">{lines}]>'
    listed = parse_opml(opml('<outline text="&u;&z;" xmlUrl="https://a.example"/>', start), "feeds.opml")
    assert listed == (Outline("&u;&z;", "https://a.example"),)
