"""Who sends or gets a mail: "Name <somebody@example.org>", and which domain that is."""

from __future__ import annotations

import re

from briefing.model.records import dataclass
from briefing.text.patterns import lazy

_NAMED = lazy(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")
_LOCAL = lazy(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ANY_LETTERS = lazy(r"[^\x00-\x20\x7f-\xa0\"(),.:;<>@\[\\\]]+(?:\.[^\x00-\x20\x7f-\xa0\"(),.:;<>@\[\\\]]+)*")
_DOMAIN = lazy(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*")
_UNSEEN = lazy("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST = 64, 253  # characters of a local part, of a domain


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, "" where there is none, and an address: a domain in other letters is written in Punycode."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]

    @property
    def other_letters(self) -> bool:
        """Whether there are others than those of ASCII before the @, for which a server needs SMTPUTF8."""
        return not self.address.isascii()


def mailbox(text: str, *, any_letters: bool = False) -> Mailbox:
    """Return the one mailbox that a text names: an address alone, or a name before an address in angle brackets.

    What stands before the @ is ASCII, unless it may have `any_letters`. Raises ValueError that says what is wrong.
    """
    if _UNSEEN.search(text):
        raise ValueError("holds a line's end or a control character")
    named = _NAMED.fullmatch(text)
    if not named and ("<" in text or ">" in text):
        raise ValueError('is not a name and one address; write it as in "The desk <desk@example.org>"')
    name = _unquoted(named["name"]) if named else ""
    return Mailbox(
        name, _address((named["address"] if named else text).strip(), _ANY_LETTERS if any_letters else _LOCAL)
    )


def _unquoted(name: str) -> str:
    quoted = len(name) > 1 and name[0] == name[-1] == '"'
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if quoted else name


def _address(text: str, before: re.Pattern[str]) -> str:
    local, at, domain = text.rpartition("@")
    if not at:
        raise ValueError("is no mail address; write it as in desk@example.org")
    if "," in text or ";" in text or "@" in local:
        raise ValueError("holds more than one address; write each as a text of its own")
    if not before.fullmatch(local) or len(local.encode()) > _LONGEST[0]:
        raise ValueError(f'is no mail address: "{local}" cannot stand before the @')
    return f"{local}@{_domain(domain)}"


def _domain(text: str) -> str:
    try:
        domain = text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    if not _DOMAIN.fullmatch(domain) or len(domain) > _LONGEST[1]:
        raise ValueError(f'is no mail address: "{text}" is no domain')
    return domain
