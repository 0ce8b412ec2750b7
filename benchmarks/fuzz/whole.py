"""The whole way: the bytes of a day's documents -> articles -> brief -> its files, and back."""

from __future__ import annotations

import contextlib
import tempfile
from itertools import islice
from pathlib import Path

from benchmarks.fuzz import seeds
from benchmarks.fuzz.oracles import expect, harmless, keeps_its_word
from benchmarks.fuzz.parsers import document
from briefing import render
from briefing.errors import InputError, NothingToBriefError
from briefing.ingest.containers import contained
from briefing.ingest.infer import infer_dates, infer_publishers
from briefing.model import Article
from briefing.run import Harvest, Made, check, digest, publish

MOST_DOCUMENTS, MOST_INSIDE = 6, 4
_SUFFIXES = {b"h": ".html", b"m": ".md", b"e": ".eml", b"b": ".mbox", b"f": ".xml", b"w": ".docx", b"t": ".txt"}


def brief(data: bytes) -> None:
    """Documents of a day: the brief is verbatim, hollow nowhere, and the same in whatever order they come."""
    made = _made(_articles(data))
    if made is None:
        return
    keeps_its_word(made.brief, list(made.articles.values()))
    again = _made(_articles(data)[::-1])
    expect(again and render(again.brief, "json") == render(made.brief, "json"), "another brief in another order")


def issue(data: bytes) -> None:
    """Documents of a day: the issue is published, found again in its copies, and nobody's markup is in it."""
    made = _made(_articles(data))
    if made is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        published = publish(made, Path(folder))
        expect(check(published.folder) == (made.brief, ()), "not found again in the copies")
    harmless(made.brief)


def markup(data: bytes) -> None:
    """Hostile words in every place of a report at once: nothing of them is an element, an address or a header."""
    words = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace").split("|")
    title, author, publisher, url = (words[1:] + ["Feld"] * 4)[:4]
    told = ("Feld leads the delegation of Ardenia to the", "talks.\n\nTalbot refused the truce", "of 30 days.\n")
    text = f"{told[0]} {words[0]} {told[1]} {words[-1]} {told[2]}"
    article = Article.from_text(text, title=title, author=author, publisher=publisher, url=url, published=seeds.TODAY)
    made = _made([article])
    if made:
        harmless(made.brief)


def _articles(data: bytes) -> list[Article]:
    found = []
    for number, part in enumerate(data.split(seeds.BETWEEN)[:MOST_DOCUMENTS]):
        path, raw = f"{number}{_SUFFIXES.get(part[:1], '.txt')}", part[1:]
        raw = seeds.docx_of(raw) if path.endswith(".docx") else raw
        with contextlib.suppress(InputError):
            inside = [document(one.raw, one.path) for one in islice(contained(raw, path), MOST_INSIDE)]
            found += [one for one in inside if one]
    return found


def _made(articles: list[Article]) -> Made | None:
    try:
        return digest(Harvest(infer_publishers(infer_dates(tuple(articles))), (), ()), seeds.SETTINGS, seeds.TODAY)
    except NothingToBriefError:
        return None
