from __future__ import annotations

import time
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.headers import address_of_issue, sender_of
from briefing.ingest.mail import parse

REPORT = (
    "The port council of Lissen approved a night ferry on Wednesday, after two years of talks with the dock workers."
)
MORE = "The first boat is to leave the old quay on 1 June, the head of the council told reporters in the custom house."
PIXEL = '<html><body><img src="https://t.example/p.gif" width="1" height="1"></body></html>'


def message(text: str = f"{REPORT}\n\n{MORE}\n", **headers: str) -> EmailMessage:
    made = EmailMessage()
    given_ = {"From": "The Harbour Post <news@harbourpost.example>", "Message-ID": "<1@harbourpost.example>", **headers}
    for name, value in given_.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def parts(raw: EmailMessage | bytes, kind: str = "paragraph") -> list[str]:
    draft = parse(raw if isinstance(raw, bytes) else raw.as_bytes(), "a.eml")
    return [part.text for part in draft.parts if part.kind == kind]


def test_the_header_says_title_sender_and_moment() -> None:
    raw = message(Subject="Night ferry approved", Date="Wed, 14 May 2025 23:30:00 -0500").as_bytes()
    article = read_document(raw, Told(), Place("", "a.eml"))
    assert (article.title.value, article.title.basis) == ("Night ferry approved", "metadata")
    assert (article.publisher.value, article.publisher.basis) == ("The Harbour Post", "metadata")
    assert article.published.day == date(2025, 5, 14)
    assert article.published.moment == datetime(2025, 5, 15, 4, 30, tzinfo=UTC)
    assert article.text == f"{REPORT}\n\n{MORE}"


def test_what_the_text_states_goes_before_the_header() -> None:
    raw = message(f"14 May 2025\n\n{REPORT}\n\n{MORE}", Subject="Night ferry", Date="Fri, 16 May 2025 08:00:00 +0000")
    assert read_document(raw.as_bytes(), Told(), Place("", "a.eml")).published.day == date(2025, 5, 14)


@pytest.mark.parametrize(
    ("value", "person", "house"),
    [
        ("The Harbour Post <news@x.example>", "", "The Harbour Post"),
        ('"Ann Poole at The Harbour Post" <ann@x.example>', "Ann Poole", "The Harbour Post"),
        ("Ann Poole via Lissen List <list@x.example>", "Ann Poole", "Lissen List"),
        ("Notes from Lissen <notes@x.example>", "", "Notes from Lissen"),
        ("The team at Harbour Post <team@x.example>", "", "The team at Harbour Post"),
        ("news@x.example", "", ""),
        ("", "", ""),
    ],
)
def test_a_sender_is_the_publisher_and_the_person_who_writes_for_one_the_author(
    value: str, person: str, house: str
) -> None:
    assert sender_of(value) == (person, house)


def test_words_of_other_alphabets_in_the_header_are_decoded() -> None:
    raw = message(Subject="Нічний пором – Zürich", From="Гавань <a@x.example>").as_bytes(policy=policy.SMTP)
    assert b"=?utf-8?" in raw
    facts = parse(raw, "a.eml").facts[0]
    assert (facts.title.value, facts.publisher.value) == ("Нічний пором – Zürich", "Гавань")


def test_a_header_that_is_wrongly_coded_is_no_end_of_the_message() -> None:
    raw = b"From: Post <a@x.example>\nSubject: =?utf-8?B?!!!?= =?nonsense?Q?caf=E9?=\nDate: soon\n\n" + REPORT.encode()
    assert parse(raw, "a.eml").facts[0].published.day is None
    raw = "From: Post <a@x.example>\nSubject: Zürich gewährt Aufschub\n\n".encode("latin-1") + REPORT.encode()
    assert parse(raw, "a.eml").facts[0].title.value == "Zürich gewährt Aufschub"


def test_of_two_alternatives_the_page_is_read_and_what_it_hides_is_not() -> None:
    letter = message()
    letter.add_alternative(
        f'<html><body><div style="display: none">Preview of it all</div><h1>Night ferry</h1><p>{REPORT}</p>'
        f"<table><tr><td><p>{MORE}</p></td></tr></table></body></html>",
        subtype="html",
    )
    assert parts(letter) == [REPORT, MORE]
    assert parts(letter, "heading") == ["Night ferry"]


def test_a_page_that_only_counts_readers_is_not_the_report() -> None:
    letter = message()
    letter.add_alternative(PIXEL, subtype="html")
    assert parts(letter) == [REPORT, MORE]


def test_a_page_with_pictures_in_it_is_read_and_they_are_no_attachments() -> None:
    letter = message("See the page.")
    letter.add_alternative(f"<p>{REPORT}</p><img src='cid:1'>", subtype="html")
    letter.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<1>")  # type: ignore[index, union-attr]
    draft = parse(letter.as_bytes(), "a.eml")
    assert ([part.text for part in draft.parts], draft.notes) == ([REPORT], ())


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_every_way_of_sending_letters_gives_the_letters(transfer: str, charset: str) -> None:
    text = f"Zürich – {REPORT}" if charset == "utf-8" else f"Zürich: {REPORT}"
    letter = message()
    letter.set_content(text, charset=charset, cte=transfer)
    assert parts(letter) == [text]


