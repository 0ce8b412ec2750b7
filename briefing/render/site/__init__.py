"""Issues -> the site of all of them, and their feed: pages, data to search in, and Atom. Pure."""

from __future__ import annotations

from briefing.render.site.outline import Outline, outline
from briefing.render.site.pages import MARK, Place, site_files

__all__ = ["MARK", "Outline", "Place", "outline", "site_files"]
