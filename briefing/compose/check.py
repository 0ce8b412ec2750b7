"""Promise 1: every sentence shown stands in its source, at its offsets, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.compose.people import shown_of
from briefing.model import Place
from briefing.text.folding import display

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefing.model import Article, Brief, Item, Office, Shown


def verify(brief: Brief, articles: Iterable[Article]) -> tuple[str, ...]:
    """Return what a brief shows that its sources do not hold, one line each; () when every sentence is found."""
    texts = {article.sha256: article.text for article in articles}
    digests = {source.id: source.sha256 for source in brief.articles}
    known = {id_: texts[digest] for id_, digest in digests.items() if digest in texts}
    return tuple(problem for where, shown in _shown(brief) for problem in _problems(where, shown, digests, known))


def _shown(brief: Brief) -> Iterator[tuple[str, Shown | Place | Office]]:
    for section in brief.sections:
        for item in section.items:
            around = (place for one in item.sentences for place in _around(one))
            claims: tuple[Shown | Place, ...] = (*item.sentences, *around, *item.also, *_beside(item))
            yield from ((item.id, claim) for claim in claims)
    yield from shown_of(brief)
    yield from ((f"timeline {event.date}", event.sentence) for event in brief.timeline)
    yield from ((f"figure {figure.about}", claim.sentence) for figure in brief.figures for claim in figure.claims)


def _around(shown: Shown) -> Iterator[Place]:
    around = shown.context
    if around and around.before:
        yield Place(shown.article, around.start, shown.start, around.before)
    if around and around.after:
        yield Place(shown.article, shown.end, around.end, around.after)


def _beside(item: Item) -> Iterator[Place]:
    if item.superseded_by:
        yield item.superseded_by
    if item.earlier and item.earlier.sentence:
        yield item.earlier.sentence


def _problems(
    where: str, shown: Shown | Place | Office, digests: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[str]:
    words = f'"{shown.text[:100]}"'
    if shown.article not in digests:
        yield f"{where}: {shown.article} is no article of the brief: {words}"
    elif shown.article not in texts:
        yield f"{where}: the document of {shown.article} is not there, or is not the one that was read: {words}"
    elif not 0 <= shown.start < shown.end <= len(texts[shown.article]):
        yield f"{where}: the offsets {shown.start}-{shown.end} lie outside {shown.article}: {words}"
    elif display(texts[shown.article][shown.start : shown.end]) != shown.text:
        yield f"{where}: does not stand in {shown.article} at {shown.start}-{shown.end}: {words}"
