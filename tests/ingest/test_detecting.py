from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest.detect import detect


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "image"),
        (bytes(200), "binary"),
        (b"PK\x03\x04....", "not text"),
        (bytes(range(32)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(raw: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        detect(raw, "report.txt")
    assert caught.value.path == "report.txt"


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", "Zürich – “quoted”"),
        ("utf-8-sig", "Zürich – “quoted”"),
        ("utf-16", "The ministers met in Zürich."),
        ("utf-16-le", "The ministers met in Zürich."),
        ("utf-16-be", "The ministers met in Zürich."),
        ("utf-16-le", "Министры встретились во вторник в столице и говорили о мире."),
        ("cp1252", "A café owner said – “never again” – on Monday."),
        ("cp1252", "Der Präsident erklärte am Dienstag, die Gespräche würden in Köln fortgesetzt."),
        ("cp1251", "Министр заявил во вторник, что переговоры продолжатся."),
        ("koi8_r", "Министр заявил во вторник, что переговоры продолжатся."),
        ("cp1250", "Prezydent powiedział we wtorek, że rozmowy będą trwały, a żołnierze wrócą do domów."),
    ],
)
def test_the_encoding_is_found_without_being_told(codec: str, text: str) -> None:
    assert detect(text.encode(codec), "report.txt").text == text


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Да</p></body></html>'
    assert "Да" in detect(page.encode("cp1251"), "page.html").text


def test_a_page_that_names_a_codec_which_decodes_no_text_is_read_all_the_same() -> None:
    assert detect(b'<html><meta charset="zlib"><p>caf\xe9</p></html>', "page.html").format == "html"


def test_one_broken_byte_does_not_change_the_encoding_and_is_told() -> None:
    found = detect("Zürich, Köln, Genève, Łódź, Kraków, Πάτρα".encode() + b"\xff", "report.txt")
    assert found.text.startswith("Zürich, Köln, Genève, Łódź")
    assert found.notes == ("bytes that are not UTF-8 replaced",)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("<!DOCTYPE html><html><body><p>Text</p></body></html>", "saved.txt", "html"),
        ("<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>", "saved", "html"),
        ("Only words, no markup.", "saved.html", "plain"),
        ("# Title\n\nSome [link](https://a.example) here.", "saved.txt", "markdown"),
        ("---\ntitle: A\n---\nText.", "saved.txt", "markdown"),
        ("Words only.", "notes.md", "markdown"),
        ("The price is 3 * 4 and #1 of [all].", "saved.txt", "plain"),
        ("First paragraph.\n\nSecond paragraph.", "saved.txt", "plain"),
    ],
)
def test_the_format_is_told_from_the_content_and_the_suffix_is_a_hint(text: str, name: str, expected: str) -> None:
    assert detect(text.encode(), name).format == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    try:
        found = detect(raw, "x.txt")
    except InputError:
        return
    assert isinstance(found.text, str)


MAIL = b"Received: from x\nFrom: Post <a@x.example>\nSubject: Night ferry\n\nThe council met.\n"


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "report.txt", "pdf"),
        (b"\r\n%PDF-1.7\n", "report", "pdf"),
        (b"junk before it\n%PDF-1.7\n", "report.pdf", "pdf"),
        (b"A file begins with %PDF-1.7, the manual says.", "report.txt", "plain"),
        (MAIL, "1715.M1P1.host:2,S", "mail"),
        (b"From a@x.example Wed May 14 08:00:00 2025\n" + MAIL, "Inbox", "mail"),
        (b"Subject: Night ferry\n\nThe council met.\n", "a.eml", "mail"),
        (b"Subject: Night ferry\n\nThe council met.\n", "a.txt", "plain"),
        (b"Title: Night ferry\nDate: 14 May 2025\nContent-Type: text\n\nThe council met.\n", "a.txt", "plain"),
        (b"The council met: it voted.\nFrom: x\nTo: y\nMessage-ID: z\n", "a.txt", "plain"),
    ],
)
def test_a_format_is_told_by_its_first_bytes_before_its_name(raw: bytes, name: str, kind: str) -> None:
    assert detect(raw, name).format == kind


@pytest.mark.parametrize("piece", ["[a](", "![a]("])
def test_the_look_for_markdown_takes_no_square_of_links_that_are_left_open(piece: str) -> None:
    assert_linear(lambda text: detect(text.encode(), "report"), piece)
