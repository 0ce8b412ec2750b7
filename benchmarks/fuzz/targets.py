"""The targets by their names, each with its seeds and what a run of it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.fuzz import parsers, seeds, whole

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Target:
    """A function that is fed, the bytes to begin with, and how many runs of a cheap target one of its own costs."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    cost: int = 1


_ANY = tuple(bytes([at % 10]) + seed for at, seed in enumerate((*seeds.PLAIN, *seeds.MAIL, *seeds.FEEDS, *seeds.PAGES)))
_LINKED = tuple(part.partition(b"</script>")[0] for seed in seeds.PAGES[:1] for part in seed.split(b'ld+json">')[1:])

TARGETS = {
    "anything": Target(parsers.anything, _ANY, 4),
    "plain": Target(parsers.plain, seeds.PLAIN, 4),
    "markdown": Target(parsers.markdown, seeds.MARKDOWN, 4),
    "front-matter": Target(parsers.front_matter, tuple(one[4:-5] for one in seeds.FRONT), 8),
    "page": Target(parsers.page, seeds.PAGES, 8),
    "metadata": Target(parsers.metadata, (*_LINKED, *seeds.DATES[:5]), 8),
    "word": Target(parsers.word, seeds.WORD, 8),
    "word-xml": Target(parsers.word_xml, seeds.WORD_XML, 8),
    "pdf": Target(parsers.pdf, seeds.PDF, 200),
    "pdf-pages": Target(parsers.pdf_pages, tuple(one * 3 for one in seeds.PDF)),
    "mail": Target(parsers.mail, seeds.MAIL, 4),
    "mailbox": Target(parsers.mailboxes, seeds.MAILBOXES, 8),
    "feed": Target(parsers.feed, seeds.FEEDS, 8),
    "feed-json": Target(parsers.feed, seeds.JSON_FEEDS, 8),
    "opml": Target(parsers.opml, seeds.OPML),
    "entry": Target(parsers.entry, seeds.ENTRIES, 4),
    "sidecar": Target(parsers.sidecar, seeds.SIDECARS, 2),
    "configuration": Target(parsers.configuration, seeds.CONFIGS, 10),
    "term": Target(parsers.term, seeds.TERMS, 2),
    "brief-json": Target(parsers.brief_json, seeds.BRIEFS, 20),
    "robots": Target(parsers.robots_txt, seeds.ROBOTS),
    "headers": Target(parsers.headers, seeds.HEADERS),
    "dates": Target(parsers.dates, seeds.DATES),
    "address": Target(parsers.address, seeds.ADDRESSES),
    "sentences": Target(parsers.sentences, seeds.PLAIN, 2),
    "export": Target(parsers.exported, seeds.ARCHIVES, 20),
    "brief": Target(whole.brief, seeds.DAYS, 50),
    "issue": Target(whole.issue, seeds.DAYS, 100),
    "markup": Target(whole.markup, seeds.WORDS, 50),
}
