"""The index of words: how a text goes into it and comes out, and which version stands for an article.

A version is in it once, by its first sighting, and stays when a newer one comes: so it can be told what was known on an
earlier day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.store.records import kept

if TYPE_CHECKING:
    import sqlite3

BREAK = "\u200b"
"""Stands between the characters of a script without spaces: each is a word of the index, and a word a phrase."""

BEGIN, END = "\x02", "\x03"
"""Stand around what matches, in what the index gives back; in no text that goes into it."""

# Thai and Lao, Burmese, Khmer, kana, Han: words without spaces between them
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_BETWEEN = re.compile(rf"(?<=[{_UNSPACED}])(?=[\w{_UNSPACED}])|(?<=[\w{_UNSPACED}])(?=[{_UNSPACED}])")
_MARKS = str.maketrans({BEGIN: " ", END: " "})


def searchable(text: str) -> str:
    """Return a text as the index takes it."""
    bare = kept(text)
    if BEGIN in bare or END in bare:
        bare = bare.translate(_MARKS)
    return bare if bare.isascii() else _BETWEEN.sub(BREAK, bare)


def plain(shown: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text that the index gave back, and where in it the matches begin and end."""
    marks, at = [], 0
    parts = re.split(f"([{BEGIN}{END}])", shown.replace(BREAK, ""))
    for part in parts:
        if part == BEGIN:
            marks.append((at, at))
        elif part == END:
            marks[-1] = (marks[-1][0], at)
        else:
            at += len(part)
    return "".join(part for part in parts if part not in {BEGIN, END}), tuple(marks)


def index(database: sqlite3.Connection, sighting: int) -> None:
    """Let the words of a version be found."""
    row = database.execute(_WORDS, (sighting,)).fetchone()
    if row:
        database.execute("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", row)


def index_since(database: sqlite3.Connection, last: int) -> None:
    """Let the words of all versions be found that came after a sighting.

    All at once: the index gathers words until another statement may have to be undone alone, and then writes them down.
    """
    rows = database.execute(
        "SELECT id FROM sighting WHERE id > ? AND id = (SELECT min(first.id) FROM sighting AS first"
        " WHERE first.revision = sighting.revision) ORDER BY id",
        (last,),
    ).fetchall()
    for (sighting,) in rows:
        index(database, sighting)


def unindex(database: sqlite3.Connection, sighting: int) -> None:
    """Let the words of a version be found no more; to be done before it changes or is dropped."""
    row = database.execute(_WORDS, (sighting,)).fetchone()
    if row:
        database.execute("INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", row)


_WORDS = "SELECT id, title, text FROM searchable WHERE id = ?"


def is_indexed(database: sqlite3.Connection, sighting: int) -> bool:
    """Whether a sighting is the one that its version is found by: the first."""
    first = "SELECT min(id) FROM sighting WHERE revision = (SELECT revision FROM sighting WHERE id = ?)"
    return bool(database.execute(first, (sighting,)).fetchone()[0] == sighting)


def stand(database: sqlite3.Connection, article: int) -> None:
    """Let the newest version of an article that is shown stand for it."""
    database.execute(
        "UPDATE article SET newest = (SELECT min(first.id) FROM sighting AS first WHERE first.revision ="
        " (SELECT revision.id FROM revision JOIN sighting ON sighting.revision = revision.id"
        " WHERE revision.article = article.id AND shown IS NOT NULL ORDER BY number DESC LIMIT 1)) WHERE id = ?",
        (article,),
    )
