from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import gather, read
from briefing.ingest.containers import contained, messages
from briefing.model import Given

if TYPE_CHECKING:
    from pathlib import Path

REPORT = (
    "The port council of Lissen approved a night ferry on Wednesday, after two years of talks with the dock workers."
)
DATED = b"From news@x.example Wed May 14 08:00:00 2025\n"


def message(number: int, text: str = REPORT) -> bytes:
    made = EmailMessage()
    made["From"] = "The Harbour Post <news@harbourpost.example>"
    made["Subject"] = f"Issue {number}"
    made["Message-ID"] = f"<{number}@harbourpost.example>"
    made["Date"] = f"Wed, {number} May 2025 08:00:00 +0000"
    made.set_content(text)
    return made.as_bytes()


def quoted(raw: bytes) -> bytes:
    """As a mailbox has it: lines that begin like its separator are marked."""
    return b"".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.splitlines(keepends=True)
    )


def mailbox(*raws: bytes) -> bytes:
    return b"".join(DATED + quoted(raw) + b"\n" for raw in raws)


def test_a_mailbox_holds_its_messages_each_with_a_name_and_its_id() -> None:
    found = contained(mailbox(message(1), message(2)), "in/inbox.mbox")
    assert [(one.path, one.id) for one in found] == [
        ("in/inbox.mbox/1.eml", "<1@harbourpost.example>"),
        ("in/inbox.mbox/2.eml", "<2@harbourpost.example>"),
    ]
    assert [one.raw for one in found] == [message(1), message(2)]


def test_a_mailbox_is_known_without_its_suffix() -> None:
    assert len(contained(mailbox(message(1), message(2)), "Inbox")) == 2


def test_lines_that_begin_with_from_part_nothing_inside_a_message() -> None:
    text = f"From Monday on the ferry runs at night.\n\nFrom the quay it is a short walk.\n>From here, too.\n{REPORT}"
    (only,) = messages(mailbox(message(1, text)))
    assert only == message(1, text)
    unquoted = DATED + message(1, text)
    assert len(list(messages(unquoted))) == 1


def test_messages_are_told_apart_without_the_blank_line_and_with_other_line_ends() -> None:
    tight = DATED + message(1) + DATED + message(2)
    assert len(contained(tight, "a.mbox")) == 2
    assert len(contained(tight.replace(b"\n", b"\r\n"), "a.mbox")) == 2


def test_one_message_and_any_other_file_is_itself() -> None:
    assert [(one.path, one.id) for one in contained(message(3), "a.eml")] == [("a.eml", "<3@harbourpost.example>")]
    for raw in (
        b"From Monday on the ferry runs.\nNote: at night.\n",
        b"<html><p>x</p></html>",
        b"%PDF-1.4",
        b"",
        b"{}",
    ):
        assert [(one.raw, one.path, one.id) for one in contained(raw, "a.txt")] == [(raw, "a.txt", "")]


lines = st.sampled_from(
    ["From here", ">From there", "From: x", "", "Subject: y", "From a@b Wed May 14 08:00:00 2025", "word"]
)


@settings(max_examples=80)
@given(st.lists(st.lists(lines, max_size=8), min_size=1, max_size=5))
def test_no_message_of_a_mailbox_is_lost_or_changed(texts: list[list[str]]) -> None:
    raws = [message(at, "\n".join(text)) for at, text in enumerate(texts, 1)]
    assert [*messages(mailbox(*raws))] == raws


def test_one_bad_message_is_one_problem_and_not_the_end_of_the_mailbox(tmp_path: Path) -> None:
    (tmp_path / "inbox.mbox").write_bytes(mailbox(message(1), message(2, ""), message(3)))
    found = gather("Mail", [tmp_path], Given(), tmp_path)
    assert [article.path for article in found.articles] == ["inbox.mbox/1.eml", "inbox.mbox/3.eml"]
    assert [str(problem) for problem in found.problems] == ["inbox.mbox/2.eml: no text in it"]


