"""What the sources gave, filed in one piece or not at all.

Of an article there are *versions* (another text under the same address or id), and of a version a *sighting* for every
source that had it: its bytes, what was said of it, and the article as it was read. What is on file does not change when
it is seen again, but for `last_seen`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from briefing.model import Filed, Filing
from briefing.model.records import dataclass
from briefing.store import records
from briefing.store.candidates import candidates_of, find_by, keep_traits, kept_traits, known_by
from briefing.store.database import opened
from briefing.store.findings import keep_first
from briefing.store.index import index, index_since, is_indexed, searchable, stand, unindex
from briefing.store.sources import keep_states, keep_wanted
from briefing.text.identity import also_by, decide, traits
from briefing.text.kept import Findings, at_hand

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from briefing.model import Arrival, Article, Batch, OnFile
    from briefing.text.identity import Decision, Traits


RETURNS = 2
"""How often a text may stand again after another: a server that gives now one and now the other does so for ever."""

_RETURNED = "it has gone back to what it was before"


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where it is filed, when, and by which version of the program it was read.

    `last` is the sighting that came last before: the words of those after it are not found yet.
    """

    database: sqlite3.Connection
    now: str
    today: date
    version: str
    last: int


@dataclass(frozen=True, slots=True)
class _Arriving:
    """What is filed: an arrival, its article, why it is held ("" where it is not), and what it is known by."""

    arrival: Arrival
    article: Article
    held: str
    known: Traits


def file(path: Path, batch: Batch, now: datetime, version: str) -> tuple[Filed, ...]:
    """File a batch and return what became of each of its filings, in their order.

    All of it is kept, or nothing: the state of a source (its validators) never without what it stands for. `version` is
    that of the program that read the articles. Raises StoreError.
    """
    with opened(path) as database:
        last = database.execute("SELECT coalesce(max(id), 0) FROM sighting").fetchone()[0]
        desk = _Desk(database, records.stamp(now), now.astimezone(UTC).date(), version, last)
        marks = [records.mark_of(filing.arrival, version) for filing in batch.filings]
        _see_again(desk, marks)
        filed = tuple(_file(desk, *pair) for pair in zip(batch.filings, marks, strict=True))
        index_since(database, last)
        keep_states(database, batch.states)
        keep_wanted(database, batch.wanted, batch.settled)
        return filed


def read_before(path: Path, arrivals: Iterable[Arrival], version: str) -> tuple[Filing | None, ...]:
    """Return of each arrival how it was read before, None where it is yet to be read.

    It was read before where bytes, what is said of it and the version of the program are the same. Raises StoreError.
    """
    with opened(path, read_only=True) as database:
        return tuple(_read_before(database, arrival, version) for arrival in arrivals)


def renew(path: Path, renewed: Iterable[tuple[OnFile, Arrival, Article]], version: str) -> None:
    """Keep articles on file as they have been read again, from their own bytes, by another version or settings.

    Raises StoreError.
    """
    with opened(path) as database:
        for old, arrival, article in renewed:
            known = _known_still(database, old.sighting, traits(article, id=arrival.id, seen=old.first_seen.date()))
            _reset_record(database, old.sighting, arrival, article, version)
            keep_traits(database, old.sighting, known)
            _keep_mark(database, records.mark_of(arrival, version), old.sighting, records.stamp(old.last_seen))


def release(path: Path, source: str, now: datetime) -> int:
    """Show from now on what was held of a source; return how many versions. Raises StoreError."""
    with opened(path) as database:
        held = "SELECT article, id FROM sighting WHERE source = ? AND shown IS NULL ORDER BY id"
        rows = database.execute(held, (source,)).fetchall()
        for article, number in rows:
            database.execute("UPDATE sighting SET shown = ? WHERE id = ?", (records.stamp(now), number))
            stand(database, article)
        return len(rows)


def keep_document(database: sqlite3.Connection, raw: bytes) -> int:
    """Keep bytes, once; return their number."""
    sha256 = hashlib.sha256(raw).hexdigest()
    found = database.execute("SELECT id FROM document WHERE sha256 = ?", (sha256,)).fetchone()
    if found:
        return int(found[0])
    kept = (sha256, len(raw), records.packed(raw))
    return _added(database, "INSERT INTO document (sha256, size, raw) VALUES (?, ?, ?)", kept)


