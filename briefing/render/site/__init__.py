"""Issues -> the site of all of them, and their feed: pages, data to search in, and Atom. Pure."""

from __future__ import annotations

from briefing.render.site.filed import filed, put_away
from briefing.render.site.known import Known, key_of_bytes
from briefing.render.site.outline import Outline, outline, state_of
from briefing.render.site.pages import FEED, INDEX, MARKS, Place, renewed, site_files

__all__ = [
    "FEED",
    "INDEX",
    "MARKS",
    "Known",
    "Outline",
    "Place",
    "filed",
    "key_of_bytes",
    "outline",
    "put_away",
    "renewed",
    "site_files",
    "state_of",
]
