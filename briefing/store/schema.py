"""The tables of the file that remembers, version by version. A later part adds a version and never changes one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

_ISSUES = (
    """CREATE TABLE issue (
               id INTEGER PRIMARY KEY,
               brief TEXT NOT NULL,
               date TEXT NOT NULL,
               UNIQUE (brief, date)
           )""",
    """CREATE TABLE said (
               issue INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
               place INTEGER NOT NULL,
               topic TEXT NOT NULL,
               item TEXT NOT NULL,
               status TEXT NOT NULL,
               text TEXT NOT NULL,
               role TEXT NOT NULL,
               publisher TEXT,
               published TEXT,
               sha256 TEXT NOT NULL,
               origins INTEGER NOT NULL,
               PRIMARY KEY (issue, place)
           )""",
    """CREATE TABLE read (
               issue INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
               place INTEGER NOT NULL,
               sha256 TEXT NOT NULL,
               PRIMARY KEY (issue, place)
           )""",
)
"""1: the issues, what they showed, and what they were made from."""

_ARCHIVE = (
    # The bytes of a document, compressed, once however often they came.
    """CREATE TABLE document (
           id INTEGER PRIMARY KEY,
           sha256 TEXT NOT NULL UNIQUE,
           size INTEGER NOT NULL,
           raw BLOB NOT NULL
       )""",
    # An article; `newest` is the sighting that stands for it, NULL while all of it is held. Numbers
    # are not given twice: people use them.
    """CREATE TABLE article (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           first_seen TEXT NOT NULL,
           copy_of INTEGER,
           newest INTEGER
       )""",
    """CREATE TABLE revision (
           id INTEGER PRIMARY KEY,
           article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
           number INTEGER NOT NULL,
           UNIQUE (article, number)
       )""",
    # A version as one source had it: what was said of it, and how it was read. `shown` is NULL while it is held.
    """CREATE TABLE sighting (
           id INTEGER PRIMARY KEY,
           article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
           revision INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
           source TEXT NOT NULL,
           document INTEGER NOT NULL REFERENCES document,
           version TEXT NOT NULL,
           dated TEXT,
           first_seen TEXT NOT NULL,
           last_seen TEXT NOT NULL,
           shown TEXT,
           held TEXT NOT NULL,
           publisher TEXT NOT NULL,
           said TEXT NOT NULL,
           record TEXT NOT NULL,
           traits TEXT NOT NULL,
           sketch BLOB NOT NULL,
           title TEXT NOT NULL,
           text TEXT NOT NULL,
           spaced TEXT,
           UNIQUE (revision, source)
       )""",
    "CREATE INDEX sighting_article ON sighting (article)",
    "CREATE INDEX sighting_document ON sighting (document)",
    # Each holds all that its question asks for, so that the long rows are not read.
    "CREATE INDEX sighting_shown ON sighting (source, shown, dated, article, revision)",
    "CREATE INDEX sighting_dated ON sighting (source, dated, shown, article)",
    "CREATE INDEX sighting_seen ON sighting (source, first_seen, dated, article)",
    # Arrivals that have been read, by all that reading them depends on.
    """CREATE TABLE mark (
           mark BLOB PRIMARY KEY,
           sighting INTEGER NOT NULL REFERENCES sighting ON DELETE CASCADE,
           last_seen TEXT NOT NULL
       ) WITHOUT ROWID""",
    "CREATE INDEX mark_sighting ON mark (sighting)",
    """CREATE TABLE unread (
           mark BLOB PRIMARY KEY,
           source TEXT NOT NULL,
           document INTEGER NOT NULL REFERENCES document,
           said TEXT NOT NULL,
           problem TEXT NOT NULL,
           first_seen TEXT NOT NULL,
           last_seen TEXT NOT NULL
       )""",
    "CREATE INDEX unread_document ON unread (document)",
    # What an article is known again by.
    """CREATE TABLE trait (
           kind TEXT NOT NULL,
           value TEXT NOT NULL,
           sighting INTEGER NOT NULL REFERENCES sighting ON DELETE CASCADE,
           PRIMARY KEY (kind, value, sighting)
       ) WITHOUT ROWID""",
    "CREATE INDEX trait_sighting ON trait (sighting)",
    """CREATE TABLE shingle (
           hash INTEGER NOT NULL,
           sighting INTEGER NOT NULL REFERENCES sighting ON DELETE CASCADE,
           PRIMARY KEY (hash, sighting)
       ) WITHOUT ROWID""",
    "CREATE INDEX shingle_sighting ON shingle (sighting)",
    """CREATE TABLE source (
           name TEXT NOT NULL,
           address TEXT NOT NULL,
           state TEXT NOT NULL,
           PRIMARY KEY (name, address)
       ) WITHOUT ROWID""",
    """CREATE TABLE wanted (
           source TEXT NOT NULL,
           url TEXT NOT NULL,
           said TEXT NOT NULL,
           raw BLOB NOT NULL,
           tries INTEGER NOT NULL,
           not_before TEXT,
           PRIMARY KEY (source, url)
       )""",
    """CREATE TABLE run (
           id INTEGER PRIMARY KEY,
           started TEXT NOT NULL,
           ended TEXT,
           outcome TEXT NOT NULL
       )""",
    """CREATE TABLE gave (
           run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
           source TEXT NOT NULL,
           new INTEGER NOT NULL,
           revised INTEGER NOT NULL,
           same INTEGER NOT NULL,
           held INTEGER NOT NULL,
           unread INTEGER NOT NULL,
           problem TEXT NOT NULL,
           PRIMARY KEY (run, source)
       ) WITHOUT ROWID""",
    # The index of words reads the texts here, so that they are not kept a second time.
    """CREATE VIEW searchable AS SELECT id, title, coalesce(spaced, text) AS text FROM sighting""",
    """CREATE VIRTUAL TABLE search USING fts5(
           title, text, content = 'searchable', content_rowid = 'id',
           tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
       )""",
)
"""2: the archive: documents, articles and their versions, sources, runs, and the index of words."""

_LEDGER = (
    # What goes to whom; `turn` counts the mails of one issue to one recipient: the issue, then what corrects it.
    """CREATE TABLE delivery (
           brief TEXT NOT NULL,
           date TEXT NOT NULL,
           way TEXT NOT NULL,
           name TEXT NOT NULL,
           address TEXT NOT NULL,
           turn INTEGER NOT NULL,
           edition TEXT NOT NULL,
           state TEXT NOT NULL,
           since TEXT NOT NULL,
           at TEXT NOT NULL,
           tries INTEGER NOT NULL,
           detail TEXT NOT NULL,
           message_id TEXT NOT NULL,
           next_try TEXT,
           told INTEGER NOT NULL,
           PRIMARY KEY (brief, date, way, name, address, turn)
       ) WITHOUT ROWID""",
)
"""3: the ledger: what was to go to whom, and what became of it."""

_CLEARANCES = (
    # Whether an edition of an issue may go out; of those of an issue the one that was asked about last counts.
    """CREATE TABLE clearance (
           asked INTEGER PRIMARY KEY AUTOINCREMENT,
           brief TEXT NOT NULL,
           date TEXT NOT NULL,
           edition TEXT NOT NULL,
           state TEXT NOT NULL,
           since TEXT NOT NULL,
           at TEXT NOT NULL,
           why TEXT NOT NULL,
           UNIQUE (brief, date, edition)
       )""",
)
"""4: which editions were held, and what a person decided."""

_FINDINGS = (
    # What was found in the sentences of a document, by which version of the code; it can always be found again.
    """CREATE TABLE finding (
           document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
           version BLOB NOT NULL,
           seal BLOB NOT NULL,
           found BLOB NOT NULL
       )""",
    "CREATE INDEX finding_version ON finding (version)",
)
"""5: work that does not depend on the day."""


def _veiled(database: sqlite3.Connection) -> None:
    if database.execute("SELECT EXISTS (SELECT 1 FROM source) OR EXISTS (SELECT 1 FROM wanted)").fetchone()[0]:
        from briefing.store.veiling import veil  # noqa: PLC0415 - once for an archive

        veil(database)


_VEILED = (_veiled,)
"""6: no address holds what opens a source, nor does what was quoted of it."""

_WRITTEN_ANEW = ()
"""7: the file was written anew since (`database.py`): nothing of what was taken out is left in its empty places."""

ANEW = 7

_PAGES = (
    # What the pages of all issues were made from, by which version of the code; it can always be made again.
    """CREATE TABLE IF NOT EXISTS page (
           brief TEXT NOT NULL,
           name TEXT NOT NULL,
           version BLOB NOT NULL,
           seal BLOB NOT NULL,
           key BLOB NOT NULL,
           made BLOB NOT NULL,
           PRIMARY KEY (brief, name)
       )""",
)
"""8: pages that need not be made again."""

Statement = str | Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[tuple[Statement, ...], ...] = (
    *(_ISSUES, _ARCHIVE, _LEDGER, _CLEARANCES, _FINDINGS),
    *(_VEILED, _WRITTEN_ANEW, _PAGES),
)
"""What makes each version of the schema from the one before, the first from an empty file."""
