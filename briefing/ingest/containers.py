"""A file that holds several documents (a mailbox, a saved feed) -> these documents, each with its bytes and name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing.ingest.detect import is_message
from briefing.model import Given
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAILBOXES = (".mbox", ".mbx", ".mboxrd", ".mboxo")
_LOOK = 65_536
_LONGEST_SEPARATOR = 500
_SEPARATOR = re.compile(rb"^From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)", re.MULTILINE)
_DATED = re.compile(rb"From \S+ .*\b\d\d:\d\d(?::\d\d)? .*\d{4}\b")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BLANK = (b"\n\n", b"\n\r\n")
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Contained:
    """A document out of a file, or the file itself: its bytes, its path, what its source tells it by, "" if nothing."""

    raw: bytes
    path: str
    id: str = ""


def contained(raw: bytes, path: str) -> tuple[Contained, ...]:
    """Return the documents in a file: those of a mailbox or a feed, in their order; of any other, the file itself.

    Raises InputError (of `path`) where a feed cannot be read.
    """
    if _is_mailbox(raw, path):
        numbered = enumerate(messages(raw), 1)
        return tuple(Contained(one, f"{path}/{number}.eml", message_id(one)) for number, one in numbered)
    if _is_feed(raw):
        return tuple(_entries(raw, path))
    return (Contained(raw, path, message_id(raw) if is_message(raw, path) else ""),)


def messages(raw: bytes) -> Iterator[bytes]:
    """Yield the messages of a mailbox, without the lines that part them and with one level of their quoting undone."""
    starts = [match for match in _SEPARATOR.finditer(raw) if _parts(raw, match)]
    ends = [match.start() for match in starts[1:]]
    for match, end in zip(starts, [*ends, len(raw)], strict=True):
        yield _QUOTED.sub(rb"\1", _without_blank_line(raw[match.end() : end]))


def _without_blank_line(message: bytes) -> bytes:
    """Return the message without the blank line that the mailbox puts after it."""
    blank = next((line for line in _BLANK if message.endswith(line)), b"\n")
    return message.removesuffix(blank[1:]) if blank in message else message


def message_id(raw: bytes) -> str:
    """Return a message's id, with its angle brackets; "" where its header has none."""
    header = re.split(rb"\r?\n\r?\n", raw[:_LOOK], maxsplit=1)[0]
    found = _MESSAGE_ID.search(header)
    return found[1].decode("ascii", "replace") if found else ""


def _parts(raw: bytes, match: re.Match[bytes]) -> bool:
    """Return whether a line "From ..." over a header parts two messages: it is dated, or a blank line is before it."""
    before = raw[max(0, match.start() - 3) : match.start()]
    return not before.strip() or before.endswith(_BLANK) or bool(_DATED.match(match[0][:_LONGEST_SEPARATOR]))


def _is_mailbox(raw: bytes, path: str) -> bool:
    start = raw[:_LOOK].lstrip(b"\r\n")
    if not start.startswith(b"From ") or path.lower().endswith(".eml"):
        return False
    named = path.lower().endswith(_MAILBOXES)
    return bool(_SEPARATOR.match(start)) and (named or is_message(start))


def _is_feed(raw: bytes) -> bool:
    """Return whether the first element is one that feeds begin with, or the first keys are those of a JSON feed."""
    from briefing.ingest.xml_text import decode_xml, root_of, without_doctype  # noqa: PLC0415 - only for what may be one

    start = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return b"jsonfeed.org/version" in start
    if not raw[:4].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return False
    text = without_doctype(decode_xml(raw[:4096], "")[0].lstrip())
    return root_of(text).rpartition(":")[2] in ("rss", "feed", "rdf")


def _entries(raw: bytes, path: str) -> Iterator[Contained]:
    from briefing.ingest.entries import entry_arrival  # noqa: PLC0415 - feeds are loaded where there is one
    from briefing.ingest.feeds import parse_feed  # noqa: PLC0415

    feed = parse_feed(raw, path)
    for entry in feed.entries:
        arrival = entry_arrival(entry, feed, "", Given())
        yield Contained(arrival.raw, f"{path}/{PurePosixPath(arrival.path).name}", arrival.id)
