"""The header of a message -> what it says: words decoded, who sent it, when, where it stands on the web."""

from __future__ import annotations

import re
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing.ingest.characters import clean, fold
from briefing.ingest.detect import decode
from briefing.ingest.draft import Facts, known
from briefing.model import Dating
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message

_LONGEST = 10_000
_FORWARDED = re.compile(r"(?:(?:fwd?|wg|tr|rv|пересл)\s*:\s*)+", re.IGNORECASE)
_NAME = r"(?!(?:The|Your|Our|Team|News)\b)[^\W\d_a-z][\w.'’-]+(?:\s+[^\W\d_a-z][\w.'’-]*){1,3}"
_PERSON_AND_HOUSE = re.compile(rf"(?P<person>{_NAME})\s+(?:via|at)\s+(?P<house>\S.{{1,60}})|(?P<one>.+)")
_TRACKING = re.compile(r"utm_|mc_|trk|ref$", re.IGNORECASE)
_OPAQUE = re.compile(r"(?<![\w=~-])(?=[\w=~-]{16})(?=[\w=~.-]*\d)(?=[\w=~.-]*[a-z])[\w=~-]{16,}", re.IGNORECASE)
_FIRST_YEAR = 1990


def header(message: Message, name: str) -> str:
    """Return a header's words, "" where the message has none of that name; what cannot be decoded stays as it is."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    text = next(values, "")[:_LONGEST]
    if any("\udc80" <= character <= "\udcff" for character in text):
        text = decode(text.encode("utf-8", "surrogateescape"))[0]
    with suppress(HeaderParseError, LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    return fold(clean(text.encode("utf-8", "replace").decode("utf-8")))


def facts_of_header(message: Message) -> Facts:
    """Return what a message's header knows: its subject, who sent it, when, and where it says that it stands."""
    person, house = sender_of(header(message, "From"))
    return Facts(
        known(_FORWARDED.sub("", header(message, "Subject"), count=1), "metadata"),
        known(house, "metadata", "the sender" if house else ""),
        known(person, "metadata"),
        known(address_of_issue([header(message, "Archived-At").strip("<> ")]), "metadata"),
        date_of(header(message, "Date")),
    )


def sender_of(value: str) -> tuple[str, str]:
    """Return (person, house) of a sender: "Ann Lee at Harbour Post <...>" names both, a name alone is the sender's."""
    try:
        name = next((name for name, _ in getaddresses([value]) if name and "@" not in name), "")
    except ValueError:
        name = ""
    found = _PERSON_AND_HOUSE.fullmatch(name.strip(" '\""))
    return (found["person"] or "", found["house"] or found["one"]) if found else ("", "")


def date_of(value: str) -> Dating:
    """Return when a message was sent: the day where the sender was, and the moment."""
    try:
        sent = parsedate_to_datetime(value).year >= _FIRST_YEAR
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = False
    found = machine_date(value) if sent else None
    return Dating(found[0], found[1], "metadata") if found else Dating()


def address_of_issue(candidates: Iterable[str]) -> str:
    """Return the first address that is plainly the issue's own for everybody, "" where there is none.

    One with opaque words in it follows its reader, and may tell who that is.
    """
    return next(filter(None, map(_for_everybody, candidates)), "")


def _for_everybody(address: str) -> str:
    if len(address) > _LONGEST:
        return ""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)]
    if parts.scheme not in ("http", "https") or not parts.path.strip("/") or _OPAQUE.search(parts.path):
        return ""
    if len(query) > 1 or any(_OPAQUE.search(value) or "@" in value for _, value in query):
        return ""
    return parts._replace(query=urlencode(query), fragment="").geturl()