# --- one arrival


def _file(desk: _Desk, filing: Filing, mark: bytes) -> Filed:
    if filing.article is None:
        return _file_unread(desk, filing, mark)
    marks = [mark, *(records.mark_of(one, desk.version) for one in filing.settles)]
    again = _seen_again(desk, marks)
    if again:
        return again
    findings = Findings()
    with at_hand(findings):
        known = traits(filing.article, id=filing.arrival.id, addresses=filing.addresses, seen=desk.today)
    arriving = _Arriving(filing.arrival, filing.article, filing.held, known)
    filed, sighting = _act(desk, arriving, decide(known, candidates_of(desk.database, known)))
    if page := findings.page(filing.article.text):  # the brief need not cut it up again
        keep_first(desk.database, filing.article.sha256, filing.article.text, page)
    for one in marks:
        _keep_mark(desk.database, one, sighting, desk.now)
    desk.database.execute(
        "DELETE FROM unread WHERE source = ? AND document = (SELECT document FROM sighting WHERE id = ?)",
        (records.kept(filing.arrival.source), sighting),
    )
    return filed


def _file_unread(desk: _Desk, filing: Filing, mark: bytes) -> Filed:
    document = keep_document(desk.database, filing.arrival.raw)
    desk.database.execute(
        "INSERT INTO unread VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (mark) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen), problem = excluded.problem",
        (
            mark,
            records.kept(filing.arrival.source),
            document,
            records.said_of(filing.arrival),
            records.kept(filing.problem),
            desk.now,
            desk.now,
        ),
    )
    return Filed("unread", why=filing.problem)


def _see_again(desk: _Desk, marks: Iterable[bytes]) -> None:
    """Note of all that came before when it was seen, before any is filed: what comes side by side replaces nothing.

    What was first seen while the clock was ahead is shown from now on, and not when that moment has come.
    """
    desk.database.executemany(
        "UPDATE sighting SET last_seen = max(last_seen, ?1), first_seen = min(first_seen, ?1), shown = min(shown, ?1)"
        " WHERE id = (SELECT sighting FROM mark WHERE mark = ?2)",
        [(desk.now, mark) for mark in marks],
    )


def _seen_again(desk: _Desk, marks: Sequence[bytes]) -> Filed | None:
    """Return what an arrival is that came before just as it is, and note when; the first mark is its own."""
    found = desk.database.execute("SELECT sighting FROM mark WHERE mark = ?", (marks[0],)).fetchone()
    if not found:
        return None
    article, revision, source = desk.database.execute(
        "SELECT article, revision, source FROM sighting WHERE id = ?", found
    ).fetchone()
    returned = _has_returned(desk, article, revision, source)
    sighting = _stand_again(desk, article, found[0]) if returned else found[0]
    for mark in marks:
        _keep_mark(desk.database, mark, sighting, desk.now)
    same = _touched(desk, sighting, "it came before just as it is")
    return replace(same, outcome="revision", why=_RETURNED) if returned else same


def _has_returned(desk: _Desk, article: int, revision: int, source: str) -> bool:
    """Whether a version that a source gives stood before one that it gives no more.

    Where it gives both at once, or one after the other again and again, none of them returns.
    """
    newest, last_seen = desk.database.execute(
        "SELECT revision, last_seen FROM sighting JOIN revision ON revision.id = revision"
        " WHERE sighting.article = ? AND source = ? ORDER BY number DESC LIMIT 1",
        (article, source),
    ).fetchone() or (revision, desk.now)
    if newest == revision or last_seen >= desk.now:
        return False
    times = desk.database.execute(
        "SELECT count(*) FROM sighting WHERE article = ? AND source = ? AND document ="
        " (SELECT document FROM sighting WHERE revision = ? AND source = ?)",
        (article, source, revision, source),
    ).fetchone()[0]
    return bool(times <= RETURNS)


