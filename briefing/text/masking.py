"""Addresses as others may see them: a token in one opens what it leads to for whoever reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

TELLING = lazy(
    r"key|token|auth|secret|pass|pwd|sig|session|sid|code|user|mail|jwt|hmac|credential", re.IGNORECASE
)  # what a message leaves out: what may be one's own
_LENT = lazy(
    r"(?:.*[\W_])?(?:"
    r"(?:api|app|auth|access|client|feed|license|member|private|rss|secret|session|subscriber|user)?(?:key|token)"
    r"|auth|credential|hmac|jwt|pass|passwd|password|pwd|secret|sig|signature"
    r")(?:[\W_]?\d+)?",
    re.IGNORECASE,
)  # what a link leaves out, which must lead to the page: not "code" and "user", by which pages are found
_LOGIN = lazy(r"(?<=://)[^/?#]*@")
_UNSHOWN = lazy(r"[^\x21-\x7e]")
WEB = lazy(r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?)]", re.IGNORECASE)
_LONGEST = 200


def shown(url: str) -> str:
    """Return an address as messages show it: no user, no password, no token, nothing that a terminal obeys."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return "an address that cannot be read"
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(map(_masked, parts.query.split("&")))
    whole = SplitResult(parts.scheme, host, parts.path, query, "").geturl()
    seen = _UNSHOWN.sub("?", whole)
    return seen if len(seen) <= _LONGEST else seen[: _LONGEST - 1] + "…"


def _masked(pair: str) -> str:
    """Return a parameter, or several that semicolons part, without a value where one of the names is telling."""
    name, _, value = pair.partition("=")
    return f"{name}=***" if value and TELLING.search(unquote(pair.rpartition("=")[0])) else pair


def without_tokens(text: str, asked: str = "") -> str:
    """Return a text with each address of the web in it as messages show it, and without the tokens of the one asked."""
    for pair in lent(asked):
        text = text.replace(pair.partition("=")[2], "***")
    return WEB.sub(lambda found: shown(found[0]), text)


def public(url: str) -> str:
    """Return an address that others may see and follow: without a login, and without parameters lent to one reader."""
    address, number, fragment = url.partition("#")
    before, question, query = address.partition("?")
    pairs = query.split("&") if query else []
    kept = list(filter(None, map(_unlent, pairs))) if lent(url) else pairs
    if kept != pairs:
        address = before + (question if kept else "") + "&".join(kept)
    return _LOGIN.sub("", address) + number + fragment


def lent(url: str) -> tuple[str, ...]:
    """Return the parameters of an address, name and value, that are lent to one reader."""
    return tuple(filter(is_lent, re.split("[&;]", url.partition("#")[0].partition("?")[2])))


def without_parameters(text: str, pairs: Iterable[str]) -> str:
    """Return a text, HTML or an address, without these parameters in the addresses that it holds."""
    for pair in pairs:
        if pair in text:
            text = re.sub(rf"([?&](?:amp;)?){re.escape(pair)}&(?:amp;)?", r"\1", text)
            text = re.sub(rf"[?&](?:amp;)?{re.escape(pair)}(?![^#\s\"'<>])", "", text)
    return text


def _unlent(pair: str) -> str:
    """Return a parameter, or of several that semicolons part those that are not lent; "" where none is left."""
    parts = pair.split(";")
    return ";".join(one for one in parts if "=" in one and not is_lent(one)) if any(map(is_lent, parts)) else pair


def is_lent(pair: str) -> bool:
    """Return whether a parameter, name and value, is lent to one reader."""
    name, _, value = pair.partition("=")
    return bool(value and _LENT.fullmatch(unquote(name)))
