"""Invented reports in any number, no two alike, and the feeds and pages that they are published in."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

START = datetime(2031, 3, 12, 6, 0, tzinfo=UTC)

_PEOPLE = "Ines Talbot,Anton Feld,Mara Quill,Jonas Brandt,Lea Orsini,Piet Waal,Nora Vance,Emil Sorley".split(",")
_PLACES = "Porto Lume,Kestrel Bay,Velmar,Sill Bank,Marl,Anse,Corvo Head,Tern Island".split(",")
_DEEDS = (
    "said the truce would hold until the inspectors had seen every harbour",
    "asked for more envoys at the table before the second round",
    "refused to sign the paper that the mediators had brought",
    "promised to open the grain route within a fortnight",
    "told reporters that the delegation had no mandate for islands",
    "accused the other side of moving ships by night",
    "welcomed the offer of a longer ceasefire along the coast",
    "warned that prices of bread would double by the spring",
)
_THINGS = (
    "boats,bridges,teachers,lanterns,orchards,pilots,customs houses,sluices,looms,bells,ferries,quarries,charts,"
    "kilns,meadows,cranes,archives,granaries,beacons,mills"
).split(",")
_ADJECTIVES = "old,new,wooden,painted,flooded,quiet,crowded,northern,narrow,empty,repaired,famous,windy,steep".split(
    ","
)
_VERBS = ("counted,closed,sold,visited,repaired,measured,photographed,inspected,rented,praised,moved,cleaned").split(
    ","
)


@dataclass(frozen=True)
class Piece:
    """A report: its number, title, paragraphs, and when it was published."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    published: datetime

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(one)}</p>" for one in self.paragraphs)


def piece(number: int, published: datetime | None = None) -> Piece:
    """The report of a number: about the talks, with much that no other has."""
    chance = random.Random(number)  # noqa: S311 - no secret
    who, where, deed = chance.choice(_PEOPLE), chance.choice(_PLACES), chance.choice(_DEEDS)
    lead = f"{who} {deed}, in a statement of {chance.randint(100, 999)} words read out in {where} on day {number}."
    others = [" ".join(_sentence(chance) for _ in range(3)) for _ in range(5)]
    title = f"{who} in {where}: {chance.choice(_ADJECTIVES)} {chance.choice(_THINGS)} and {number} questions"
    moment = published or START + timedelta(minutes=7 * number)
    return Piece(number, title, (lead, *others), moment)


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(bag) for bag in (_ADJECTIVES, _THINGS, _VERBS, _ADJECTIVES, _THINGS, _PLACES)]
    one, two, verb, three, four, place = words
    count = chance.randint(3, 9999)
    year = chance.randint(1700, 2030)
    return f"The {one} {two} were {verb} with {count} {three} {four} near {place} in the year {year}."


def edited(one: Piece) -> Piece:
    """The report with another sentence in it."""
    return replace(one, paragraphs=(*one.paragraphs, f"A correction was added to report {one.number} at noon."))


def page(one: Piece) -> bytes:
    """A report as a web page, with menu and footer."""
    return (
        f"<!doctype html><html lang=en><head><title>{escape(one.title)}</title>"
        f'<meta property="article:published_time" content="{one.published.isoformat()}"></head><body>'
        f"<nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>{escape(one.title)}</h1>{one.html}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def rss(name: str, pieces: list[Piece], base: str, *, full: bool = True, prefix: str = "id") -> bytes:
    """An RSS feed; without `full` the entries have the beginning of their first paragraph."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(name)}</title><link>{base}/</link>"
        + "".join(_item(one, base, prefix, full=full) for one in pieces)
        + "</channel></rss>"
    ).encode()


def _item(one: Piece, base: str, prefix: str, *, full: bool) -> str:
    text = (
        f"<content:encoded><![CDATA[{one.html}]]></content:encoded>"
        if full
        else f"<description>{escape(one.paragraphs[0][:90])}...</description>"
    )
    return (
        f"<item><title>{escape(one.title)}</title><link>{base}/{one.number}?utm_source=rss</link>"
        f'<guid isPermaLink="false">{prefix}-{one.number}</guid><pubDate>{format_datetime(one.published)}</pubDate>'
        f"{text}</item>"
    )


def atom(name: str, pieces: list[Piece], base: str) -> bytes:
    """An Atom feed with whole reports."""
    entries = "".join(
        f"<entry><id>tag:{name},{one.number}</id><title>{escape(one.title)}</title><link href='{base}/{one.number}'/>"
        f"<updated>{one.published.isoformat()}</updated><published>{one.published.isoformat()}</published>"
        f"<content type='html'>{escape(one.html)}</content></entry>"
        for one in pieces
    )
    return (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(name)}</title><id>{base}</id>"
        f"<updated>{START.isoformat()}</updated><link href='{base}/'/>{entries}</feed>"
    ).encode()


def json_feed(name: str, pieces: list[Piece], base: str) -> bytes:
    """A JSON Feed with whole reports."""
    items = [
        {
            "id": f"{name}-{one.number}",
            "url": f"{base}/{one.number}",
            "title": one.title,
            "content_html": one.html,
            "date_published": one.published.isoformat(),
        }
        for one in pieces
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "home_page_url": base, "items": items}
    return json.dumps(feed).encode()
