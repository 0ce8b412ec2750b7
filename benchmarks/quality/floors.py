"""The floor of each of the program's figures, with the digest of the data that it was measured on: floors.json.

A floor may rise, and falls only with a reason, which stands in CHANGELOG.md. Of a figure of which less is better it is
the most that is allowed.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.quality.figures import Figure

FLOORS = Path(__file__).with_name("floors.json")
DIGITS = 4  # to which a floor is rounded, to its easier side
NEAR = 1e-9  # sums of floats on another machine

Verdict = Literal["holds", "could rise", "under", "other data", "no floor", "no reason"]
FAILS: frozenset[Verdict] = frozenset({"under", "no reason"})


@dataclass(frozen=True, slots=True)
class Floor:
    """The least (or most) that a figure may be; `because` is why it was lowered, "" where it was not."""

    floor: float
    data: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One of the program's figures, with the digest of its data."""

    figure: Figure
    data: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a figure against its floor."""

    name: str
    verdict: Verdict
    value: float
    floor: float | None

    def __str__(self) -> str:
        if self.verdict == "other data":
            return f"{self.name}: other data, not checked"
        against = "" if self.floor is None else f", floor {self.floor:g}"
        return f"{self.name}: {self.verdict} ({self.value:.4g}{against})"


class UnknownFigureError(ValueError):
    """A figure was to be lowered that has no floor or was not measured."""


def load(path: Path = FLOORS) -> dict[str, Floor]:
    """Return the floors by the figures' names; none where there is no file."""
    if not path.is_file():
        return {}
    return {name: Floor(**floor) for name, floor in json.loads(path.read_text("utf-8")).items()}


def save(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write the floors, by name."""
    told = {name: {k: v for k, v in asdict(floors[name]).items() if v != ""} for name in sorted(floors)}
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def judge(floors: Mapping[str, Floor], measured: Sequence[Held], changelog: str) -> list[Judgement]:
    """Return what is to be said of each figure that was measured."""
    return [_judged(floors.get(held.figure.name), held, changelog) for held in measured]


def _judged(floor: Floor | None, held: Held, changelog: str) -> Judgement:
    name, value = held.figure.name, held.figure.value
    if floor is None:
        return Judgement(name, "no floor", value, None)
    return Judgement(name, _verdict(floor, held, changelog), value, floor.floor)


def _verdict(floor: Floor, held: Held, changelog: str) -> Verdict:
    if floor.data != held.data:
        return "other data"
    if floor.because and floor.because not in changelog:
        return "no reason"
    if is_better(floor.floor, held.figure.value, held.figure):
        return "under"
    return "could rise" if is_better(easier(held.figure), floor.floor, held.figure) else "holds"


def is_better(one: float, other: float, figure: Figure) -> bool:
    """Whether a value of a figure is better than another by more than floats differ."""
    return one > other + NEAR if figure.higher_is_better else one < other - NEAR


def easier(figure: Figure) -> float:
    """Return a figure's value rounded to its easier side."""
    scale = float(10**DIGITS)
    scaled = round(figure.value * scale, 3)
    return (math.floor(scaled) if figure.higher_is_better else math.ceil(scaled)) / scale


def raised(floors: Mapping[str, Floor], measured: Sequence[Held]) -> dict[str, Floor]:
    """Return the floors with those that can rise at what was measured, and those that were not there."""
    found = dict(floors)
    for held in measured:
        old, new = floors.get(held.figure.name), Floor(easier(held.figure), held.data)
        if old is None or is_better(new.floor, old.floor, held.figure):
            found[held.figure.name] = new
    return found


def lowered(floors: Mapping[str, Floor], measured: Sequence[Held], name: str, because: str) -> dict[str, Floor]:
    """Return the floors with one at what was measured, lower or on other data, and why.

    Raises ValueError where there is no reason, UnknownFigureError where there is no such floor or figure.
    """
    if not because.strip():
        raise ValueError("a floor is lowered for a reason; say it with --because")
    held = next((one for one in measured if one.figure.name == name), None)
    if held is None or name not in floors:
        raise UnknownFigureError(f"{name}: {'not measured in this run' if held is None else 'has no floor to lower'}")
    return {**floors, name: replace(floors[name], floor=easier(held.figure), data=held.data, because=because.strip())}


def told_in(changelog: str, name: str, old: Floor, new: Floor) -> str:
    """Return the changelog with a line on a lowered floor, at the end of its first list."""
    line = f"- The quality floor `{name}` goes from {old.floor:g} to {new.floor:g}: {new.because}"
    lines = changelog.rstrip("\n").split("\n")
    section = next((n for n, text in enumerate(lines) if text.startswith("## ")), len(lines) - 1)
    end = next((n for n in range(section + 1, len(lines)) if lines[n].startswith("## ")), len(lines))
    while end > section + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], line, *lines[end:]]) + "\n"
