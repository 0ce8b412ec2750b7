from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.render.links import web_link, words_link

PAGE = "https://post.example/a"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/x?y=1&z=2#f", "https://a.example/x?y=1&z=2#f"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        (" https://a.example/two words ", "https://a.example/two%20words"),
        ('https://a.example/<b>"', "https://a.example/%3Cb%3E%22"),
        ("https://a.example/\u202eb", "https://a.example/%E2%80%AEb"),
        ("https://\u0430pple.example:81/\u0430", "https://xn--pple-43d.example:81/\u0430"),
        ("https://ines@b\u00fccher.example?x", "https://ines@xn--bcher-kva.example?x"),
        ("https://\uff41pple\u3002example/", "https://apple.example/"),
    ],
)
def test_web_and_mail_addresses_are_linked(address: str, link: str) -> None:
    assert web_link(address) == link


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "https://a.example/\nx",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "https://a\u0660\u06f0.example/",
        "//a.example/x",
        "https:",
        "https://[broken",
        "report.html",
    ],
)
def test_nothing_else_is_linked(address: str | None) -> None:
    assert web_link(address) is None
    assert words_link(address, "x") is None


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("A short one.", "A%20short%20one."),
        ("well-known, Smith & Sons", "well%2Dknown%2C%20Smith%20%26%20Sons"),
        ("1 2 3 4 5 6 7 8 9 10", "1%202%203%204%205%206%207%208%209%2010"),
        ("1 2 3 4 5 6 7 8 9 10 11", "1%202%203%204,8%209%2010%2011"),
        ("„Wörter“", "%E2%80%9EW%C3%B6rter%E2%80%9C"),
    ],
)
def test_a_link_leads_to_the_very_words(words: str, directive: str) -> None:
    assert words_link(PAGE, words) == f"{PAGE}#:~:text={directive}"


def test_a_fragment_is_kept() -> None:
    assert words_link(f"{PAGE}#top", "Words.") == f"{PAGE}#top:~:text=Words."


@pytest.mark.parametrize("address", [f"{PAGE}#:~:text=x", "mailto:a@b.example"])
def test_some_addresses_have_no_link_to_words(address: str) -> None:
    assert words_link(address, "Words.") is None


@given(st.text().filter(str.strip))
def test_the_directive_holds_nothing_but_encoded_words(words: str) -> None:
    link = words_link(PAGE, words.encode(errors="replace").decode())
    if link:
        start, _, end = link.partition("text=")[2].partition(",")
        assert not set(start + end) & set("-,&#<>\"'` \n")
        assert unquote(start) == " ".join(words.split())[: len(unquote(start))]
