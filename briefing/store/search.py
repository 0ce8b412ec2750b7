"""Finding articles by their words: for a person who searches, and as the background of a topic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.model import Hit
from briefing.model.records import dataclass
from briefing.store import records
from briefing.store.archive import ALWAYS, load
from briefing.store.database import opened
from briefing.store.index import BEGIN, END, plain, searchable
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date, datetime
    from pathlib import Path

    from briefing.model import OnFile

LENGTH = 32
"""Words that the stretch of text around a match has, at most."""

TITLE = 4.0
"""How many times as much a word counts in a title."""

Marked = tuple[str, tuple[tuple[int, int], ...]]

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PARTS = lazy(r'"([^"]*)"?(\*?)|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: `words` that must all be there, and one at least of `any`, where there are any.

    Each is made of words, "phrases" in quotation marks, and beginnings of words with a star behind them; capitals and
    accents do not count. `since` and `until` are days of publication (UTC), else of first sight, both included;
    `publisher` a part of a name. With no words at all, everything is found that the rest allows, the newest first.
    """

    words: str = ""
    any: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    publisher: str = ""
    source: str = ""
    newest: bool = False
    most: int = 20


def expression(words: str) -> str:
    """Return what FTS5 is asked for words, phrases and beginnings that must all be there; "" where there are none.

    Whatever is written, it is never a mistake of syntax.
    """
    return " AND ".join(_parts(words))


def search(path: Path, asked: Asked) -> tuple[Hit, ...]:
    """Return the articles, in their newest version, that have what is asked for, the best first. Raises StoreError."""
    match = _match(asked)
    with opened(path, read_only=True) as database:
        if not match and (asked.words or asked.any):
            return ()
        order = "at DESC, sighting.id" if asked.newest or not match else "score, at DESC, sighting.id"
        rows = database.execute(
            f"{_FOUND if match else _LISTED} ORDER BY {order} LIMIT :most",
            {
                "match": match,
                "since": asked.since.isoformat() if asked.since else "",
                "until": f"{asked.until.isoformat()}T99" if asked.until else ALWAYS,
                "publisher": records.kept(asked.publisher.casefold()),
                "source": records.kept(asked.source),
                "most": asked.most,
            },
        ).fetchall()
        return tuple(_hit(database, match, sighting, article, score) for sighting, article, score, _ in rows)


def backgrounds(  # noqa: PLR0913 - what topics and a day ask for
    path: Path,
    topics: Sequence[Sequence[str]],
    sources: Iterable[str],
    *,
    before: datetime,
    most: int,
    known_by: datetime | None = None,
) -> tuple[tuple[OnFile, ...], ...]:
    """Return for each topic's terms the articles of sources, published (else first seen) before a moment, that fit.

    They have most of the terms, written as in `Asked`. An article is worth the sum of idf = ln(1 + n / df) of the terms
    that it has, once more for those in its title; of equals the newer goes first. n and df count what was shown before
    `known_by`, so that an old day finds what it found then. (bm25 counts all that is in the index, whenever it came.)
    Raises StoreError.
    """
    by, end = records.stamp(known_by) if known_by else ALWAYS, records.stamp(before)
    if not topics:
        return ()
    with opened(path, read_only=True) as database:
        asked = {"names": records.dumped(sorted(map(records.kept, sources))), "by": by}
        rows = database.execute(_KNOWN, asked).fetchall()
        first = dict(database.execute("SELECT revision, min(id) FROM sighting GROUP BY revision").fetchall())
        known = {first[row[1]]: row for row in _standing(rows) if row[3] < end}
        found = []
        for terms in topics:
            worth = _worth(_matches(database, terms), known.keys(), len(rows))
            best = _best(database, {known[number]: value for number, value in worth.items()}, most)
            found.append(load(database, best, by))
        return tuple(found)


# --- words


def _parts(words: str) -> Iterator[str]:
    for phrase, star, word in _PARTS.findall(words.translate(_QUOTES)):
        text, begins = (phrase, bool(star)) if phrase else (word.rstrip("*"), word.endswith("*"))
        if any(map(str.isalnum, text)):
            yield f'"{searchable(text).replace(chr(0), " ")}"{" *" if begins else ""}'


def _match(asked: Asked) -> str:
    wanted = [part for part in map(expression, asked.any) if part]
    parts = [expression(asked.words), " OR ".join(f"({part})" for part in wanted)]
    return " AND ".join(f"({part})" for part in parts if part)


# --- searching

_FILTER = """
    at >= :since AND at < :until AND (:publisher = '' OR instr(publisher, :publisher))
    AND (:source = '' OR EXISTS (
        SELECT 1 FROM sighting AS other WHERE other.article = article.id AND other.source = :source
    ))
"""

