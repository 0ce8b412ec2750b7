"""Bytes -> Article: the one way in, for files and for whatever is fetched."""

from __future__ import annotations

import hashlib
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.ingest.addresses import facts_of_address, name_of_site
from briefing.ingest.bounds import Beginning, beginning, bounded
from briefing.ingest.characters import clean
from briefing.ingest.detect import detect
from briefing.ingest.draft import Facts, known, merge, set_text
from briefing.ingest.identify import identify
from briefing.model import Article, Dating, Given, Known, article_key
from briefing.model.records import dataclass
from briefing.text.addresses import untracked
from briefing.text.agencies import agency
from briefing.text.masking import public
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.ingest.draft import Draft
    from briefing.model import Arrival

_CLOCKS_DIFFER, _FARTHEST_EAST = timedelta(minutes=15), timedelta(hours=14)
_OF_TEXT = {
    "plain": "briefing.ingest.plain",
    "markdown": "briefing.ingest.markdown",
    "html": "briefing.ingest.pages",
    "entry": "briefing.ingest.entries",
}
_RUNNING = frozenset(("plain", "markdown"))
"""The formats in which nearly every character is one of the text."""

_OF_BYTES = {"pdf": "briefing.ingest.pdf", "docx": "briefing.ingest.docx", "mail": "briefing.ingest.mail"}
"""The modules of the formats, read from text or from bytes: a day has few of them, and need not load the others."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a document from outside: of this very one, by its feed, of its source in general."""

    itself: Given = field(default=Given())
    feed: Facts = field(default=Facts())
    source: Given = field(default=Given())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document comes from: the source's name, and the path (with forward slashes) that messages name."""

    source: str = ""
    path: str = ""


def read_document(raw: bytes, told: Told, place: Place) -> Article:
    """Return the article that the bytes hold.

    Raises InputError (of the place's path) where they hold no text.
    """
    draft = _draft(raw, place.path)
    if not any(any(map(str.isalnum, part.text)) for part in draft.parts):
        raise InputError(place.path, "no text in it")
    identity = identify(draft.parts, merge([given_facts(told.itself), *draft.facts, told.feed]).title.value)
    text, blocks = set_text(identity.parts)
    facts = _believed(told, identity.facts, draft)
    return Article(
        key=article_key(raw, *_names(told)),
        text=text,
        blocks=blocks,
        title=facts.title,
        publisher=_named(facts.publisher, text),
        author=facts.author,
        url=_untracked(_opened_by_all(facts.url, told.feed.url)),
        published=facts.published,
        source=place.source,
        path=place.path,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        credits=_others(identity.credits, facts.publisher.value or ""),
        notes=draft.notes,
    )


def read_arrival(arrival: Arrival) -> Article:
    """Return the article that a document holds which a source has handed over.

    Raises InputError (of the arrival's path) where it holds no text.
    """
    told = Told(arrival.itself, _as_from_feed(given_facts(arrival.feed)), arrival.general)
    return read_document(arrival.raw, told, Place(arrival.source, arrival.path))


def checked_date(article: Article, seen: datetime) -> Article:
    """Return the article without a date, or a moment, that had not come when it was seen; a note says so.

    A publisher who labels local time as Greenwich's is hours ahead: then the day stands and the moment goes. A day
    still to come cannot be true, and would hide the report until then: it is left undated, and may be dated by the
    others.
    What the user said is not touched. `seen` is aware of its zone.
    """
    dating, now = article.published, seen.astimezone(UTC)
    if dating.day is None or dating.basis == "given" or not _is_ahead(dating, now):
        return article
    said = (dating.moment or dating.day).isoformat()
    if dating.day <= now.date():
        kept, note = replace(dating, moment=None), f"said to be of {said}, after it was seen: the time is not believed"
    else:
        kept, note = Dating(), f"said to be of {said}, after it was seen: not believed"
    return replace(article, published=kept, notes=(*article.notes, note))


