"""Invented arrivals and articles for the tests of the archive."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model import Arrival, Article, Batch, Block, Dating, Filed, Filing, Given, Known
from briefing.store.filing import file

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "1"
MONDAY = datetime(2031, 3, 10, 7, tzinfo=UTC)
DAY = timedelta(days=1)

STORM = (
    "A storm closed the harbour of Lume on Sunday night and sank two fishing boats at their moorings. "
    "Nobody was hurt, the harbour master said, but the ferry to the islands will not sail before Thursday. "
    "Repairs to the northern mole are expected to take until the end of the month."
)
BRIDGE = (
    "The council of Velmar voted on Monday to rebuild the old bridge over the Tarn in stone and not in steel. "
    "The work will cost four million crowns and begin in the spring, an engineer of the town told the meeting. "
    "Shopkeepers on the left bank had asked for a temporary crossing."
)


def arrival(text: str = STORM, source: str = "Lume", **more: str | Given) -> Arrival:
    return replace(Arrival(source, "storm.txt", text.encode("utf-8", "surrogatepass")), **more)  # type: ignore[arg-type]


def article(of: Arrival, title: str = "Storm closes harbour", **known: str) -> Article:
    text = of.raw.decode("utf-8", "surrogatepass")
    made = Article.from_text(
        text,
        title=title,
        publisher=known.get("publisher", "Lume Gazette"),
        url=known.get("url", f"https://gazette.example/{hashlib.sha256(title.encode()).hexdigest()[:6]}"),
        published=known.get("published"),
    )
    return replace(made, source=of.source, path=of.path)


def filing(text: str = STORM, source: str = "Lume", **known: str) -> Filing:
    came = arrival(text, source, id=known.pop("id", ""))
    return Filing(came, article(came, **known), held=known.get("held", ""))


def storm(number: int, **known: str) -> Filing:
    """One of many articles that have nothing to do with each other."""
    words = " ".join(
        f"{word}{number * 31 + place}" for place, word in enumerate("storm wind sail mole tide".split() * 8)
    )
    return filing(f"Report {number}. {words}.", title=f"Report of ship {number}", **known)


def put(path: Path, *filings: Filing, now: datetime = MONDAY, version: str = VERSION) -> tuple[Filed, ...]:
    return file(path, Batch(filings), now, version)


def whole(one: Article) -> tuple[object, ...]:
    """All fields of an article, since two are equal when their keys are."""
    return tuple(getattr(one, name) for name in Article.__dataclass_fields__)


RICH = replace(
    article(arrival()),
    blocks=(Block(0, 12, "heading"), Block(13, 40)),
    author=Known("Ada Quill", "stated", "by-line"),
    published=Dating(MONDAY.date(), MONDAY, "metadata", "article:published_time"),
    credits=("Wire of the North",),
    notes=("3 hyphens at line ends joined",),
    spans=((0, 10), (11, 20)),
)
