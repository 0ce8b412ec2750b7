"""Reports made of sentences, and what the program reads them as."""

from __future__ import annotations

from briefing.model import Article, Topic
from briefing.summarise.corpus import Corpus
from briefing.summarise.segment import segment


def report(
    *sentences: str,
    publisher: str | None = "Lume Gazette",
    published: str | None = "2031-03-12",
    title: str | None = None,
) -> Article:
    """A report of which every string is a sentence."""
    return Article.from_sentences(sentences, publisher=publisher, published=published, title=title)


def corpus(*reports: Article) -> Corpus:
    return Corpus(segment(reports))


TRUCE = Topic(id="truce", title="Truce", terms=("truce", "inspections"), sentences=3)
PORT = Topic(id="port", title="Port", terms=("grain", "ships", "blockade"), sentences=3)

PADDING = (
    "A new school for boat builders opened in the old customs house of Velmar.",
    "The council of Kestrel Bay voted to repair four bridges over the river Anse.",
    "Rain damaged the apple harvest in the hills behind the northern coast.",
    "The museum bought a chart drawn by a pilot who knew every rock of the bay.",
    "Teachers in both towns asked for smaller classes and warmer rooms.",
    "An old lighthouse was sold to a painter who wants to live in it.",
)
"""Sentences that have nothing to do with each other or with the story: they make its words rare, as they are."""