def _stand_again(desk: _Desk, article: int, sighting: int) -> int:
    """Let a version that was on file before be the newest, as a further one; return its sighting."""
    database = desk.database
    _, revision = _add_revision(database, article, known=True)
    again = _added(
        database,
        "INSERT INTO sighting (article, revision, source, document, version, dated, first_seen, last_seen, shown, held,"
        " publisher, said, record, traits, sketch, title, text, spaced)"
        " SELECT article, ?1, source, document, version, dated, ?2, ?2, iif(shown IS NULL, NULL, ?2), held,"
        " publisher, said, record, traits, sketch, title, text, spaced FROM sighting WHERE id = ?3",
        (revision, desk.now, sighting),
    )
    keep_traits(database, again, known_by(database, sighting))
    stand(database, article)
    return again


def _touched(desk: _Desk, sighting: int, why: str) -> Filed:
    desk.database.execute("UPDATE sighting SET last_seen = max(last_seen, ?) WHERE id = ?", (desk.now, sighting))
    article, number = desk.database.execute(
        "SELECT sighting.article, number FROM sighting JOIN revision ON revision.id = revision WHERE sighting.id = ?",
        (sighting,),
    ).fetchone()
    return Filed("same", article, number, why)


def _act(desk: _Desk, arriving: _Arriving, decision: Decision) -> tuple[Filed, int]:
    """Do what was decided; return what became of the filing, and the sighting that it is now."""
    of = decision.of
    if of and "text" in decision.by and _returns(desk, arriving, decision):
        decision = replace(decision, kind="revision", why=_RETURNED)
    if of and decision.kind == "same":
        return _file_same(desk, arriving, int(of.key), decision.why)
    copied = int(of.article) if of and decision.kind == "copy" else 0
    if of and decision.kind == "revision":
        article = int(of.article)
    else:
        new = "INSERT INTO article (first_seen, copy_of) VALUES (?, ?)"
        article = _added(desk.database, new, (desk.now, copied or None))
    number, revision = _add_revision(desk.database, article, known=bool(of and decision.kind == "revision"))
    sighting = _add_sighting(desk, arriving, article, revision)
    if arriving.held:
        return Filed("held", article, number, arriving.held, copied), sighting
    return Filed(decision.kind, article, number, decision.why, copied), sighting


def _add_revision(database: sqlite3.Connection, article: int, *, known: bool) -> tuple[int, int]:
    """Add a version to an article; return which of its versions it is, from 1, and the version's own number.

    `known` says whether the article was on file before.
    """
    asked = "SELECT max(number) FROM revision WHERE article = ?"
    last = (database.execute(asked, (article,)).fetchone()[0] or 0) if known else 0
    return last + 1, _added(database, "INSERT INTO revision (article, number) VALUES (?, ?)", (article, last + 1))


def _returns(desk: _Desk, arriving: _Arriving, decision: Decision) -> bool:
    of = decision.of
    if of is None or decision.kind != "same":
        return False
    (revision,) = desk.database.execute("SELECT revision FROM sighting WHERE id = ?", (int(of.key),)).fetchone()
    return _has_returned(desk, int(of.article), revision, records.kept(arriving.arrival.source))


def _file_same(desk: _Desk, arriving: _Arriving, of: int, why: str) -> tuple[Filed, int]:
    """Note that a version was seen again: in a source that had it, or in a further one."""
    database, arrival = desk.database, arriving.arrival
    number, revision = database.execute("SELECT article, revision FROM sighting WHERE id = ?", (of,)).fetchone()
    own = database.execute(
        "SELECT sighting.id, sha256 FROM sighting JOIN document ON document.id = document"
        " WHERE revision = ? AND source = ?",
        (revision, records.kept(arrival.source)),
    ).fetchone()
    if own is None:
        sighting = _add_sighting(desk, arriving, number, revision)
        return _touched(desk, sighting, why), sighting
    if own[1] == hashlib.sha256(arrival.raw).hexdigest():
        written_anew = _rewrite if own[0] > desk.last else _reset_record
        written_anew(database, own[0], arrival, arriving.article, desk.version)
        keep_traits(database, own[0], arriving.known)
    else:
        _go_by(database, own[0], arriving.known)
    return _touched(desk, own[0], why), own[0]