def _is_ahead(dating: Dating, now: datetime) -> bool:
    if dating.moment:
        return dating.moment > now + _CLOCKS_DIFFER
    return dating.day is not None and dating.day > (now + _FARTHEST_EAST).date()


def _as_from_feed(facts: Facts) -> Facts:
    """Return what is known, by the feed's word."""
    said = (facts.title, facts.publisher, facts.author, facts.url)
    title, publisher, author, url = (known(one.value, "feed") for one in said)
    day = replace(facts.published, basis="feed") if facts.published.day else facts.published
    return Facts(title, publisher, author, url, day)


def _draft(raw: bytes, path: str) -> Draft:
    document = detect(raw, path)
    if document.format in _OF_BYTES:
        parse: Callable[[bytes, str], Draft] = import_module(_OF_BYTES[document.format]).parse
        return bounded(parse(raw, path))
    parse_text: Callable[[str], Draft] = import_module(_OF_TEXT[document.format]).parse
    text = clean(document.text)
    looked_at = beginning(text) if document.format in _RUNNING else Beginning(text)
    draft = bounded(parse_text(looked_at.text), whole=looked_at.whole)
    return replace(draft, notes=(*document.notes, *draft.notes))


def _others(credits_: tuple[str, ...], publisher: str) -> tuple[str, ...]:
    """Return the credits without the publisher's own name, as it stands in a copyright line."""
    own = _bare(publisher)
    return tuple(name for name in credits_ if _bare(name) != own)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def given_facts(given: Given) -> Facts:
    """Return what the user says; a date that is none is not known."""
    title, publisher, author, url = (
        known(value, "given") for value in (given.title, given.publisher, given.author, given.url)
    )
    found = machine_date(given.published) if given.published else None
    return Facts(title, publisher, author, url, Dating(found[0], found[1], "given") if found else Dating())


def _believed(told: Told, stated: Facts, draft: Draft) -> Facts:
    """Weigh the witnesses: the user on this document, its own words, its metadata, the feed, addresses, the settings.

    Of the publisher the settings know more than metadata do: the user wrote them.
    """
    itself, source = given_facts(told.itself), given_facts(told.source)
    general = Facts(publisher=source.publisher)
    others = [general, *draft.facts, told.feed]
    direct = [itself, _without_agency(stated, others), *others]
    address = facts_of_address(merge([*direct, source]).url.value)
    return merge([*direct, address, source])


def _without_agency(stated: Facts, others: Sequence[Facts]) -> Facts:
    """Return what the text states; an agency that it names is credited, where another is known to have printed it."""
    named = [one.publisher.value for one in others if one.publisher.value]
    printed = agency(stated.publisher.value or "") and named and not agency(named[0])
    return replace(stated, publisher=Known()) if printed else stated


def _opened_by_all(url: Known, known_as: Known) -> Known:
    """Return the address without what opens it, where a page writes that into its own and it is known without it."""
    is_opened = url.basis != "given" and url.value and known_as.value == public(url.value)
    return replace(url, value=known_as.value) if is_opened else url


def _untracked(url: Known) -> Known:
    """Return the address without what only tells who followed it, unless the user gave it so."""
    return url if url.basis == "given" or not url.value else replace(url, value=untracked(url.value))


def _named(publisher: Known, text: str) -> Known:
    """Return the name that the text itself gives the site, where only its host is known."""
    if publisher.basis != "address" or not publisher.value:
        return publisher
    name = name_of_site(publisher.value, text)
    return Known(name, "address", f"{publisher.value}, which the text calls so") if name else publisher


def _names(told: Told) -> tuple[str, ...]:
    """Return what tells this article from others with the same bytes: what the user says of it."""
    itself, source = told.itself, told.source
    publisher = itself.publisher or source.publisher
    return tuple(name or "" for name in (publisher, itself.published, itself.title, itself.url, itself.author))
