"""Addresses -> bytes: the polite fetcher, the only place that reads from the network."""

from __future__ import annotations

from briefing.ingest.fetch.freshness import due
from briefing.ingest.fetch.gather import fetch_all
from briefing.ingest.fetch.records import Fetched, Kind, Manners, Request, World

__all__ = ["Fetched", "Kind", "Manners", "Request", "World", "due", "fetch_all"]
