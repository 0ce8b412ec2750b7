"""Many invented issues of one story: what a year of mornings leaves."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefing.model import Earlier, Office, Person, Saying, Section
from briefing.render.data import to_json

from .samples import FULL, item, place, shown, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.model import Brief, Item

TOPICS = ("positions", "harbour", "sanctions", "fisheries")
FIRST = ("Ilse", "Jonas", "Mira", "Anton", "Odile", "Tamsin", "Karel", "Ruben")
LAST = ("Marrow", "Feld", "Castell", "Brill", "Orrell", "Dovan", "Sand", "Quist", "Ahlgren", "Tove")
OFFICES = ("foreign minister", "envoy", "harbour-master", "head of the coast guard", "spokeswoman")
NOUNS = "ferry harbour pier truce envoy fishery quota patrol cable lighthouse tariff convoy ledger delegation".split()
VERBS = "counted refused accepted inspected delayed mapped repaired promised guarded crossed".split()


def sentence(rng: random.Random) -> str:
    """Return a sentence of the length that news has."""
    words = [f"{rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.randrange(100)}" for _ in range(rng.randrange(4, 9))]
    return f"{rng.choice(FIRST)} {rng.choice(LAST)} {', '.join(words)}."


def mornings(count: int, first: date = date(2030, 1, 1)) -> Iterator[Brief]:
    """Yield issues of so many days: each with 20 items of 4 topics, 12 reports and 8 persons."""
    for number in range(count):
        yield morning(first + timedelta(number), random.Random(number), compared=number > 0)  # noqa: S311 - invents words


def morning(day: date, rng: random.Random, *, compared: bool) -> Brief:
    """Return the issue of a day."""
    iso = day.isoformat()
    sources = tuple(
        source(n, title=f"Report {n}", publisher=f"Lume {n} Post", published=iso, url=f"https://p.example/{iso}/{n}")
        for n in range(1, 13)
    )
    sections = tuple(
        Section(topic, topic.title(), None, False, 50, tuple(_item(f"{topic}-{n}", rng, compared) for n in range(1, 6)))  # noqa: FBT003
        for topic in TOPICS
    )
    names = sorted({f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(8)})
    people = tuple(
        Person(name, None, (Office(rng.choice(OFFICES), "a3", 0, 9),), (Saying(shown(sentence(rng), "a3")),))
        for name in names
    )
    since = (day - timedelta(1)).isoformat() if compared else None
    made_at = f"{iso}T06:30:00+00:00"
    return replace(
        FULL,
        date=iso,
        made_at=made_at,
        sections=sections,
        people=people,
        articles=sources,
        since=since,
        timeline=(),
        figures=(),
    )


def _item(key: str, rng: random.Random, compared: bool) -> Item:  # noqa: FBT001
    status = rng.choice(("new", "new", "updated", "still")) if compared else "new"
    known = random.Random(rng.randrange(50))  # noqa: S311 - what is still so was shown before
    text = sentence(known if status == "still" else rng)
    earlier = Earlier("2029-12-31", key, ("number",), None) if status == "updated" else None
    also = (place(sentence(rng), f"a{rng.randrange(1, 13)}"),) if rng.random() < 0.4 else ()
    return item(key, shown(text, f"a{rng.randrange(1, 13)}"), status=status, also=also, earlier=earlier)


def write(out: Path, *briefs: Brief) -> None:
    """Write what the site is made from: the data of each issue, in the folder of its day."""
    for brief in briefs:
        folder = out / brief.date
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "brief.json").write_text(to_json(brief), encoding="utf-8")
