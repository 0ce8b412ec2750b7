"""To whom a sentence is attributed outside of its quotations: "..., officials said", "..., said Ines Talbot"."""

from __future__ import annotations

import re
from itertools import islice

from briefing.text.clauses import PREPOSITIONS, SAYING, WORD, behind_break, clause_end, has_name, has_verb, words
from briefing.text.closed_class import (
    ARTICLES,
    CALENDAR,
    COORDINATORS,
    NUMBERS,
    RELATIVES,
    SUBORDINATORS,
)

_TELLING = frozenset("told tells informed reminded assured warned".split())
_INVERTED = frozenset(
    "said says say wrote writes warned argued argues claimed insisted explained reported reports noted notes declared "
    "stated admitted acknowledged recalled replied added adds".split()
)
_PARENTHETIC = (
    _INVERTED
    | _TELLING
    | frozenset(
        "announced announces asserted asserts alleged claims complained concluded confirmed confirms contended "
        "continued disclosed estimated estimates explains insists joked maintained mentioned pledged posted predicted "
        "proclaimed quipped remarked report reiterated repeated responded revealed states stressed suggested suggests "
        "testified tweeted vowed warns".split()
    )
)
_BREAK = re.compile(r",|\s{4,}|[”\"]|''|\s[-–]\s|--|—")  # a comma, or where a quotation stood
_INSERTING = re.compile(r",|\s?[-–—]")
_PRONOUN = re.compile(rf",\s*(?:he|she|they|it)\s+(?:(?:also|then|had|has|later)\s+)?(?:{'|'.join(sorted(SAYING))})\b")
_AS = re.compile(r"\W*(?:as\s+)?")
_BEFORE_VERB = re.compile(r"(?:\s+(?:has|have|had|also|later|earlier|then|once|repeatedly|reportedly))*\s*$")
_GOES_ON = re.compile(r"\b(?:who|whose|which|where|as|when|while|after|before|because|if)\b")
_NO_START = COORDINATORS | SUBORDINATORS | RELATIVES | PREPOSITIONS | frozenset(["not"])
_WHEN = CALENDAR | frozenset(
    "today yesterday tomorrow earlier later last this early late again too recently then".split()
)
_MOST = 20  # verbs of saying that are looked at in a sentence
_LONGEST = 12  # words of a speaker


def attribution(bare: str) -> tuple[int, int] | None:
    """Return the span of the speaker that an unquoted attribution names, behind the sentence or put into it."""
    aside = _PRONOUN.search(bare)
    if aside:
        return aside.start(), aside.end()
    verbs = (word for word in WORD.finditer(bare) if word[0].lower() in _PARENTHETIC)
    for verb in islice(verbs, _MOST):
        found = _behind(bare, verb) or _before(bare, verb)
        if found:
            return found
    return None


def _behind(bare: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Return the speaker behind the verb: ", said Ines Talbot on Monday"."""
    if verb[0] not in _INVERTED or not behind_break(bare, verb.start()):
        return None
    stop = clause_end(bare, verb.end())
    phrase = _GOES_ON.split(bare[verb.end() : stop], maxsplit=1)[0]
    first = (words(phrase) or ["that"])[0]
    speaks = has_name(phrase) or first in ARTICLES | NUMBERS
    adds = verb[0].startswith("add") and "to" in words(phrase)  # "added Ardenia to its list"
    if not speaks or adds or first in _WHEN or not _is_phrase(phrase) or not _follows(bare, verb, stop):
        return None
    return verb.end(), verb.end() + len(phrase)


def _follows(bare: str, verb: re.Match[str], stop: int) -> bool:
    """Whether the verb stands behind a clause or is put in between commas: not "Odo Marchetti, the premier, said"."""
    before = _BREAK.split(bare[: verb.start()])[:-1]
    ends = bare[stop : stop + 1] in {"", ",", "."} and not re.search(r"\s{4}", bare[verb.end() : stop])
    return ends and (len(before) == 1 or any(map(_is_clause, before)))


def _before(bare: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Return the speaker before the verb, if nothing but a time, a place or a listener follows: ", Feld said"."""
    if not _closes(bare, verb):
        return None
    breaks = list(_BREAK.finditer(bare, 0, verb.start()))
    edges = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), verb.start()]
    pieces = [bare[start:end] for start, end in zip(edges, ends, strict=True)]
    quoted = max((n for n, found in enumerate(breaks, 1) if not _INSERTING.match(found[0])), default=0)
    at = _speaking(pieces, quoted)
    if not at or ("and" in words(pieces[at]) and not (quoted or any(map(_is_clause, pieces[:at])))):
        return None
    return edges[at] + _AS.match(pieces[at]).end(), verb.start()  # type: ignore[union-attr]


def _speaking(pieces: list[str], quoted: int) -> int:
    """Return which piece names the speaker, from the one behind a quotation on; 0 if only the subject can."""
    at = len(pieces) - 1
    if not pieces[at].strip():  # ", Odo Marchetti, the premier, said"
        at -= 1
        while at > quoted and not _is_clause(pieces[at - 1]):
            at -= 1
        return at if at > 0 and has_name(pieces[at]) and _is_phrase(pieces[at]) else 0
    return at if _is_phrase(pieces[at]) else 0


def _is_clause(piece: str) -> bool:
    return not piece.strip() or (has_verb(piece) and words(piece)[0] not in RELATIVES)


def _closes(bare: str, verb: re.Match[str]) -> bool:
    """Whether what was said is not told behind the verb."""
    rest = bare[verb.end() : clause_end(bare, verb.end())]
    own = _GOES_ON.split(rest, maxsplit=1)[0]
    first = words(rest)[:1]
    told = not first or verb[0] in _TELLING or first[0] in _WHEN | PREPOSITIONS | {"as", "when", "while", "after"}
    return told and "that" not in words(own) and not has_verb(own)


def _is_phrase(piece: str) -> bool:
    """Whether a piece can be a speaker: a short noun phrase without a verb."""
    phrase = _BEFORE_VERB.sub("", piece[_AS.match(piece).end() :])  # type: ignore[union-attr]
    inside = words(phrase)
    if not 0 < len(inside) <= _LONGEST or inside[0] in _NO_START or inside[-1] in _NO_START | ARTICLES:
        return False
    return not has_verb(phrase) and not re.match(r"[a-z]+ing\b", phrase)
