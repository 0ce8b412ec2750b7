"""An issue with fewer items, where what carries it takes no more: whole items, of all sections alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.render.view import GroupView, IssueView, SectionView


def count(section: SectionView) -> int:
    """Return how many items a section lists."""
    return sum(len(group.items) for group in section.groups)


def most_of(fits: Callable[[int], bool], end: int) -> int | None:
    """Return the largest number from 0 to under `end` that fits, None if none does."""
    low, high = -1, end
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low if low >= 0 else None


def most_within(size: Callable[[int], int], limit: int, end: int, whole: int) -> int | None:
    """Return the largest number from 0 to under `end` whose size is within the limit, None if there is none.

    Sizes grow with the number; `whole` is that of `end`, which is over the limit. Tried is where the line through the
    two sizes found last comes to the limit (the secant method); every third try halves what is left.
    """
    low, high, tries = -1, end, 0
    before, last = (-1, 0), (end, whole)
    while high - low > 1:
        tries += 1
        number = _crossing(before, last, limit) if tries % 3 else (low + high) // 2
        number = min(max(number, low + 1), high - 1)
        before, last = last, (number, size(number))
        low, high = (number, high) if last[1] <= limit else (low, number)
    return low if low >= 0 else None


def _crossing(one: tuple[int, int], other: tuple[int, int], limit: int) -> int:
    """Return the last number before the line through two points, (number, size), is over the limit."""
    rise = other[1] - one[1]
    return one[0] + (limit - one[1]) * (other[0] - one[0]) // rise if rise else one[0]


def shortened(issue: IssueView, number: int) -> IssueView:
    """Return the issue with that many items: the first of each section, then the second of each, and so on."""
    counts = [count(section) for section in issue.sections]
    turns = sorted((turn, place) for place, items in enumerate(counts) for turn in range(items))
    shares = [0] * len(counts)
    for _, place in turns[:number]:
        shares[place] += 1
    return replace(
        issue, sections=tuple(_first(section, share) for section, share in zip(issue.sections, shares, strict=True))
    )


def bare(issue: IssueView) -> IssueView:
    """Return nothing but the head of the issue."""
    return replace(issue, front=(), sections=(), timeline=(), figures=(), health=())


def left_out(whole: IssueView, issue: IssueView) -> dict[str, int]:
    """Return how many items of each section of the whole issue are not in the other, by the section's anchor."""
    kept = {section.anchor: count(section) for section in issue.sections}
    return {section.anchor: count(section) - kept.get(section.anchor, 0) for section in whole.sections}


def _first(section: SectionView, number: int) -> SectionView:
    """Return the section with its first items."""
    groups: list[GroupView] = []
    for group in section.groups:
        items = group.items[:number]
        number -= len(items)
        if items or group.note:
            groups.append(replace(group, items=items))
    return replace(section, groups=tuple(groups))
