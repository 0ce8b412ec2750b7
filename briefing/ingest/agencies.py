"""Names of newsrooms: the agencies that others print, and how the names of papers look."""

from __future__ import annotations

import re

from briefing.ingest.characters import squeeze

_AGENCIES = {
    squeeze(name): short
    for short, names in {
        "AP": "AP/Associated Press/The Associated Press",
        "AFP": "AFP/Agence France-Presse",
        "Reuters": "Reuters/Thomson Reuters",
        "UPI": "UPI/United Press International",
        "PA": "PA/PA Media/Press Association",
        "CP": "CP/Canadian Press/The Canadian Press",
        "TASS": "TASS/ITAR-TASS/ТАСС",
        "RIA Novosti": "RIA/RIA Novosti/РИА Новости",
        "Interfax": "Interfax/Интерфакс",
        "Interfax-Ukraine": "Interfax-Ukraine/Інтерфакс-Україна",
        "Ukrinform": "Ukrinform/Укрінформ/Укринформ",
        "UNIAN": "UNIAN/УНІАН/УНИАН",
        "Anadolu": "Anadolu/Anadolu Agency/AA",
        "Bloomberg": "Bloomberg/Bloomberg News",
        "Kyodo": "Kyodo/Kyodo News",
        "dpa": "dpa/dpa-AFX/Deutsche Presse-Agentur",
        "EFE": "EFE/Agencia EFE",
    }.items()
    for name in names.split("/")
} | {
    squeeze(name): name
    for name in (
        "AAP ANI ANSA ANP APA ATS Belga BelTA Europa-Press IANS IRNA Jiji KNA Lusa MTI NTB PAP PTI Ritzau SDA SID STT "
        "Xinhua Yonhap epd"
    ).split()
}

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


def agency(name: str) -> str:
    """Return the short name of a news agency, or "" where the name is not one of those known."""
    return _AGENCIES.get(squeeze(name), "")


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
