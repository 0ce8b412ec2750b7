"""The invented story as it comes: each day's reports in feeds that are files, and mornings made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from benchmarks.speed.invented import CONFIG, PUBLISHERS, Report, articles
from briefing.config import load_config
from briefing.run.morning import morning
from briefing.run.ordering import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefing.run.morning import Morning

_FILES = '[[sources]]\nname = "Saved reports"\nfiles = "articles/*"\n'
_FEED = '[[sources]]\nname = "{name}"\nfeed = "{file}"\nfull_text = "never"\n'


@dataclass(frozen=True, slots=True)
class Newswire:
    """A folder with a configuration, the feeds of its publishers, and what is made of them in `out`."""

    folder: Path

    @classmethod
    def opened(cls, folder: Path) -> Newswire:
        """Return one that has nothing yet."""
        folder.mkdir(parents=True, exist_ok=True)
        feeds = "".join(_FEED.format(name=name, file=_file(name)) for name in PUBLISHERS)
        reaching = CONFIG.replace("sentences = 6", 'sentences = 6\nreach = "all"')
        (folder / "briefing.toml").write_text(reaching.replace(_FILES, feeds), encoding="utf-8")
        return cls(folder)

    @property
    def store(self) -> Path:
        """The archive."""
        return self.folder / "out" / "briefing.sqlite"

    def publish(self, reports: Sequence[Report]) -> None:
        """Put these into the feeds, and nothing else."""
        for name in PUBLISHERS:
            items = [_item(one) for one in reports if one.publisher == name]
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": items}
            (self.folder / _file(name)).write_text(json.dumps(feed), encoding="utf-8")

    def order(self, day: date) -> Order:
        """Return a morning late on a day."""
        now = datetime.combine(day, time(23, 30), UTC)
        return Order(load_config(self.folder / "briefing.toml"), self.folder / "out", now)

    def morning(self, day: date) -> Morning:
        """Do the morning of a day: gather, brief, publish."""
        done = morning(self.order(day), lambda _: iter(()))
        if done is None:
            raise RuntimeError("another run is at work there")
        return done


def by_day(count: int, days: int, seed: int, sentences: int) -> Iterator[tuple[date, list[Report]]]:
    """Yield the reports of each day of a story."""
    reports = articles(count, days, seed, sentences=sentences)
    for day, found in groupby(reports, key=lambda one: one.published):
        yield day, list(found)


def _file(name: str) -> str:
    return f"{name.lower().replace(' ', '-')}.json"


def _item(report: Report) -> dict[str, str]:
    noon = datetime.combine(report.published, time(6), UTC) + timedelta(minutes=int(report.name) % 900)
    paragraphs = "".join(f"<p>{' '.join(one)}</p>" for one in report.paragraphs)
    return {
        "id": report.name,
        "url": report.url,
        "title": report.title,
        "content_html": paragraphs,
        "date_published": noon.isoformat(),
    }
