"""Addresses as others may see them: a token in one opens what it leads to for whoever reads it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from briefing.text.patterns import lazy

_TELLING = lazy(
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
_WEB = lazy(r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?)]", re.IGNORECASE)
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
    return f"{name}=***" if value and _TELLING.search(unquote(pair.rpartition("=")[0])) else pair


def without_tokens(text: str) -> str:
    """Return a text with each address of the web in it as messages show it."""
    return _WEB.sub(lambda found: shown(found[0]), text)


def public(url: str) -> str:
    """Return an address that others may see and follow: without a login, and without parameters lent to one reader."""
    address, number, fragment = url.partition("#")
    before, question, query = address.partition("?")
    pairs = query.split("&") if query else []
    kept = [pair for pair in pairs if not _is_lent(pair)]
    if kept != pairs:
        address = before + (question if kept else "") + "&".join(kept)
    return _LOGIN.sub("", address) + number + fragment


def _is_lent(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return bool(value and _LENT.fullmatch(unquote(name)))
