"""The news agencies that others print, under the names that they are credited by."""

from __future__ import annotations

import re
import unicodedata


def _letters(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())


_AGENCIES = {
    _letters(name): short
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
    _letters(name): name
    for name in (
        "AAP ANI ANSA ANP APA ATS Belga BelTA Europa-Press IANS IRNA Jiji KNA Lusa MTI NTB PAP PTI Ritzau SDA SID STT "
        "Xinhua Yonhap epd"
    ).split()
}

_ADDED = re.compile(
    r"(?:\s+(?:news(?:\s*wires?|\s+agency|\s+service)?|agency|wires?|writers?)|\.(?:com|org|net))$", re.IGNORECASE
)
_DATELINE = re.compile(r"^[^\n()]{2,60}\((?P<name>[^()\n]{2,30})\)\s*(?:[-–—]|:)", re.MULTILINE)
_OPENING = 600  # characters of a report in which its dateline stands


def agency(name: str) -> str:
    """Return the short name of a news agency, or "" where the name is not one of those known."""
    return _AGENCIES.get(_letters(name)) or _AGENCIES.get(_letters(_ADDED.sub("", name.strip())), "")


def dateline_agency(text: str) -> str:
    """Return the agency in the dateline of a report ("VELMAR (Reuters) -"), or ""."""
    found = _DATELINE.search(text[:_OPENING])
    return agency(found["name"]) if found else ""
