"""Addresses that may be linked, and links to the very words of a page."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from briefing.text.folding import UNSEEN

SCHEMES = ("http", "https", "mailto")

_DIRECTIVE = ":~:"
_NOT_IN_AN_ADDRESS = re.compile(
    r"""[ "<>\\^`{|}\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff""" + UNSEEN + "]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONG = 10  # words; from here on a link names the first and the last of them
_EDGE = 4


def web_link(address: str | None) -> str | None:
    """Return the address as it may stand in a link, or None where it may not: another scheme, no host, controls.

    A host in other letters stands as machines write it (RFC 5890, A-labels), so that none looks like another.
    """
    address = (address or "").strip(" ")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if _CONTROL.search(address) or parts.scheme not in SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return None
    if not parts.netloc.isascii():
        netloc = _in_ascii(parts.netloc)
        return netloc and _NOT_IN_AN_ADDRESS.sub(_percent, address.replace(parts.netloc, netloc, 1))
    return _NOT_IN_AN_ADDRESS.sub(_percent, address)


def _in_ascii(netloc: str) -> str | None:
    """Return a host, with what stands before and after it, in ASCII; None where there is no such host."""
    import idna  # noqa: PLC0415 - few hosts need it

    user, at, place = netloc.rpartition("@")
    host, colon, port = place.partition(":")
    try:
        return f"{user}{at}{idna.encode(host, uts46=True).decode('ascii')}{colon}{port}"
    except UnicodeError:
        return None


def words_link(address: str | None, words: str) -> str | None:
    """Return the link that takes a browser to the very words (a text fragment), or None where there can be none."""
    link = web_link(address)
    if not link or link.startswith("mailto:") or _DIRECTIVE in link or not words.strip():
        return None
    joint = _DIRECTIVE if "#" in link else f"#{_DIRECTIVE}"
    return f"{link}{joint}text={_text_directive(words.split())}"


def _text_directive(words: list[str]) -> str:
    if len(words) <= _LONG:
        return _encoded(words)
    return f"{_encoded(words[:_EDGE])},{_encoded(words[-_EDGE:])}"


def _encoded(words: list[str]) -> str:
    """Percent-encode what the directive's own grammar uses: the comma, the ampersand and the dash."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")
