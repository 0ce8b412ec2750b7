"""An archive of before, in which addresses stood with what opens them, and whatever the sources had quoted of it.

What the addresses of its sources tell is taken out of every table, once. What an article is known again by stays, so
that nothing is fetched, shown or sent for a second time.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.store import records
from briefing.store.records import DamagedError
from briefing.text.veil import Veil, blotted, for_others, held, holds, is_veiled, veil_of, veiled, without

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from briefing.model import SourceState

_TEXTS = {
    "run": ("outcome",),
    "gave": ("source", "problem"),
    "said": ("item", "text", "publisher"),
    "delivery": ("name", "detail"),
    "sighting": ("source", "held", "publisher", "said", "record"),
    "wanted": ("source", "said"),
}
"""The columns of words in which a source or its name is quoted."""


def hide(path: Path, secrets: Collection[str]) -> None:
    """Take secrets out of an archive, and out of the empty places of its file. Raises StoreError."""
    from briefing.store.database import compacted, opened  # noqa: PLC0415 - which brings archives over by this module

    with opened(path) as database:
        veil(database, secrets)
    compacted(path)


def veil(database: sqlite3.Connection, more: Collection[str] = ()) -> None:
    """Take out of an archive what opens its sources, and `more` that is known to. Twice is as good as once."""
    states = _states(database)
    veils = {state.name: veil_of(state.address, by_shape=not _is_page(database, state)) for state in states}
    secrets = {*more, *(token for state in states for token in _tokens(state, veils[state.name]))}
    _veil_sources(database, states, secrets)
    _veil_wanted(database, veils, secrets)
    private = {name for name, one in veils.items() if one.pieces}
    _veil_traits(database, private, secrets)
    if secrets:
        _veil_unread(database, secrets)
        _veil_documents(database, secrets)
        _veil_texts(database, secrets)
        database.execute("INSERT INTO search (search) VALUES ('optimize')")  # what was taken out is still in its leaves


def _tokens(state: SourceState, own: Veil) -> Iterator[str]:
    yield from own.tokens
    for address in (state.moved, *(address for _, address in state.feeds)):
        yield from veil_of(address).tokens


def _states(database: sqlite3.Connection) -> list[SourceState]:
    """Return the states of the sources, those that were asked last at the end; what is damaged is learnt again."""
    found = []
    for name, address, state in database.execute("SELECT name, address, state FROM source").fetchall():
        try:
            found.append(replace(records.state_from(state), name=name, address=address))
        except DamagedError:
            database.execute("DELETE FROM source WHERE name = ? AND address = ?", (name, address))
    return sorted(found, key=lambda one: (records.stamp(one.last_try) if one.last_try else "", one.name, one.address))


def _is_page(database: sqlite3.Connection, state: SourceState) -> bool:
    """Return whether a source is a page: what it gives has no id, as the entries of feeds have."""
    row = database.execute("SELECT said FROM sighting WHERE source = ? LIMIT 1", (state.name,)).fetchone()
    return bool(row) and not records.loaded(row[0]).get("id")


def _veil_sources(database: sqlite3.Connection, states: list[SourceState], secrets: Collection[str]) -> None:
    database.execute("DELETE FROM source")
    for state in states:
        kept = replace(
            state,
            name=without(state.name, secrets),
            address=veiled(state.address),
            moved=without(veiled(state.moved), secrets),
            feeds=tuple((without(name, secrets), veiled(address)) for name, address in state.feeds),
            problem=without(state.problem, secrets),
            etag="" if holds(state.etag, secrets) else state.etag,
            last_modified="" if holds(state.last_modified, secrets) else state.last_modified,
        )
        row = (records.kept(kept.name), records.kept(kept.address), records.state_json(kept))
        database.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", row)


def _veil_wanted(database: sqlite3.Connection, veils: dict[str, Veil], secrets: Collection[str]) -> None:
    for number, source, url, raw in database.execute("SELECT rowid, source, url, raw FROM wanted").fetchall():
        own = veils.get(source, Veil())
        kept = without(url if is_veiled(url) else own.over(url), secrets)
        packed = _repacked(raw, secrets)
        if kept != url or packed:
            database.execute(
                "UPDATE OR REPLACE wanted SET url = ?, raw = ? WHERE rowid = ?", (kept, packed or raw, number)
            )


def _repacked(packed: bytes, secrets: Collection[str]) -> bytes:
    """Return packed bytes with asterisks over secrets, b"" where there are none in them."""
    raw = records.unpacked(packed)
    bare = blotted(raw, secrets)
    return records.packed(bare) if bare != raw else b""


def _veil_traits(database: sqlite3.Connection, private: Collection[str], secrets: Collection[str]) -> None:
    """Let articles be known again by their addresses as they go by now."""
    from briefing.store.candidates import keep_traits, known_by  # noqa: PLC0415 - once for an archive

    for number, source, traits in database.execute("SELECT id, source, traits FROM sighting").fetchall():
        if source in private or holds(traits, secrets):
            known = known_by(database, number)
            addresses, loose = (
                frozenset(without(for_others(one), secrets) for one in every)
                for every in (known.addresses, known.loose)
            )
            fresh = replace(
                known,
                source=without(known.source, secrets),
                id=without(known.id, secrets),
                ids=frozenset(without(one, secrets) for one in known.ids),
                addresses=addresses,
                loose=loose,
            )
            if fresh != known:
                keep_traits(database, number, fresh)


# --- documents, and what was read of them


def _veil_documents(database: sqlite3.Connection, secrets: Collection[str]) -> None:
    for (number,) in database.execute("SELECT id FROM document").fetchall():
        packed, sha256 = database.execute("SELECT raw, sha256 FROM document WHERE id = ?", (number,)).fetchone()
        raw = records.unpacked(packed)
        bare = blotted(raw, secrets)
        sightings = _sightings(database, number)
        told = held("\n".join(one["said"] + one["record"] + one["text"] + one["title"] for one in sightings), secrets)
        if bare != raw or told:
            marks = [_mark(one, raw) for one in sightings]
            _keep_bare(database, number, sha256, bare)
            for one, mark in zip(sightings, marks, strict=True):
                _veil_sighting(database, one, bare, mark, secrets)


def _sightings(database: sqlite3.Connection, document: int) -> list[dict[str, Any]]:
    names = ("id", "version", "said", "record", "text", "spaced", "title")
    asked = f"SELECT {', '.join(names)} FROM sighting WHERE document = ?"  # noqa: S608 - our own words
    return [dict(zip(names, row, strict=True)) for row in database.execute(asked, (document,)).fetchall()]


def _mark(one: dict[str, Any], raw: bytes) -> bytes:
    return records.mark_of(records.arrival_from(one["said"], raw), one["version"])


def _keep_bare(database: sqlite3.Connection, number: int, sha256: str, bare: bytes) -> None:
    """Keep a document without secrets in its own place, and let what was made from it name it by its new digest."""
    fresh = hashlib.sha256(bare).hexdigest()
    same = database.execute("SELECT id FROM document WHERE sha256 = ? AND id != ?", (fresh, number)).fetchone()
    for table in ("said", "read"):
        database.execute(f"UPDATE {table} SET sha256 = ? WHERE sha256 = ?", (fresh, sha256))  # noqa: S608 - our own
    if same:
        for table in ("sighting", "unread"):
            database.execute(f"UPDATE {table} SET document = ? WHERE document = ?", (same[0], number))  # noqa: S608
        database.execute("DELETE FROM document WHERE id = ?", (number,))
        return
    database.execute("DELETE FROM finding WHERE document = ?", (number,))
    database.execute(
        "UPDATE document SET sha256 = ?, size = ?, raw = ? WHERE id = ?",
        (fresh, len(bare), records.packed(bare), number),
    )


def _veil_sighting(
    database: sqlite3.Connection, one: dict[str, Any], bare: bytes, mark: bytes, secrets: Collection[str]
) -> None:
    """Keep what was read of a document as it is read of the bare one; it is read again when it is next needed."""
    from briefing.store.index import index, is_indexed, unindex  # noqa: PLC0415 - once for an archive

    found = is_indexed(database, one["id"])
    if found:
        unindex(database, one["id"])
    said = without(one["said"], secrets)
    text, title = _blotted(one["text"], secrets), _blotted(one["title"], secrets)
    spaced = one["spaced"] and _blotted(one["spaced"], secrets)
    article = records.article_from(one["record"], one["text"], b"")
    fresh = replace(article, sha256=hashlib.sha256(bare).hexdigest(), text=_blotted(article.text, secrets))
    database.execute(
        "UPDATE sighting SET version = '', said = ?, record = ?, text = ?, spaced = ?, title = ? WHERE id = ?",
        (said, without(records.record_of(fresh), secrets), text, spaced, title, one["id"]),
    )
    if found:
        index(database, one["id"])
    again = records.mark_of(records.arrival_from(said, bare), one["version"])
    database.execute("UPDATE OR REPLACE mark SET mark = ? WHERE mark = ?", (again, mark))


def _blotted(text: str, secrets: Collection[str]) -> str:
    return blotted(text.encode("utf-8", "surrogatepass"), secrets).decode("utf-8", "surrogatepass")


# --- all else


def _veil_texts(database: sqlite3.Connection, secrets: Collection[str]) -> None:
    for table, columns in _TEXTS.items():
        for column in columns:
            rows = database.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()  # noqa: S608 - our own words
            for (value,) in rows:
                if isinstance(value, str) and holds(value, secrets):
                    bare = (without(value, secrets), value)
                    database.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ?", bare)  # noqa: S608


def _veil_unread(database: sqlite3.Connection, secrets: Collection[str]) -> None:
    """Forget what could not be read and quotes a secret: it is tried again when it comes again."""
    asked = "SELECT mark, source || said || problem, raw FROM unread JOIN document ON document.id = document"
    for mark, words, raw in database.execute(asked).fetchall():
        if holds(words, secrets) or _repacked(raw, secrets):
            database.execute("DELETE FROM unread WHERE mark = ?", (mark,))
