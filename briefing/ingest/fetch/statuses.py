"""What the status of an answer means, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import FetchError

if TYPE_CHECKING:
    from datetime import datetime

REDIRECTS = frozenset((301, 302, 303, 307, 308))
FOR_GOOD = frozenset((301, 308))
UNCHANGED = 304
TOO_OFTEN = 429
SERVER_ERROR = 500
OVERLOADED = frozenset((TOO_OFTEN, 503))
"""Where these want to be left alone, all of their host does."""
_AGAIN = frozenset((408, 502, 503, 504))
_PASSING = _AGAIN | {TOO_OFTEN, 425, SERVER_ERROR, 507, 520, 521, 522, 523, 524, 529}
SHORT = 10.0
"""Seconds that a server may ask for and still be asked again in the same run."""

_WORDS = {
    UNCHANGED: "unchanged, it says, but no copy is kept here",
    400: "the server cannot make sense of the request; check the address",
    401: "it wants a login, and none is sent",
    402: "it wants to be paid for; take a source that is open",
    403: "the server refuses; nothing is done to get round that: ask the publisher, or take another source",
    404: "nothing stands there; check the address",
    406: "the server has no form of it that this program can read",
    407: "a proxy wants a login, and none is sent",
    408: "the server was tired of waiting",
    410: "gone for good; take it out of the sources",
    TOO_OFTEN: "asked too often; fetch it less often",
    451: "withheld for legal reasons",
    SERVER_ERROR: "the server has an error; nothing to do but wait",
    502: "the server is out of order for the moment",
    503: "the server is out of order for the moment",
    504: "the server is out of order for the moment",
}
_HUNDREDS = {
    1: "no answer that this program understands",
    2: "no document",
    3: "sent on, but not where to",
    4: "the server refuses the request",
    5: "the server has an error; nothing to do but wait",
}


def problem_of(shown: str, status: int, retry_at: datetime | None, now: datetime) -> FetchError:
    """Return the problem that a status is; `retry_at` is when the server wants to be asked again, None: not said."""
    wait = (retry_at - now).total_seconds() if retry_at else 0.0
    soon = wait <= SHORT and (status in _AGAIN or (status == TOO_OFTEN and retry_at is not None))
    return FetchError(
        shown,
        f"answered {status}: {_words(status)}{_until(retry_at, wait)}",
        status=status,
        passing=status in _PASSING,
        soon=wait if soon else None,
        retry_at=retry_at,
    )


def _words(status: int) -> str:
    return _WORDS.get(status) or _HUNDREDS.get(status // 100, "no answer that this program understands")


def _until(retry_at: datetime | None, wait: float) -> str:
    return f"; it is not asked again before {retry_at:%d %B, %H:%M} UTC" if retry_at and wait > SHORT else ""
