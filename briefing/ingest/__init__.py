"""The world -> articles: files and pages, each with what is known of it and on what that rests."""

from __future__ import annotations

from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.draft import Facts
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.ingest.local import Gathered, files_of, gather, read

__all__ = [
    "Facts",
    "Gathered",
    "Place",
    "Told",
    "files_of",
    "gather",
    "infer_dates",
    "infer_publishers",
    "read",
    "read_document",
]
