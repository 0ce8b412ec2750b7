"""Which sources are named by their numbers in what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.view import IssueView, ItemView, OtherView, PersonView, SentenceView


def cited(issue: IssueView) -> frozenset[int]:
    """Return the numbers that stand behind the sentences, other reports' words and offices of an issue."""
    return frozenset(shown.source.number for shown in _shown(issue))


def _shown(issue: IssueView) -> Iterator[SentenceView | OtherView]:
    for section in issue.sections:
        for group in section.groups:
            for item in group.items:
                yield from _of_item(item)
    yield from (event.sentence for event in issue.timeline)
    for person in issue.people:
        yield from _of_person(person)
    yield from (claim.sentence for figure in issue.figures for claim in figure.claims)


def _of_item(item: ItemView) -> Iterator[SentenceView | OtherView]:
    yield from (sentence for sentence in item.sentences if sentence.cited)
    if item.short:
        return
    yield from item.also
    yield from (item.superseded_by,) if item.superseded_by else ()
    yield from (item.earlier.words,) if item.earlier else ()


def _of_person(person: PersonView) -> Iterator[SentenceView | OtherView]:
    yield from person.roles
    yield from person.said