def test_flowed_lines_are_joined_as_their_format_says() -> None:
    text = b"The port council of \nLissen met. \nIt voted.\n\n From here on.\n"
    raw = b"From: P <a@x.example>\nContent-Type: text/plain; format=flowed\n\n" + text
    assert parts(raw) == ["The port council of Lissen met. It voted.", "From here on."]
    joined = raw.replace(b"flowed\n", b"flowed; delsp=yes\n").replace(b"council of \nLissen", b"coun \ncil of Lissen")
    assert parts(joined)[0].startswith("The port council of Lissen met.It")


def test_what_a_letter_quotes_of_another_is_not_its_report() -> None:
    assert parts(message(f"{MORE}\n\n> {REPORT}\n")) == [MORE]
    page = message("-")
    page.add_alternative(f"<p>{MORE}</p><blockquote type='cite'><p>{REPORT}</p></blockquote>", subtype="html")
    assert (parts(page), parts(page, "furniture")) == ([MORE], [REPORT])


def test_the_foot_and_the_way_to_the_page_are_no_text_of_the_report() -> None:
    letter = message("-", List_Unsubscribe="<https://x.example/u>")
    letter.add_alternative(
        '<p><a href="https://harbourpost.example/issues/night-ferry?utm_source=mail">View in your browser</a></p>'
        f"<p>{REPORT}</p><p>{MORE}</p><p>You are receiving this because you asked for it.</p>"
        '<p><a href="https://t.example/c/1a2b3c4d5e6f7a8b9c0d">Unsubscribe</a></p><p>1 Old Quay, Lissen</p>',
        subtype="html",
    )
    assert parts(letter) == [REPORT, MORE]
    assert parse(letter.as_bytes(), "a.eml").facts[0].url.value == "https://harbourpost.example/issues/night-ferry"


def test_a_report_on_cancelling_is_a_report() -> None:
    text = (
        "Readers can unsubscribe within a week, the court in Lissen ruled on Wednesday, and need not say why they do."
    )
    assert parts(message(f"{text}\n\n{MORE}")) == [text, MORE]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://post.example/issues/7", "https://post.example/issues/7"),
        ("https://post.example/issues/7?utm_medium=email&utm_source=x#top", "https://post.example/issues/7"),
        ("https://post.example/view?issue=7", "https://post.example/view?issue=7"),
        ("https://click.example/CL0/1a2b3c4d5e6f7a8b9c0d/1", ""),
        ("https://post.example/view?issue=7&reader=8", ""),
        ("https://post.example/view?r=ann@desk.example", ""),
        ("https://post.example/", ""),
        ("mailto:a@x.example", ""),
        ("http://[", ""),
    ],
)
def test_an_address_is_the_issue_s_own_where_it_is_the_same_for_every_reader(address: str, kept: str) -> None:
    assert address_of_issue([address]) == kept


def test_attachments_are_named_and_not_read() -> None:
    letter = message()
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Plän für den Kai.pdf")
    letter.add_attachment("Minutes, not read.", filename="minutes.txt")
    draft = parse(letter.as_bytes(), "a.eml")
    assert [part.text for part in draft.parts] == [REPORT, MORE]
    assert draft.notes == ("attachment not read: Plän für den Kai.pdf", "attachment not read: minutes.txt")


def test_a_message_that_hands_on_another_is_the_other() -> None:
    inner = message(Subject="Night ferry approved", Date="Wed, 14 May 2025 09:00:00 +0000")
    outer = message("See below.", Subject="Fwd: ferry", From="Joe <joe@desk.example>")
    outer.add_attachment(inner)
    facts = parse(outer.as_bytes(), "a.eml").facts[0]
    assert (facts.title.value, facts.publisher.value) == ("Night ferry approved", "The Harbour Post")
    assert parts(outer) == [REPORT, MORE]


def test_a_report_with_a_short_message_attached_is_the_report() -> None:
    outer = message()
    outer.add_attachment(message("Could you send it to us?"))
    assert parts(outer) == [REPORT, MORE]
    assert parse(outer.as_bytes(), "a.eml").notes == ("attached message not read",)


def test_a_message_that_hands_on_another_in_its_text_is_the_other() -> None:
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Lissen Port Press Office <press@port.example>\n"
        f"Date: Wed, May 14, 2025 at 8:00 AM\nSubject: Night ferry approved\nTo: <joe@desk.example>\n\n"
        f"{REPORT}\n\n{MORE}\n"
    )
    letter = message(
        text, Subject="Fwd: Night ferry approved", From="Joe <joe@desk.example>", Date="Fri, 16 May 2025 08:00:00 +0000"
    )
    facts = parse(letter.as_bytes(), "a.eml").facts[0]
    assert (facts.title.value, facts.publisher.value) == ("Night ferry approved", "Lissen Port Press Office")
    assert facts.published.day == date(2025, 5, 14)
    assert parts(letter) == [REPORT, MORE]


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f"--x{n}\nContent-Type: multipart/mixed; boundary=x{n + 1}\n\n" for n in range(150)) + "a\n" * 200_000,
        "--x0\n\na\n" * 6000,
        "X: a\n" * 1_000_001,
    ],
    ids=["within each other", "side by side", "lines"],
)
def test_more_parts_than_anybody_writes_are_not_taken_apart(inside: str) -> None:
    """The library compares each line with the boundaries of all parts that it stands in."""
    header = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x0\n\n{REPORT}\n"
    with pytest.raises(InputError, match="too many lines, or parts within parts"):
        parse(f"{header}{inside}".encode(), "a.eml")


