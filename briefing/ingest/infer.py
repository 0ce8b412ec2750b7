"""What the reports of a story tell of one another: when an undated one was published, whose page an unnamed one is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefing.ingest.addresses import host_label
from briefing.ingest.agencies import agency
from briefing.ingest.characters import squeeze
from briefing.ingest.datelines import dateline
from briefing.ingest.tenses import PastDay, coming_days, past_days
from briefing.model import Dating, Known
from briefing.model.records import dataclass
from briefing.text.patterns import lowered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Article

_NEAR_DAYS, _NEAR_DATELINE = 3, 45
_LIKE = 0.5  # of the overlap with the likest report
_WORD = re.compile(r"[^\W\d_]{5,}")
_FAR = 40_000
_NUMBERS = {word: number for number, word in enumerate("one two three four five six".split(), 1)}
_AHEAD = re.compile(rf"\b({'|'.join(_NUMBERS)}|[1-6])\s+days?\s+(?:ahead\s+of|before)\b", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_TOLD = (
    r"\b(?:told|tells|informed|speaking\s+(?:to|with)|spoke\s+(?:to|with)|interview\s+with|gegenüber|sagten?(?:\s+(?:der|dem|den))?"
    r"|(?:déclaré|dit|confié)\s+(?:à|au)|(?:dijo|declaró)\s+a)\s+"
)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A dated report, and the longer words of its text."""

    day: date
    words: frozenset[str]


def infer_dates(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the articles, those without a date with an inferred one where their words and the others' allow just one.

    It rests on the weekday of the newest past event that the report tells of, near the dates of the reports most like
    it, or on a dateline without its year; the detail says which words. Two possible readings leave it undated.
    """
    dated = [one for one in articles if one.published.day and one.published.basis != "inferred"]
    anchors = [_Anchor(one.published.day, _words(one)) for one in dated if one.published.day]
    return tuple(one if one.published.day else replace(one, published=_infer(one, anchors)) for one in articles)


def infer_publishers(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the articles, those without a publisher with an inferred one where their words and the others' allow one.

    "told The Harbour Post" is how The Harbour Post writes of itself: it counts where another report is known to be from
    there, and never for an agency. A host known as publisher takes the name that another report gives it.
    """
    named = {
        one.publisher.value
        for one in articles
        if one.publisher.value and one.publisher.basis not in ("address", "inferred")
    }
    named |= {one.publisher.value for one in articles if one.publisher.value and one.publisher.detail}
    credited = {squeeze(credit) for one in articles for credit in one.credits}
    names = sorted(name for name in named if not agency(name) and squeeze(name) not in credited)
    return tuple(replace(one, publisher=_whose(one, names, sorted(named))) for one in articles)


def _whose(article: Article, tellers: Sequence[str], named: Sequence[str]) -> Known:
    publisher = article.publisher
    if publisher.basis == "address" and not publisher.detail:
        return _named_host(publisher, named)
    if publisher.value:
        return publisher
    told = [(name, match[0]) for name in tellers if (match := _told(name, article.text))]
    if len(told) != 1:
        return publisher
    return Known(
        told[0][0], "inferred", f'from "{" ".join(told[0][1].split())}", and another report here is from there'
    )


def _told(name: str, text: str) -> re.Match[str] | None:
    bare = re.escape(name.removeprefix("The "))
    return re.search(rf"{_TOLD}(?:The\s+|the\s+)?{bare}(?![\w’'-])", text)


def _named_host(publisher: Known, named: Iterable[str]) -> Known:
    host = publisher.value or ""
    label = host_label(host)
    same = [name for name in named if name != host and label in (squeeze(name), squeeze(name.removeprefix("The ")))]
    return Known(same[0], "address", f"{host}, which another report calls so") if len(same) == 1 else publisher


def _infer(article: Article, anchors: Sequence[_Anchor]) -> Dating:
    near = _alike(article, anchors)
    return _from_dateline(article, near) or _from_weekdays(article, near) or article.published


def _words(article: Article) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(article.text[:_FAR]))


def _alike(article: Article, anchors: Sequence[_Anchor]) -> list[date]:
    """Return the days of the reports that share most with the article: a story's background dates nothing."""
    own = _words(article)
    shared = [len(own & anchor.words) / max(1, min(len(own), len(anchor.words))) for anchor in anchors]
    least = _LIKE * max(shared, default=0)
    return sorted({anchor.day for anchor, share in zip(anchors, shared, strict=True) if share and share >= least})


def _from_dateline(article: Article, near: Sequence[date]) -> Dating | None:
    for block in article.blocks:
        text = article.text[block.start : block.end]
        line = dateline(f"{text} X") if block.kind == "furniture" else None
        if line and line.stamp and not line.stamp.year:
            years = {day.year + step for day in near for step in (-1, 0, 1)}
            days = [day for year in sorted(years) if (day := _day(year, line.stamp.month, line.stamp.day))]
            fitting = [day for day in days if min(abs((day - one).days) for one in near) <= _NEAR_DATELINE]
            words = text[line.stamp.start : line.stamp.end]
            return _dating(fitting, f'from the dateline "{words}"', near)
    return None


def _from_weekdays(article: Article, near: Sequence[date]) -> Dating | None:
    paragraphs = [article.text[one.start : one.end] for one in article.blocks if one.kind in ("paragraph", "item")]
    past = [day for paragraph in paragraphs for day in past_days(paragraph)]
    newest = _newest(past)
    if not newest:
        return None
    days = {one + timedelta(step) for one in near for step in range(-_NEAR_DAYS, _NEAR_DAYS + 1)}
    fitting = sorted(day for day in days if day.weekday() == newest.weekday)
    return _dating(fitting, f'from "{newest.words}"{_ahead(paragraphs, newest.weekday)}', near)


def _newest(past: Sequence[PastDay]) -> PastDay | None:
    """Return the past day: its lead's where the others lie close before it, else the most named; None in doubt."""
    if not past:
        return None
    counts = Counter(one.weekday for one in past)
    spans = {end: max((end - other) % 7 for other in counts) for end in counts}
    shortest = [end for end, span in spans.items() if span == min(spans.values())]
    lead = past[0].weekday
    if lead not in shortest or len(shortest) > 1:
        (day, count), *others = counts.most_common()
        if day not in (lead, *shortest) or (others and others[0][1] == count):
            return None
        lead = day
    said = [one for one in past if one.weekday == lead and (one.said or counts[lead] > 1)]
    return min(said, key=lambda one: (not one.said, len(one.words)), default=None)


def _ahead(paragraphs: Sequence[str], weekday: int) -> str:
    """Return the words that tie the day to a coming one ("two days ahead of"), where they agree with it."""
    coming = {day for paragraph in paragraphs for day in coming_days(paragraph)}
    for paragraph in paragraphs:
        for match in _AHEAD.finditer(paragraph):
            number = _NUMBERS.get(lowered(match[1])) or int(match[1])
            if (weekday + number) % 7 in coming:
                return f' and "{match[0]}"'
    return ""


def _dating(fitting: Sequence[date], words: str, near: Sequence[date]) -> Dating | None:
    if len(fitting) != 1:
        return None
    distance = min(abs((one - fitting[0]).days) for one in near)
    closest = [_shown(one) for one in near if abs((one - fitting[0]).days) == distance]
    return Dating(fitting[0], None, "inferred", f"{words}, near reports of {' and '.join(closest)}")


def _shown(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
