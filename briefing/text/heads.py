"""Whom a noun phrase names: its head, and what belongs to it.

"The ministry in Moscow" and "a spokesman for Feld" speak for whom they belong to. "Critics of Feld" and "an attack on
Kyiv" do not: what opposes, meets or does something to somebody is another than they.
"""

from __future__ import annotations

import re

from briefing.model.records import dataclass
from briefing.text.clauses import PREPOSITIONS, WORD, has_name, words
from briefing.text.closed_class import ANYBODY, COMMON, DETERMINERS, QUANTIFIERS

_SENT_ABROAD = frozenset(
    "ambassador commander delegate delegation diplomat embassy envoy forces general mediator mission member negotiator "
    "representative team troops army officer".split()
)
_OFFICES = _SENT_ABROAD | frozenset(
    "administration adviser advisor aide authorities cabinet campaign chancellor chief council court deputy "
    "director government governor head king lawmaker leader leadership legislator mayor military ministry minister "
    "mp navy office official parliament police premier presidency president prosecutor queen secretary senator "
    "spokesman spokesperson spokeswoman".split()
)
_DOCUMENTS = frozenset(
    "announcement communique decree directive document email letter message note order post readout release report "
    "statement transcript".split()
)
_KINDS = frozenset(
    "armed chief defence defense deputy economy energy federal finance foreign interior interim internal affairs "
    "health justice prime security senior state top transport vice".split()
)
_OPPOSED = re.compile(
    r"\b(?:critics?|opponents?|opposition|opposing|opposes?|opposed|rivals?|foes?|enem(?:y|ies)|adversar(?:y|ies)"
    r"|dissidents?|exiles?|exiled|defectors?|deserters?|renegades?|detractors?|turned|victims?|anti-\w+)\b"
    r"|['’]s?\s+(?:\w+\s+){0,2}(?:all(?:y|ies)|partners?|backers?|neighbou?rs?|friends|supporters)\b",
    re.IGNORECASE,
)
_SUCH = ("such ", "known ", ", ")  # ... as: what follows is still who acts
_COUNTING = QUANTIFIERS | ANYBODY | DETERMINERS | frozenset(["one"])  # ... of: what follows is who is counted
_ENDING = PREPOSITIONS | frozenset("who whose which where".split())
_APART = frozenset("against on onto to toward towards upon with versus".split())


@dataclass(frozen=True, slots=True)
class Actor:
    """The span of a sentence that names who speaks (`speaks`) or acts in it.

    `whole` is where the phrase ends with what belongs to its head: "the ministry" with "in Moscow"; 0 if nothing does.
    """

    start: int
    end: int
    speaks: bool
    whole: int = 0


def named_actor(bare: str, start: int, end: int, *, speaks: bool) -> Actor | None:
    """Return who is named by the noun phrase of a sentence at `start` to `end`, or None if nobody is."""
    head = _head_end(bare, start, end)
    whole = _whole_end(bare, head, end) if _speaks_for(bare[start:head], bare[head:end]) else 0
    if has_name(bare[start:head]):
        return Actor(start, head, speaks, whole)
    return Actor(start, whole, speaks) if whole and has_name(bare[start:whole]) else None


def opposed(phrase: str) -> bool:
    """Whether a noun phrase names somebody by whom they oppose, left or suffer from: "the Kremlin's critics"."""
    return bool(_OPPOSED.search(phrase))


def _head_end(bare: str, start: int, end: int) -> int:
    """Return where the head of a noun phrase ends: before its first preposition."""
    for word in WORD.finditer(bare, start, end):
        before = bare[start : word.start()]
        counting = bool(before.strip()) and _COUNTING.issuperset(words(before))
        if word[0].lower() in _ENDING and not counting and not before.endswith(_SUCH):
            return word.start()
    return end


def _whole_end(bare: str, head: int, end: int) -> int:
    apart = [word.start() for word in WORD.finditer(bare, head, end) if word[0].lower() in _APART]
    return apart[0] if apart else end


def _speaks_for(head: str, rest: str) -> bool:
    """Whether the head is an office, a body or a document that speaks for whom the rest names: "for Feld"."""
    last = head.rsplit(",", 1)[-1] if head.rstrip(" ,").count(",") else head
    nouns = [_singular(word) for word in words(last) if not word.endswith("ed")]
    link = (words(rest) or [""])[0]
    if not nouns or "former" in nouns:
        return False
    if nouns[-1] in _DOCUMENTS:
        return link in {"by", "from"}
    if nouns[-1] in _OFFICES:
        return link in {"of", "for", "from", *(["in"] if nouns[-1] not in _SENT_ABROAD else [])} and not _foreign(last)
    return link == "of" and not _OFFICES.isdisjoint(nouns)


def _foreign(head: str) -> bool:
    """Whether a head names more than an office: "the US embassy" in Moscow is not Moscow's."""
    named = [word[0].lower() for word in WORD.finditer(head) if word[0][0].isupper()]
    return any(_singular(word) not in _OFFICES | _KINDS and word not in _KINDS | COMMON for word in named)


def _singular(word: str) -> str:
    if word in _OFFICES:
        return word
    return re.sub(r"s$", "", re.sub(r"ies$", "y", word))
