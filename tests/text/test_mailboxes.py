from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.mailboxes import Mailbox, mailbox


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("desk@post.example", "", "desk@post.example"),
        ("  The desk <desk@post.example> ", "The desk", "desk@post.example"),
        (
            '"The \\"other\\" desk, Lume" <o.desk+news@post.example>',
            'The "other" desk, Lume',
            "o.desk+news@post.example",
        ),
        ("Ілсе <i@post.example>", "Ілсе", "i@post.example"),
        ("<desk@post.example>", "", "desk@post.example"),
        ("desk@PÖRT.example", "", "desk@xn--prt-sna.example"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_a_text_names_one_mailbox(text: str, name: str, address: str) -> None:
    assert mailbox(text) == Mailbox(name, address)
    assert mailbox(text).domain == address.partition("@")[2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is no mail address"),
        ("desk", "is no mail address"),
        ("a@b.example, c@d.example", "more than one address"),
        ("a@b.example; c@d.example", "more than one address"),
        ("A <a@b.example> <c@d.example>", "a name and one address"),
        ("A <a@b.example", "a name and one address"),
        ("a@b.example\r\nBcc: c@d.example", "a line's end"),
        ("A\u2028 <a@b.example>", "a line's end"),
        (".a@b.example", "before the @"),
        ("ä@b.example", "before the @"),
        ("a b@c.example", "before the @"),
        ("a@b..example", "is no domain"),
        ("a@-b.example", "is no domain"),
        ("a@b c.example", "is no domain"),
        ("a@", "is no domain"),
    ],
)
def test_what_is_not_one_mailbox_is_refused_in_words(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        mailbox(text)


@given(st.text(max_size=80))
def test_any_text_is_a_mailbox_or_refused(text: str) -> None:
    try:
        found = mailbox(text)
    except ValueError:
        return
    assert found.address.isascii()
    assert found.address.isprintable()
    assert found.address.count("@") == 1