def test_what_is_said_of_a_mailbox_holds_for_its_messages_where_they_do_not_know_better(tmp_path: Path) -> None:
    (tmp_path / "inbox.mbox").write_bytes(mailbox(message(1), message(2)))
    (tmp_path / "inbox.toml").write_text('publisher = "Port of Lissen"\npublished = "2025-01-01"')
    found = gather("Mail", [tmp_path], Given(publisher="Echo"), tmp_path)
    assert [article.publisher.value for article in found.articles] == ["Port of Lissen"] * 2
    assert [str(article.published.day) for article in found.articles] == ["2025-05-01", "2025-05-02"]


FEED = f"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Harbour Post</title><link>https://harbourpost.example/</link>
<item><title>Night ferry approved</title><guid>https://harbourpost.example/1</guid>
<link>https://harbourpost.example/1</link><pubDate>Wed, 14 May 2025 08:00:00 GMT</pubDate>
<description>&lt;p&gt;{REPORT}&lt;/p&gt;</description></item>
<item><title>Quay closed</title><guid>https://harbourpost.example/2</guid>
<link>https://harbourpost.example/2</link><pubDate>Thu, 15 May 2025 08:00:00 GMT</pubDate>
<description>&lt;p&gt;The old quay of Lissen is closed from Thursday on, it said.&lt;/p&gt;</description></item>
</channel></rss>
"""
JSON_FEED = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [
{{"id": "1", "url": "https://post.example/1", "title": "Night ferry", "content_text": "{REPORT}"}}]}}"""


@pytest.mark.parametrize(
    ("name", "text", "count"), [("feed.xml", FEED, 2), ("feed", FEED, 2), ("feed.json", JSON_FEED, 1)]
)
def test_a_saved_feed_holds_its_entries(tmp_path: Path, name: str, text: str, count: int) -> None:
    (tmp_path / name).write_text(text)
    found = gather("Feed", [tmp_path], Given(), tmp_path)
    assert (len(found.articles), found.problems) == (count, ())
    assert all(article.path.startswith(f"{name}/") and article.published.basis != "given" for article in found.articles)
    assert REPORT in [article.text for article in found.articles]
    assert len({one.path for one in contained(text.encode(), name)}) == count


def test_a_saved_feed_that_breaks_off_is_one_problem_or_its_first_entries(tmp_path: Path) -> None:
    (tmp_path / "whole.xml").write_text(FEED[: FEED.index("Quay closed")])
    (tmp_path / "nothing.xml").write_text(FEED[: FEED.index("<item>") + 20])
    found = gather("Feed", [tmp_path], Given(), tmp_path)
    assert [article.title.value for article in found.articles] == ["Night ferry approved"]
    assert [problem.path for problem in found.problems] == ["nothing.xml"]


def test_a_maildir_is_a_folder_of_messages(tmp_path: Path) -> None:
    for place, number in (("new/1715.M1P1.host", 1), ("cur/1716.M2P2.host:2,S", 2), ("tmp/1717.M3P3.host", 3)):
        path = tmp_path / "Maildir" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(message(number))
    for name in ("dovecot-uidlist", "dovecot.index.log", "maildirsize", "subscriptions"):
        (tmp_path / "Maildir" / name).write_text("3 V1 N2")
    for paths in ([tmp_path], [tmp_path / "Maildir"], sorted((tmp_path / "Maildir").iterdir())):
        found = gather("Mail", paths, Given(), tmp_path)
        assert [article.title.value for article in found.articles] == ["Issue 2", "Issue 1"]
        assert found.problems == ()


def test_a_folder_called_tmp_is_read_where_no_mail_is_kept(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "a.txt").write_text(REPORT)
    (tmp_path / "maildirections.txt").write_text(REPORT)
    assert len(gather("x", [tmp_path], Given(), tmp_path).articles) == 2


def test_one_article_cannot_be_read_from_a_file_of_several(tmp_path: Path) -> None:
    (tmp_path / "inbox.mbox").write_bytes(mailbox(message(1), message(2)))
    with pytest.raises(InputError, match="a file of 2 documents"):
        read(tmp_path / "inbox.mbox")
    (tmp_path / "one.mbox").write_bytes(mailbox(message(1)))
    assert read(tmp_path / "one.mbox").title.value == "Issue 1"
