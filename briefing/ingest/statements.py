"""What single lines of a document say of it: date lines, by-lines, copyright, "Original url", messages to readers."""

from __future__ import annotations

import re

from briefing.ingest.addresses import ADDRESS
from briefing.ingest.agencies import agency, is_name, is_newsroom
from briefing.ingest.draft import Facts, known
from briefing.model import Dating
from briefing.text.patterns import lazy
from briefing.text.times import Stamp, only_date

_LONGEST = 160
_APART = lazy(r"\s*[|•·]\s*|\s+[–—-]\s+")
_BY = lazy(
    r"(?:by|written\s+by|reported\s+by|author|authors|von|autor|par|por|автори?|авторы)\s*:?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_PERSON = r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|den|la|al|bin|di|da|el)\s+)*[^\W\d_a-z][\w.'’-]*){0,3}"
_PEOPLE = lazy(
    rf"(?P<people>{_PERSON}(?:(?:\s*,\s*|\s+)(?:and|und|et|y|і|и|та|&)\s+{_PERSON}|,\s+{_PERSON}(?=,|\s+and\b|\s+und\b)){{0,4}})"
)
_ROLE = lazy(r"(?:[,;/]\s*|\s+(?:in|at|for)\s+).{2,60}")
_READING_TIME = lazy(r"\d+\s*min(?:ute)?s?\.?(?:\s+read)?", re.IGNORECASE)
_COPYRIGHT = lazy(
    r"(?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?,?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^.|,;\n]{1,60}?)(?:\s+(?:19|20)\d\d)?\s*(?:[.|,;]|all\s+rights|alle\s+rechte|$)",
    re.IGNORECASE,
)
_RIGHTS = lazy(
    r"(?P<name>[^.|,;©]{2,60})[.,]\s+(?:all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten)\W*", re.IGNORECASE
)
_MESSAGE = lazy(
    r"(?:an?|eine?|une??|una?)?\s*(?:message|note|letter|appeal|word|nachricht|mensaje|повідомлення|сообщение)\s+(?:from|by|von|de|від|от)\s+"
    r"(?:(?:all\s+of\s+us|everyone|the\s+(?:editors?|team|staff|newsroom))\s+(?:at|of)\s+)?(?P<name>[^:.!?,]{2,60}?)\s*:?",
    re.IGNORECASE,
)
_READERS = lazy(
    r"\breaders?\b|\bsupport (?:us|our)\b|\bLeser|\blect(?:eurs?|or(?:es)?)\b|\bчитач|\bчитател", re.IGNORECASE
)
_URL_LABEL = lazy(
    r"(?:original(?:ly)?(?:\s+(?:url|link|article|published(?:\s+(?:at|on|by))?))?|source(?:\s+(?:url|link))?|permalink|canonical(?:\s+url)?"
    r"|(?:article\s+)?(?:url|link)|retrieved\s+from|read\s+the\s+original(?:\s+at)?|quelle|fuente|оригинал|оригінал|источник|джерело)"
    r"\s*(?P<colon>:?)\s*(?P<rest>.*)",
    re.IGNORECASE,
)


def read_line(text: str) -> Facts | None:
    """Return what a line at the head of a report says (date, author, publisher), or None where it is no such line."""
    if len(text) > _LONGEST:
        return None
    whole = _facts([text])
    if whole:
        return whole
    return _facts(_APART.split(text)) or _facts(re.split(r",\s+", text, maxsplit=1))


def _facts(segments: list[str]) -> Facts | None:
    """Return what the segments say, where each is a date, a by-line, a name or a reading time, not all mere names."""
    segments = [one.strip(" ,") for one in segments if one.strip(" ,")]
    stamps = [stamp for one in segments if (stamp := only_date(one))]
    authors = [name for one in segments if (name := byline(one))]
    others = [one for one in segments if not only_date(one) and not byline(one) and not _READING_TIME.fullmatch(one)]
    if not (stamps or authors) or not all(map(is_name, others)):
        return None
    newsroom = next((one for one in others if is_newsroom(one) and not agency(one)), None)
    return Facts(
        publisher=known(newsroom, "stated"),
        author=known(authors[0] if authors else None, "stated"),
        published=dating(min(stamps, key=lambda one: one.updated)) if stamps else Dating(),
    )


def dating(stamp: Stamp) -> Dating:
    """Return the date that a document states."""
    return Dating(stamp.date, stamp.moment, "stated", "the date of an update" if stamp.updated else "")


def byline(text: str) -> str:
    """Return the names of a by-line ("By Jane Doe, Staff Writer"), or "" where the text is none."""
    by = _BY.fullmatch(text)
    people = _PEOPLE.match(by["names"]) if by and text[-1:] not in ".!?:" else None
    if not by or not people:
        return ""
    rest = by["names"][people.end() :]
    return people["people"] if not rest or _ROLE.fullmatch(rest) else ""


def copyright_holder(text: str) -> str:
    """Return who holds the rights ("© 2025 The Harbour Post"), or ""; agencies are credits, not publishers."""
    match = (_COPYRIGHT.match(text.lstrip(" *")) or _RIGHTS.fullmatch(text)) if len(text) <= _LONGEST else None
    name = match["name"].strip() if match else ""
    return name if is_name(name) and not agency(name) else ""


def sender(text: str, following: str) -> str:
    """Return who addresses the readers in "A message from The Harbour Post:", or "" where nobody does."""
    match = _MESSAGE.fullmatch(text) if len(text) <= _LONGEST else None
    return match["name"] if match and is_name(match["name"]) and _READERS.search(following) else ""


def labelled_address(text: str, link: str, following: str) -> tuple[str, bool]:
    """Return the address that a line says is the document's own, and whether it stands in the following line.

    "Original url: https://...", "Source:" over an address alone, a label before a link.
    """
    match = _URL_LABEL.fullmatch(text) if len(text) <= _LONGEST * 3 else None
    if not match:
        return "", False
    rest = match["rest"].strip("<> ")
    if ADDRESS.fullmatch(rest):
        return rest, False
    if not rest and ADDRESS.fullmatch(following.strip("<> ")):
        return following.strip("<> "), True
    linked = match["colon"] and rest and ADDRESS.fullmatch(link) and len(rest.split()) <= 15
    return (link, False) if linked else ("", False)
