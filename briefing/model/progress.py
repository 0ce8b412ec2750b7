"""Progress: what is being done just now, for whoever looks on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done just now, for whoever looks on: `done` of `total` `things`, 0 where nobody can tell.

    `stage` is one of DESIGN's way (gather, read, choose, verify, write, deliver), or a command's own. `left` names what
    is still waited for: how long that takes is not known.
    """

    stage: str
    things: str = ""
    done: int = 0
    total: int = 0
    left: tuple[str, ...] = ()


def unseen(_: Step) -> None:
    """Hear of a step where nobody looks on."""


def counted(things: Collection[_T], step: Step, told: Callable[[Step], None]) -> Iterator[_T]:
    """Yield the things one after the other, and tell before each how many are done."""
    for number, thing in enumerate(things):
        told(replace(step, done=number, total=len(things)))
        yield thing
