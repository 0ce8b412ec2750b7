"""All sentences of a brief as templates see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.view import IssueView, ItemView, SentenceView


def items_of(issue: IssueView) -> Iterator[ItemView]:
    """Return every item, in the order of reading."""
    yield from (item for section in issue.sections for group in section.groups for item in group.items)


def sentences_of(issue: IssueView) -> Iterator[SentenceView]:
    """Return every sentence of the sections, the timeline and the figures."""
    yield from (sentence for item in items_of(issue) for sentence in item.sentences)
    yield from (event.sentence for event in issue.timeline)
    yield from (claim.sentence for figure in issue.figures for claim in figure.claims)
