"""When may an address be asked again? What the headers of an answer say of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_FRESH = timedelta(hours=12)
"""A daily run must see a feed that says it is fresh for a day."""
LONGEST_RETRY = timedelta(days=1)
"""A server that says "in a year" must not silence a source for a year."""

_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b", re.IGNORECASE)
_SECONDS = re.compile(r"\s*(\d{1,12})\s*")


def due(now: datetime, fresh_until: datetime | None, retry_at: datetime | None) -> bool:
    """Return whether an address may be asked now, by what its last answer said."""
    return all(moment is None or now >= moment for moment in (fresh_until, retry_at))


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when the answer stays fresh (RFC 9111, 4.2), None where it says nothing or must be asked for.

    `headers` has its names in small letters. At most `LONGEST_FRESH` from now.
    """
    control = headers.get("cache-control", "")
    if _NEVER.search(control):
        return None
    stated = _MAX_AGE.search(control)
    lifetime = _seconds(stated[1]) if stated else _until_expires(headers, now)
    left = min(lifetime - _seconds(headers.get("age", "")), LONGEST_FRESH)
    return now + left if left > timedelta() else None


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return before when the server does not want to be asked again (RFC 9110, 10.2.3), None where it does not say.

    `headers` has its names in small letters. At most `LONGEST_RETRY` from now.
    """
    said = headers.get("retry-after", "")
    found = _SECONDS.fullmatch(said)
    moment = now + _seconds(said) if found else moment_of(said)
    return min(moment, now + LONGEST_RETRY) if moment and moment > now else None


def moment_of(text: str) -> datetime | None:
    """Return the moment that a header's date names, in UTC, or None."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):  # in UTC it may lie before the first year, or after the last
        return None


def _until_expires(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return the time between the server's own two dates: its clock may be wrong."""
    expires = moment_of(headers.get("expires", ""))
    return expires - (moment_of(headers.get("date", "")) or now) if expires else timedelta()


def _seconds(text: str) -> timedelta:
    found = _SECONDS.fullmatch(text)
    return timedelta(seconds=min(int(found[1]), 10**9)) if found else timedelta()
