"""The numbered list of the reports that a brief was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.model import Article, Chosen, Pick, Selection, Sentence


def numbered(selection: Selection, shown: Iterable[Chosen], beside: Iterable[str] = ()) -> dict[str, str]:
    """Return the ids "a1", "a2", ... of the articles by their keys: those quoted as they come up, then the others.

    `beside` are the keys of those quoted after the sections, in order.
    """
    quoted = [key for chosen in shown for key in _keys(chosen)]
    rest = [reading.article.key for reading in selection.readings]
    return {key: f"a{number}" for number, key in enumerate(dict.fromkeys([*quoted, *beside, *rest]), 1)}


def quoted_keys(shown: Iterable[Chosen]) -> frozenset[str]:
    """Return the keys of the articles that the brief shows a sentence of."""
    return frozenset(key for chosen in shown for key in _keys(chosen))


def _keys(chosen: Chosen) -> list[str]:
    return [
        sentence.article.key
        for pick in chosen.picks
        for sentence in (pick.lead_in, pick.sentence, *pick.also, pick.superseded_by, _changed(pick))
        if sentence
    ]


def _changed(pick: Pick) -> Sentence | None:
    """Return what an earlier issue showed and the pick changes: it is shown beside it."""
    return pick.echo.sentence if pick.echo and pick.echo.changed else None


def sources(selection: Selection, ids: Mapping[str, str], quoted: frozenset[str]) -> tuple[Source, ...]:
    """Return the articles as the brief lists them, in the order of their ids."""
    earlier = _earlier_versions(selection)
    articles = {reading.article.key: reading.article for reading in selection.readings}
    return tuple(
        _source(articles[key], ids, selection.origins.get(key, key), earlier.get(key), quoted=key in quoted)
        for key in ids
    )


def _earlier_versions(selection: Selection) -> dict[str, str]:
    """Return, for each later version of an article, the version before it."""
    chains: dict[str, list[str]] = {}
    for old, newest in selection.revisions.items():
        chains.setdefault(newest, []).append(old)
    earlier = {}
    for newest, older in chains.items():
        versions = [*older, newest]
        earlier.update(dict(zip(versions[1:], versions, strict=False)))
    return earlier


def _source(article: Article, ids: Mapping[str, str], origin: str, earlier: str | None, *, quoted: bool) -> Source:
    published = article.published
    return Source(
        id=ids[article.key],
        title=article.title.value,
        publisher=article.publisher.value,
        author=article.author.value,
        published=published.day.isoformat() if published.day else None,
        published_basis=published.basis,
        published_detail=published.detail,
        url=article.url.value,
        source=article.source,
        path=article.path,
        sha256=article.sha256,
        origin=ids.get(origin, origin),
        credits=article.credits,
        revision_of=ids[earlier] if earlier else None,
        quoted=quoted,
        known_by={
            "title": article.title.basis,
            "publisher": article.publisher.basis,
            "author": article.author.basis,
            "url": article.url.basis,
        },
        notes=article.notes,
    )
