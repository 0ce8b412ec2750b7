r"""Which words can a match of a pattern begin with? So a text with none of them need not be searched for it.

It reads the part of the syntax that `phrases` is written in: words, groups, classes, repeats, `\w \W \s \d \b`, and
what looks around. What it cannot tell it says it cannot: a lead is never missed, at worst too short.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 7
"""Characters of a lead: more would tell hardly more words apart."""

_TOKEN = re.compile(
    r"""(?x) (?P<plain>[^()|\[\]\\?*+{}.^$]+(?![?*+{])) | (?P<flags>\(\?[a-z]+\)) | (?P<end>\(\?!\[\\w[^\]]*\]\))
    | (?P<around>\(\?<?[=!]) | (?P<group>\((?:\?(?:P<\w+>|-?[a-z]*:))?) | (?P<close>\)) | (?P<or>\|)
    | (?P<class>\[\^?\]?(?:\\.|[^\]\\])*\]) | (?P<times>[?*+]|\{\d*,?\d*\}) | (?P<escape>\\.) | (?P<any>[.^$])
    | (?P<one>.)""",
    re.DOTALL,
)
_MEMBER = re.compile(r"\\.|(.)-(?=.)|.", re.DOTALL)
_GAP, _WILD = "\0", "\1"
_ESCAPES = {"w": _WILD, "d": "0", "s": _GAP, "W": _GAP, "S": _WILD, "D": _WILD, "b": _GAP}
_WORD = re.compile(r"©|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Leads:
    """What a match can begin with: whole words, and beginnings of words, in the form of `words_in`."""

    words: frozenset[str]
    beginnings: frozenset[str]


def words_in(text: str) -> list[str]:
    """Return the words of a text, in the form that leads have: in one case, digits as 0, "©" a word."""
    if text.isascii() and text.isalpha():
        return [text.lower()]
    return [_digits_as_one(_folded(word)) for word in _WORD.findall(text)]


def leads_of(pattern: re.Pattern[str]) -> Leads | None:
    """Return the words that a match can begin with, behind marks; None where that may be any word."""
    tokens = ((str(found.lastgroup), found.group()) for found in _TOKEN.finditer(pattern.pattern))
    found = _alternatives(tokens, frozenset({""}))
    if any(lead in {"", _WILD} for lead in found):
        return None
    whole = frozenset(lead[:-1] for lead in found if lead[-1] == _GAP)
    return Leads(whole, frozenset(lead.rstrip(_WILD) for lead in found if lead[-1] != _GAP))


def _folded(text: str) -> str:
    return text.replace("İ", "i").casefold().replace("ı", "i")  # as patterns that ignore case take them


def _digits_as_one(word: str) -> str:
    return word if word.isalpha() else "".join("0" if c.isdecimal() else c for c in word)


def _alternatives(tokens: Iterator[tuple[str, str]], before: frozenset[str]) -> frozenset[str]:
    """Return what may stand up to the end of the group, behind what stands before it."""
    found, now, last = frozenset[str](), before, before
    for kind, text in tokens:
        if kind == "close":
            break
        if kind == "or":
            found, now, last = found | now, before, before
        elif kind == "times":
            now = _repeated(text, last, now)
        else:
            last, now = now, _behind(kind, text, tokens, now)
    return found | now


def _behind(kind: str, text: str, tokens: Iterator[tuple[str, str]], before: frozenset[str]) -> frozenset[str]:
    if kind in {"group", "around"}:
        inside = _alternatives(tokens, before)
        return inside if kind == "group" else before
    if kind in {"flags", "any"} and text != ".":
        return before
    if all(map(_is_told, before)):
        return before
    return frozenset(_cut(lead + sign) for lead in before for sign in _signs(kind, text))


def _signs(kind: str, text: str) -> frozenset[str]:
    """Return what a part of a pattern stands for: words, a gap between words, or anything."""
    if kind == "class":
        return _members(text[1:-1])
    if kind == "escape" and text[1] in _ESCAPES:
        return frozenset({_ESCAPES[text[1]]})
    if kind in {"end", "any"}:
        return frozenset({_GAP if kind == "end" else _WILD})
    return frozenset({"".join(map(_sign, _folded(text.removeprefix("\\") if kind == "escape" else text)))})


def _members(inside: str) -> frozenset[str]:
    if inside.startswith("^"):
        return frozenset({_GAP if "\\w" in inside else _WILD})
    found = frozenset[str]()
    for member in _MEMBER.finditer(inside):
        escaped = member[0].startswith("\\")
        found |= {_WILD} if member[1] else _signs("escape" if escaped else "one", member[0])
    return found


def _sign(character: str) -> str:
    if character == "©":
        return _GAP + character + _GAP
    if not character.isalnum():
        return _GAP
    return "0" if character.isdecimal() else character


def _cut(lead: str) -> str:
    """Return the lead up to the end of its first word; nothing of what stands before that."""
    word, gap, _ = lead.lstrip(_GAP).partition(_GAP)
    told, wild, _ = word.partition(_WILD)
    return told[:LONGEST] if len(told) >= LONGEST else told + (wild or gap)


def _is_told(lead: str) -> bool:
    return len(lead) >= LONGEST or lead[-1:] in {_GAP, _WILD}


def _repeated(times: str, without: frozenset[str], once: frozenset[str]) -> frozenset[str]:
    """Return what stands behind something that may be left out, or come again."""
    least, most = _bounds(times)
    again = (lead if _is_told(lead) or lead in without else lead + _WILD for lead in once)
    found = once if most == 1 else frozenset(again)
    return found if least else found | without


def _bounds(times: str) -> tuple[int, int]:
    if times in "?*+":
        return int(times == "+"), 1 if times == "?" else 2
    least, _, most = times[1:-1].partition(",")
    return int(least or 0), int(most or 2) if "," in times else int(least)