def test_a_field_of_a_header_without_end_is_looked_at_as_far_as_fields_go() -> None:
    """The library takes the square of its length for what stands between semicolons."""
    header = f"From: a@b.example\nSubject: {'a;' * 10_000}\nDate: Wed, 14 May 2025 08:00:00 +0000\n"
    facts = parse(f"{header}\n{REPORT}\n".encode(), "a.eml").facts[0]
    assert facts.title.value == "a;" * 2_500
    assert facts.published.day == date(2025, 5, 14)


def test_a_message_without_text_is_refused() -> None:
    letter = message("")
    letter.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(InputError, match="no text"):
        read_document(letter.as_bytes(), Told(), Place("", "a.eml"))


def test_a_note_that_begins_like_a_letter_stays_a_text() -> None:
    note = f"From: the harbour\nDate: 14 May 2025\n\n{REPORT}\n"
    assert "From: the harbour" in read_document(note.encode(), Told(), Place("", "a.txt")).text


HEAD = b"From: P <a@x.example>\nTo: b@x.example\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"


def nested(depth: int) -> bytes:
    lines = [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (at, at) for at in range(depth)]
    return HEAD + b"".join(lines) + b"Content-Type: text/plain\n\n" + REPORT.encode()


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\nno boundary is here\n',
        HEAD + b"Content-Type: multipart/mixed\n\n--x\n\nno boundary is named\n--x--\n",
        HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!! this is not base64 ====\n",
        HEAD + b"Content-Type: text/plain; charset=klingon\n\n" + REPORT.encode(),
        HEAD + b"Content-Type: text/html; charset=utf-16\n\n<p>odd",
        HEAD + b"Content-Type: ;;;=\n\n" + REPORT.encode(),
        HEAD + b"Content-Type: message/rfc822\n\n" + b"Content-Type: message/rfc822\n\n" * 200,
        HEAD + b"Subject: " + b"a" * 1_000_000 + b"\n\n" + REPORT.encode(),
        HEAD + b"Subject: " + b"=?utf-8?Q?a?= " * 50_000 + b"\n\n" + REPORT.encode(),
        HEAD + b"From: " + b"(" * 100_000 + b"\n\n" + REPORT.encode(),
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + REPORT.encode(),
        HEAD + b"Date: 99 Foo 20255 99:99:99 +9999\n\n" + REPORT.encode(),
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 20_000,
        nested(40),
        nested(1000),
    ],
)
def test_a_hostile_message_is_read_or_refused_in_plain_words_and_soon(raw: bytes) -> None:
    began = time.process_time()
    try:
        assert read_document(raw, Told(), Place("", "a.eml")).text
    except InputError as error:
        assert error.problem in (  # noqa: PT017 - either is right
            "no text in it",
            "a message with too many lines, or parts within parts",
            "a damaged message: save it again",
        )
    assert time.process_time() - began < 60


def test_what_lies_too_deep_in_a_message_is_not_read() -> None:
    shallow, deep = (message(f"{MORE}\n"), message(f"{REPORT}\n"))
    for _ in range(40):
        outer = EmailMessage()
        outer["Content-Type"] = "multipart/mixed"
        outer.attach(deep)
        deep = outer
    both = EmailMessage()
    both["Content-Type"] = "multipart/mixed"
    both.attach(shallow)
    both.attach(deep)
    assert parts(both) == [MORE]


def test_of_more_parts_than_any_message_has_the_first_are_read() -> None:
    begun = HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n'
    raw = begun + b"".join(b"--b\n\nPart %d.\n" % number for number in range(600)) + b"--b--\n"
    found = " ".join(parts(raw))
    assert "Part 498." in found
    assert "Part 499." not in found


sentences = st.lists(
    st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd"), max_codepoint=0x24F), min_size=1, max_size=30),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(sentences, st.sampled_from(["quoted-printable", "base64", "8bit"]), st.sampled_from(["plain", "html"]))
def test_whatever_is_put_into_a_message_is_read_out_of_it(words: list[str], transfer: str, subtype: str) -> None:
    text = " ".join(words)
    letter = message()
    letter.set_content(f"<p>{text}</p>" if subtype == "html" else text, subtype=subtype, cte=transfer)
    draft = parse(letter.as_bytes(), "a.eml")
    assert "".join("".join(part.text for part in draft.parts).split()) == "".join(text.split())
