"""What opens a source, told from the rest of its address: taken out of what is kept and shown, put back to fetch.

In what is kept a mark stands in its place: `{secret}` for what a variable or a file holds, `{secret1}`, `{secret2}` ...
for what stands in the address itself, in its order. Who has the configuration can put it back, and nobody else; no
digest of it is kept, since one would tell whether a guess is right.
"""

from __future__ import annotations

import base64
import html
import json
import re
from contextvars import ContextVar
from dataclasses import field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, quote_plus, unquote

from briefing.model.records import dataclass
from briefing.text.masking import TELLING, WEB, is_lent, public, shown
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Kind = Literal["login", "segment", "pair"]

NAMED = "{secret}"
"""What stands in an address for the secret that a variable or a file holds."""

MASK = "***"

SHORTEST = 8
"""Characters of the shortest text that is looked for in others: a shorter one may stand anywhere by chance."""

_MARK = lazy(r"\{secret\d*\}")
_RUN = lazy(r"[^\W_]+")
_SUFFIX = lazy(r"\.[a-z]{2,5}$", re.IGNORECASE)
_DRAWN = lazy(r"[\w~.=-]{20,}", re.ASCII)  # as a server draws a token: 120 bits in 20 characters
_LONG_RUN = 16
_TURNS = 3  # from letters to digits or back, in a long run: a word with its year has one
_SENDABLE = lazy(r"(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})+")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Veil:
    """What opens a source: what is `named` by its settings, and the pieces of its address that do.

    `logins` are name and password as they are sent, which servers say again in base64.
    """

    pieces: tuple[tuple[Kind, str], ...] = field(default=(), repr=False)
    named: str = field(default="", repr=False)
    logins: tuple[str, ...] = field(default=(), repr=False)

    def over(self, url: str) -> str:
        """Return an address with marks in the place of what opens the source; marks that others wrote are none."""
        bare = _MARK.sub(lambda found: quote(found[0]), url)
        for form in _as_sent(self.named):
            bare = bare.replace(form, NAMED)
        marks = {piece: f"{{secret{number}}}" for number, piece in enumerate(self.pieces, 1)}
        return _changed(bare, lambda kind, piece: _veiled(kind, piece, marks.get((kind, piece), "")))

    def off(self, url: str) -> str:
        """Return an address with what opens the source in the place of its marks."""
        held = {f"{{secret{number}}}": _value(*piece) for number, piece in enumerate(self.pieces, 1)}
        held |= {NAMED: placed(self.named)} if self.named else {}
        return _MARK.sub(lambda found: held.get(found[0], found[0]), url)

    @property
    def tokens(self) -> tuple[str, ...]:
        """What of it is so odd that it can be looked for in any text; not that by which pages are found (`code=7`)."""
        lent = [(kind, piece) for kind, piece in self.pieces if kind != "pair" or is_lent(piece)]
        found = [one for kind, piece in lent for one in _values(kind, piece) if is_odd(unquote(one))]
        return tuple(dict.fromkeys(filter(None, (self.named, *found, *map(unquote, found), *self.logins))))


def veil_of(address: str, named: str = "", *, by_shape: bool = True) -> Veil:
    """Return what opens the source of an address: its login, the values of telling parameters, drawn segments.

    Segments of the path are told by their shape alone: `by_shape` says whether they are.
    """
    found: dict[tuple[Kind, str], None] = {}
    logins: list[str] = []

    def note(kind: Kind, piece: str) -> str:
        if kind == "login" and len(piece) >= SHORTEST:
            logins.append(unquote(filled(piece, named)))
        if piece and _opens(kind, piece, by_shape=by_shape) and not _MARK.search(piece):
            found[kind, piece] = None
        return piece

    _changed(address, note)
    return Veil(tuple(found), named, tuple(logins))


def veiled(address: str) -> str:
    """Return an address as it is kept: with marks for what opens it, and as it is where nothing does."""
    marks = {piece: f"{{secret{number}}}" for number, piece in enumerate(veil_of(address).pieces, 1)}
    return _changed(address, lambda kind, piece: _veiled(kind, piece, marks.get((kind, piece), "")))


def is_veiled(address: str) -> bool:
    """Return whether an address lacks what opens it."""
    return bool(_MARK.search(address))


def for_others(address: str, *, by_shape: bool = False) -> str:
    """Return an address as readers may see it and follow it: without a login, lent parameters, and drawn segments."""

    def change(kind: Kind, piece: str) -> str:
        return _veiled(kind, piece, MASK) if kind == "segment" and _opens(kind, piece, by_shape=by_shape) else piece

    if "://" not in address:
        return public(address)
    before, number, fragment = address.partition("#")
    place = "" if any(_opens("pair", one, by_shape=False) for one in fragment.split("&")) else number + fragment
    return _MARK.sub(MASK, _changed(public(before), change)) + place


def filled(address: str, secret: str) -> str:
    """Return an address with the named secret in its place."""
    return address.replace(NAMED, placed(secret))


def placed(secret: str) -> str:
    """Return a secret as it stands in an address: as it is where that can be sent, else percent-encoded."""
    return secret if _SENDABLE.fullmatch(secret) else quote(secret, safe="")


def is_odd(text: str) -> bool:
    """Return whether a text can be looked for in others: it stands in none of them by chance."""
    return any(_is_odd_run(run) for run in _RUN.findall(text))