_FOUND = f"""
    SELECT sighting.id, article.id, bm25(search, {TITLE}, 1.0) AS score, coalesce(dated, sighting.first_seen) AS at
    FROM search JOIN sighting ON sighting.id = search.rowid
        JOIN article ON article.id = sighting.article AND article.newest = sighting.id
    WHERE search MATCH :match AND {_FILTER}
"""  # noqa: S608 - our own words

_LISTED = f"""
    SELECT sighting.id, article.id, 0.0 AS score, coalesce(dated, sighting.first_seen) AS at
    FROM article JOIN sighting ON sighting.id = article.newest
    WHERE {_FILTER}
"""  # noqa: S608 - our own words


def _hit(database: sqlite3.Connection, match: str, sighting: int, article: int, score: float) -> Hit:
    title, snippet = _shown(database, match, sighting)
    record, text = database.execute("SELECT record, text FROM sighting WHERE id = ?", (sighting,)).fetchone()
    found = records.article_from(record, text, b"")
    day = found.published.day
    return Hit(
        id=article,
        title=title[0],
        publisher=found.publisher.value or "",
        published=day.isoformat() if day else "",
        source=found.source,
        url=found.url.value or "",
        path=found.path,
        snippet=snippet[0],
        marks=snippet[1],
        title_marks=title[1],
        score=score,
    )


def _shown(database: sqlite3.Connection, match: str, sighting: int) -> tuple[Marked, Marked]:
    """Return the title and a stretch of the text, white space as it is, with the places that match."""
    if not match:
        title, text = database.execute("SELECT title, text FROM searchable WHERE id = ?", (sighting,)).fetchone()
        return plain(title), plain(" ".join(text.split()[:LENGTH]))
    return tuple(  # type: ignore[return-value]
        plain(shown)
        for shown in database.execute(
            "SELECT highlight(search, 0, ?1, ?2), snippet(search, 1, ?1, ?2, '…', ?3) FROM search"
            " WHERE search MATCH ?4 AND rowid = ?5",
            (BEGIN, END, LENGTH, match, sighting),
        ).fetchone()
    )


# --- background

_Row = tuple[int, int, int, str]  # a sighting, its version, its article, when it was published, else seen

_KNOWN = """
    SELECT id, revision, article, coalesce(dated, shown) FROM sighting
    WHERE source IN (SELECT value FROM json_each(:names)) AND shown < :by ORDER BY shown DESC, source DESC
"""


def _standing(rows: Iterable[_Row]) -> Iterable[_Row]:
    """Return the rows that stand for their articles: of the newest version the one that came first, given last."""
    standing: dict[int, _Row] = {}
    for row in rows:
        held = standing.get(row[2])
        if held is None or row[1] >= held[1]:  # a later version has the greater number
            standing[row[2]] = row
    return standing.values()


def _best(database: sqlite3.Connection, worth: Mapping[_Row, float], most: int) -> list[int]:
    """Return the sightings that are worth most, the newer first of equals, and whatever their numbers are."""
    values = {number: (value, at) for (number, _, _, at), value in worth.items()}
    least = sorted(values.values(), reverse=True)[:most][-1:]
    near = [number for number, value in values.items() if [value] >= least]
    digest = "SELECT sha256 FROM document JOIN sighting ON document = document.id WHERE sighting.id = ?"
    names = {number: database.execute(digest, (number,)).fetchone()[0] for number in near}
    return sorted(near, key=lambda number: (values[number], names[number]), reverse=True)[:most]


@dataclass(frozen=True, slots=True)
class _Match:
    """Which versions have a term, by the numbers that the index knows them by: in title or text, and in the title."""

    anywhere: frozenset[int]
    in_title: frozenset[int]


def _matches(database: sqlite3.Connection, terms: Iterable[str]) -> list[_Match]:
    asked = dict.fromkeys(filter(None, map(expression, terms)))
    return [_Match(_matching(database, words), _matching(database, f"title : ({words})")) for words in asked]


def _matching(database: sqlite3.Connection, match: str) -> frozenset[int]:
    return frozenset(
        number for (number,) in database.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,))
    )


def _worth(matches: Sequence[_Match], known: AbstractSet[int], n: int) -> dict[int, float]:
    """Return what each version is worth that has a term, of those that were known."""
    worth: dict[int, float] = {}
    for match in matches:
        having = match.anywhere & known
        idf = math.log(1 + n / (1 + len(having)))
        for number in having:
            worth[number] = worth.get(number, 0.0) + idf * (2 if number in match.in_title else 1)
    return worth
