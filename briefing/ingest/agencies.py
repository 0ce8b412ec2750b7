"""Names of newsrooms: agencies, and how the names of papers look."""

from __future__ import annotations

import re

from briefing.text.agencies import agency

__all__ = ["agency", "is_name", "is_newsroom"]

_PAPER_WORDS = re.compile(
    r"(?:times|post|herald|courier|tribune|journal|gazette|guardian|chronicle|dispatch|ledger|mirror|telegraph|observer|independent"
    r"|sun|globe|standard|express|mail|echo|inquirer|examiner|register|record|review|monitor|news|daily|weekly|press|presse|wire|newswire"
    r"|agency|bulletin|today|broadcasting|\w*(?:zeitung|anzeiger|blatt|post|presse|nachrichten)|allgemeine|kurier|spiegel|welt|monde"
    r"|figaro|libération|croix|país|mundo|diario|noticias|vanguardia|gazeta|corriere|repubblica|stampa|новости|известия|газета|правда"
    r"|новини|вісті|правда)",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset("of the and & for de la le les el los der die das und et y di del da i і и та".split())
_MOST_WORDS = 6


def is_name(text: str) -> bool:
    """Return whether the text is a name: a few words with capital letters."""
    words = text.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and all(w[0].isupper() or w in _SMALL_WORDS for w in words)
        and words[-1] not in _SMALL_WORDS
    )


def is_newsroom(name: str) -> bool:
    """Return whether the name is that of an agency, or looks like that of a paper."""
    words = name.split()
    named = is_name(name) and any(_PAPER_WORDS.fullmatch(word.strip(".,’'")) for word in words)
    return bool(agency(name)) or (named and (len(words) > 1 or not _PAPER_WORDS.fullmatch(name)))