def _is_odd_run(run: str) -> bool:
    digits = sum(map(str.isdigit, run))
    if digits:
        return len(run) >= (SHORTEST if digits < len(run) else 10)
    return len(run) >= 12 and not (run.islower() or run.isupper() or run.istitle())


# --- in texts and bytes


def told(text: str) -> str:
    """Return a text that may name a source with each address of the web in it as messages show it."""
    return WEB.sub(lambda found: for_others(shown(found[0]), by_shape=True), text)


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text with a mask in the place of secrets, however they are written in addresses, markup and JSON."""
    for form in _forms(frozenset(secrets)):
        text = text.replace(form, MASK)
    return text


def blotted(raw: bytes, secrets: Iterable[str]) -> bytes:
    """Return a document with asterisks over secrets, as many as they have characters: no offset changes."""
    for form in _forms(frozenset(secrets)):
        for encoding in _ENCODINGS:
            said = form.encode(encoding, "surrogatepass")
            if said in raw:
                raw = raw.replace(said, ("*" * (len(said) // len("*".encode(encoding)))).encode(encoding))
    return raw


def holds(text: str, secrets: Iterable[str]) -> bool:
    """Return whether one of the secrets stands in a text."""
    return any(form in text for form in _forms(frozenset(secrets)))


def held(text: str, secrets: Iterable[str]) -> tuple[str, ...]:
    """Return those of the secrets that stand in a text: many places are then looked through for few."""
    return tuple(one for one in secrets if holds(text, (one,)))


@lru_cache(maxsize=512)
def _forms(secrets: frozenset[str]) -> list[str]:
    """Return secrets as texts may have them, the longest first."""
    every = {form for one in secrets if one for form in (*_as_sent(one), html.escape(one), _in_json(one), _packed(one))}
    return sorted(every, key=lambda form: (-len(form), form))


def _as_sent(secret: str) -> tuple[str, ...]:
    encoded = (quote(secret, errors="replace"), quote(secret, "", errors="replace"))
    plus = quote_plus(secret, errors="replace")
    every = (secret, *encoded, plus, *(re.sub("%..", lambda found: found[0].lower(), one) for one in encoded))
    return tuple(sorted(dict.fromkeys(filter(None, every)), key=len, reverse=True))


def _in_json(secret: str) -> str:
    return json.dumps(secret)[1:-1]


def _packed(secret: str) -> str:
    return base64.b64encode(secret.encode("utf-8", "surrogatepass")).decode("ascii").rstrip("=")


# --- what this process is not to say

_LEARNT: ContextVar[frozenset[str]] = ContextVar("learnt", default=frozenset())
"""Secrets that were learnt, for the last look at messages, the log, a traceback: a fault can come from anywhere, and
nobody hands its traceback the settings. Nothing that is chosen, kept or rendered depends on them."""

_SHORTEST_SAID = 6  # a shorter one would take words out of messages


def never_say(secrets: Iterable[str]) -> None:
    """Let no message have these from now on."""
    _LEARNT.set(_LEARNT.get() | {secret for secret in secrets if len(secret) >= _SHORTEST_SAID})


def unsaid(text: str) -> str:
    """Return a text without what is not to be said."""
    return without(text, _LEARNT.get())


# --- the pieces of an address


def _changed(address: str, change: Callable[[Kind, str], str]) -> str:
    """Return an address of the web with each piece changed that may open it, in order."""
    scheme, slashes, rest = address.partition("://")
    if not slashes:
        return address
    whole, number, fragment = rest.partition("#")
    before, question, query = whole.partition("?")
    place, *segments = before.split("/")
    login, at, host = place.rpartition("@")
    path = [f"{change('login', login)}{at}{host}", *(change("segment", one) for one in segments)]
    asked, placed_at = ("&".join(change("pair", one) for one in part.split("&")) for part in (query, fragment))
    return f"{scheme}{slashes}{'/'.join(path)}{question}{asked}{number}{placed_at}"


def _opens(kind: Kind, piece: str, *, by_shape: bool) -> bool:
    if kind == "login":
        return True
    if kind == "pair":
        return bool(piece.partition("=")[2] and TELLING.search(unquote(piece.rpartition("=")[0])))
    return by_shape and _is_drawn(_SUFFIX.sub("", piece))


def _is_drawn(segment: str) -> bool:
    """Return whether a segment of a path looks like a drawn token: no words, no date, no number, no UUID."""
    if not _DRAWN.fullmatch(segment):
        return False
    return any(len(run) >= _LONG_RUN and _turns(run) >= _TURNS for run in _RUN.findall(segment))


def _turns(run: str) -> int:
    return sum(one.isdigit() != other.isdigit() for one, other in pairwise(run))


def _value(kind: Kind, piece: str) -> str:
    """Return what of a piece the mark stands for."""
    if kind == "pair":
        return piece.partition("=")[2]
    return _SUFFIX.sub("", piece) if kind == "segment" else piece


def _values(kind: Kind, piece: str) -> tuple[str, ...]:
    value = _value(kind, piece)
    if kind == "login":
        return (value.partition(":")[2],)
    return (value, *re.split("[=;]", value)) if kind == "pair" else (value,)


def _veiled(kind: Kind, piece: str, mark: str) -> str:
    """Return a piece with a mark in the place of its value."""
    if not mark:
        return piece
    if kind == "pair":
        return f"{piece.partition('=')[0]}={mark}"
    return mark + piece[len(_value(kind, piece)) :]
