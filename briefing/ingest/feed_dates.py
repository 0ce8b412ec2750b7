"""The dates of feeds: in whatever form -> ISO 8601, and never more than the feed says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from briefing.text.times import machine_date

if TYPE_CHECKING:
    from time import struct_time

_FIRST_YEAR, _NO_YEAR = 1900, 9999
_CLOCK = re.compile(r"[Tt ]?[+-]?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?|(?<=\d)[Tt]\d{4,6}\b")
_UNSAID_ZONE = re.compile(rf"(?:{_CLOCK.pattern})$")
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]{3}")


def iso_date(written: str, parsed: struct_time | None = None) -> str:
    """Return a date in ISO 8601, with the zone that it is written with, or "" where it names no day.

    `parsed` is what a reader of odd forms makes of it, in UTC: believed where the common forms do not fit.
    """
    written = " ".join(written.split())
    found = _common(written) or _odd(written, parsed)
    if found is None or not _FIRST_YEAR <= found.year < _NO_YEAR or not _names_a_day(written):
        return ""
    day = found.date() if isinstance(found, datetime) and not _CLOCK.search(written) else found
    return day.isoformat()


def is_common(written: str) -> bool:
    """Return whether a date is of a common form, so that a reader of odd ones need not be asked."""
    return _common(" ".join(written.split())) is not None


def _names_a_day(written: str) -> bool:
    """Return whether year, month and day are there: readers of half a date take the rest from the clock."""
    numbers = _NUMBER.findall(_CLOCK.sub(" ", written))
    if written.startswith("-") or not numbers:
        return False
    if len(numbers) == 1:
        return len(numbers[0]) > len("202505")
    return len(numbers) > 2 or bool(_WORD.search(written)) or len(numbers[1]) == len("134")


def _common(written: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _odd(written: str, parsed: struct_time | None) -> date | None:
    """Return the moment of an odd form, or its day alone."""
    try:
        moment = datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except ValueError:  # a leap second
        moment = None
    if moment is None:
        found = machine_date(written)
        return found[0] if found else None
    return moment.replace(tzinfo=None) if _UNSAID_ZONE.search(written) else moment
