"""The same person through time: by the rules by which names of one story are one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model.records import dataclass
from briefing.render.site.known import key_of_issues
from briefing.text.names import Mention, name_parts
from briefing.text.people import Named, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.render.site.outline import Outline, PersonOutline

_Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Biography:
    """A person of several issues: the names that the issues gave, the newest first, and what each had of them."""

    names: tuple[str, ...]
    issues: tuple[tuple[Outline, PersonOutline], ...]

    @property
    def key(self) -> bytes:
        """A digest of what it is made of."""
        places = tuple(_place(*one) for one in self.issues)
        return key_of_issues((issue.key for issue, _ in self.issues), places)


def biographies(outlines: Sequence[Outline]) -> tuple[Biography, ...]:
    """Return the persons of issues, which are in order of time, those first whom the first issues named.

    Two persons of one issue are never one. Full names and their spellings are told apart as `text.people` does; a
    surname alone is the person of that surname where there is but one.
    """
    told = cast([_named(person, issue.date) for person in issue.people] for issue in outlines)
    found: dict[_Parts, list[tuple[Outline, PersonOutline]]] = {}
    for issue in outlines:
        for key, person in _keyed(issue.people, told.keys):
            found.setdefault(key, []).append((issue, person))
    return tuple(_biography(parts) for parts in found.values())


def _place(issue: Outline, person: PersonOutline) -> int:
    """Return which of the persons of an issue one is."""
    return next(place for place, one in enumerate(issue.people) if one is person)


def _named(person: PersonOutline, day: str) -> Named:
    mention = Mention(0, len(person.name), person.name, person=True)
    return Named(mention, tuple(office.text for office in person.offices), person.name, day)


def _keyed(
    people: Iterable[PersonOutline], keys: Mapping[_Parts, _Parts | None]
) -> Iterator[tuple[_Parts, PersonOutline]]:
    """Yield the persons of an issue with their keys; whose key is taken there already is somebody else."""
    taken: set[_Parts] = set()
    for person in people:
        parts = name_parts(person.name)
        key = keys.get(parts) or parts
        key = parts if key in taken else key
        if key not in taken:
            taken.add(key)
            yield key, person


def _biography(issues: Sequence[tuple[Outline, PersonOutline]]) -> Biography:
    names = dict.fromkeys(person.name for _, person in reversed(issues))
    return Biography(tuple(names), tuple(issues))
