"""A message that hands on another in its text -> the other: whose it is, when it was sent, where it begins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.ingest.draft import Facts, Part, known
from briefing.ingest.headers import date_of, sender_of
from briefing.model import Dating
from briefing.model.records import dataclass
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = re.compile(
    r"-{2,}\s*(?:(?:forwarded|original) message|weitergeleitete nachricht|message transféré|mensaje reenviado)\s*-*|"
    r"begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (?:réexpédié|transféré)\s*:",
    re.IGNORECASE,
)
_FROM, _DATE, _SUBJECT = "from|von|de", "date|sent|datum|gesendet|envoyé|fecha|enviado", "subject|betreff|objet|asunto"
_OTHERS = "to|cc|an|à|para|reply-to"
_FIELD = re.compile(rf"(?<!\w)({_FROM}|{_DATE}|{_SUBJECT}|{_OTHERS})\s*:\s+", re.IGNORECASE)
_MOST_LINES, _LONGEST_LINE = 8, 600


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The parts of the message that was handed on, and what is known of it."""

    parts: tuple[Part, ...]
    facts: Facts


def unwrap(parts: Sequence[Part], facts: Facts) -> Unwrapped:
    """Return the message that another hands on, what stands before it told as furniture; else the message itself."""
    at = next((at for at, part in enumerate(parts) if _MARK.match(part.text)), None)
    if at is None:
        return Unwrapped(tuple(parts), facts)
    end = at + 1
    while end < min(len(parts), at + 1 + _MOST_LINES) and _FIELD.match(parts[end].text):
        end += 1
    said = " ".join(part.text for part in parts[at:end])
    fields = _fields(_MARK.sub("", said, count=1)) if len(said) < _LONGEST_LINE * _MOST_LINES else {}
    before, after = (sum(len(part.text) for part in some) for some in (parts[:at], parts[end:]))
    if "from" not in fields or before > after:
        return Unwrapped(tuple(parts), facts)
    aside = [replace(part, kind="furniture") for part in parts[:end]]
    return Unwrapped((*aside, *parts[end:]), _facts(fields))


def _fields(text: str) -> dict[str, str]:
    """Return the fields of the header that was written into the text, by their English names."""
    pieces = _FIELD.split(text)
    found: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        names = {"from": _FROM, "date": _DATE, "subject": _SUBJECT}
        name = next((one for one, labels in names.items() if re.fullmatch(labels, label, re.IGNORECASE)), "")
        found.setdefault(name, value.strip(" *"))
    return found


def _facts(fields: dict[str, str]) -> Facts:
    person, house = sender_of(fields["from"])
    sent = date_of(fields.get("date", ""))
    day = machine_date(fields.get("date", "").partition(" at ")[0])
    return Facts(
        known(fields.get("subject"), "metadata"),
        known(house, "metadata", "the sender" if house else ""),
        known(person, "metadata"),
        published=sent if sent.day else Dating(day[0], None, "metadata") if day else Dating(),
    )