def _go_by(database: sqlite3.Connection, sighting: int, known: Traits) -> None:
    """Let a version be known again by the id and the addresses, too, under which it has come this time."""
    before = known_by(database, sighting)
    also = also_by(before, known)
    if also != before:
        keep_traits(database, sighting, also)


def _add_sighting(desk: _Desk, arriving: _Arriving, article: int, revision: int) -> int:
    seen = (desk.now, desk.now, None if arriving.held else desk.now, records.kept(arriving.held))
    place = (article, revision)
    read = (arriving.article, desk.version, arriving.known)
    sighting = keep_sighting(desk.database, arriving.arrival, read, place, seen)
    stand(desk.database, article)
    return sighting


def keep_sighting(
    database: sqlite3.Connection,
    arrival: Arrival,
    read: tuple[Article, str, Traits],
    place: tuple[int, int],
    seen: tuple[str, str, str | None, str],
) -> int:
    """Keep a version, by the numbers of its article and itself, as a source has it; return the number of that.

    Whoever adds the first sighting of a version lets its words be found (`index`).

    `read` is the article, the version of the program that read it, and what it is known again by. `seen` is when it was
    seen first and last, since when it is shown, and why it is held, as the file writes them.
    """
    article, version, known = read
    sighting = _added(
        database,
        "INSERT INTO sighting (version, dated, publisher, said, record, title, text, spaced,"
        " article, revision, source, document, first_seen, last_seen, shown, held, traits, sketch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_record(arrival, article, version),
            *place,
            records.kept(arrival.source),
            keep_document(database, arrival.raw),
            *seen,
            *kept_traits(known),
        ),
    )
    find_by(database, sighting, known)
    return sighting


def _reset_record(
    database: sqlite3.Connection, sighting: int, arrival: Arrival, article: Article, version: str
) -> None:
    """Keep an article as it has been read again, and let it be found by its words of now."""
    found = is_indexed(database, sighting)
    if found:
        unindex(database, sighting)
    _rewrite(database, sighting, arrival, article, version)
    if found:
        index(database, sighting)


def _rewrite(database: sqlite3.Connection, sighting: int, arrival: Arrival, article: Article, version: str) -> None:
    database.execute(
        "UPDATE sighting SET version = ?, dated = ?, publisher = ?, said = ?, record = ?, title = ?, text = ?,"
        " spaced = ? WHERE id = ?",
        (*_record(arrival, article, version), sighting),
    )


def _record(arrival: Arrival, article: Article, version: str) -> tuple[object, ...]:
    """Return how an arrival was read, as the file keeps it: version to spaced, in the order of the statements above."""
    text, spaced = records.kept(article.text), searchable(article.text)
    return (
        version,
        records.dated(article.published),
        records.kept((article.publisher.value or "").casefold()),
        records.said_of(arrival),
        records.record_of(article),
        searchable(article.title.value or ""),
        text,
        None if spaced == text else spaced,
    )


def _known_still(database: sqlite3.Connection, sighting: int, known: Traits) -> Traits:
    """Return what an article is known by, with the addresses that it went by when it was filed."""
    return also_by(known, known_by(database, sighting))


def _keep_mark(database: sqlite3.Connection, mark: bytes, sighting: int, now: str) -> None:
    database.execute(
        "INSERT INTO mark VALUES (?, ?, ?)"
        " ON CONFLICT (mark) DO UPDATE SET sighting = excluded.sighting,"
        " last_seen = max(last_seen, excluded.last_seen)",
        (mark, sighting, now),
    )


def _added(database: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    return int(database.execute(statement, values).lastrowid or 0)


def _read_before(database: sqlite3.Connection, arrival: Arrival, version: str) -> Filing | None:
    mark = records.mark_of(arrival, version)
    found = database.execute(
        "SELECT record, text, document.raw FROM mark JOIN sighting ON sighting.id = sighting"
        " JOIN document ON document.id = document WHERE mark = ?",
        (mark,),
    ).fetchone()
    if found:
        record, text, raw = found
        return Filing(arrival, records.article_from(record, text, records.unpacked(raw)))
    problem = database.execute("SELECT problem FROM unread WHERE mark = ?", (mark,)).fetchone()
    return Filing(arrival, None, problem[0]) if problem else None
