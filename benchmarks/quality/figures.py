"""The record of one measured figure, its bootstrap interval, and the parts that the table is made of.

How to plug in: write a module with `measure(options: Options) -> tuple[Figure, ...]`, have it call `compare` with the
counts of every unit (article, day, section) for each system, and add a line `Part(name, data, measure)` to `PARTS` in
`parts.py`. Counts are added up over the units; `value` makes the figure of the sums: `ratio`, `f1`, `mean`, `total`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
"""Where the data is looked for: beside the project."""

OURS = "briefing"
"""The name of the program's own line."""

RESAMPLES, LEVEL, SEED = 1_000, 95, 20160729

Kind = Literal["ours", "baseline", "variant", "bound", "published"]
"""Whose figure it is: the program's, a baseline measured in the same run, the program set otherwise, what people or an
oracle reach in the same run, or a number printed in ../shared/data/README.md and beside it (no interval)."""

Counts = tuple[float, ...]
"""What one unit adds to a figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one system. `low` and `high` bound it in 95 of 100 resamples of its `count` units, or are None.

    `difference` is value minus that of the best baseline, `over`, on the same resamples; None where there is none.
    """

    name: str
    system: str
    value: float
    low: float | None = None
    high: float | None = None
    count: int = 0
    unit: str = ""
    kind: Kind = "ours"
    higher_is_better: bool = True
    over: str = ""
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the difference to the best baseline is one: its interval does not hold 0."""
        if self.difference_low is None or self.difference_high is None:
            return False
        return self.difference_low > 0 or self.difference_high < 0


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for: `fast` takes a sample where a part is slow; `shared` is where the data is."""

    fast: bool = False
    shared: Path = SHARED


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the table: its name, the files or folders below `shared` that it needs, and what measures it.

    `needs` are libraries of the group `bench`; `slow` keeps it out of --quick.
    """

    name: str
    data: tuple[str, ...]
    measure: Callable[[Options], tuple[Figure, ...]]
    needs: tuple[str, ...] = ()
    slow: bool = False

    def missing(self, options: Options) -> tuple[str, ...]:
        """Return what it needs and what is not there."""
        files = tuple(name for name in self.data if not (options.shared / name).exists())
        return files + tuple(name for name in self.needs if find_spec(name) is None)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a system did, unit by unit, in the same order for every system of a figure."""

    system: str
    counts: Sequence[Counts]
    kind: Kind = "baseline"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is: its name, what makes it of summed counts, what its units are, and which way is up."""

    name: str
    value: Callable[[Sequence[float]], float]
    unit: str
    higher_is_better: bool = True


def ratio(part: int, whole: int) -> Callable[[Sequence[float]], float]:
    """Return the function that divides one of the sums by another; 0 where there is nothing to divide by."""
    return lambda sums: sums[part] / sums[whole] if sums[whole] else 0.0


def f1(hit: int, found: int, true: int) -> Callable[[Sequence[float]], float]:
    """Return the function that makes F1 of summed hits, found ones and true ones."""
    return lambda sums: 2 * sums[hit] / (sums[found] + sums[true]) if sums[found] + sums[true] else 0.0


def total(sums: Sequence[float]) -> float:
    """Return the first of the sums."""
    return float(sums[0])


def mean(sums: Sequence[float]) -> float:
    """Return the first of the sums over the second, which counts the units."""
    return sums[0] / sums[1] if sums[1] else 0.0


def compare(measure: Measure, samples: Sequence[Sample], published: Mapping[str, float] | None = None) -> list[Figure]:
    """Return a figure a system, each with its interval and its difference to the best baseline; then what is printed.

    Where no unit was measured there is nothing to return. Raises ValueError where the systems were not measured on as
    many units.
    """
    if not any(len(sample.counts) for sample in samples):
        return []
    if len({len(sample.counts) for sample in samples}) > 1:
        raise ValueError(f"{measure.name}: not the same units for every system")
    drawn = {sample.system: _draw(sample.counts, measure) for sample in samples}
    best = _best_baseline(samples, drawn, measure)
    figures = [_figure(measure, sample, drawn, best) for sample in samples]
    return figures + [
        Figure(measure.name, system, value, kind="published", higher_is_better=measure.higher_is_better)
        for system, value in (published or {}).items()
    ]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A system's value, and its values on the resamples."""

    value: float
    resampled: NDArray[np.float64] = field(repr=False)


def _draw(counts: Sequence[Counts], measure: Measure) -> _Drawn:
    table = np.asarray(counts, dtype=np.float64)
    # the same seed and as many units: every system sees the same resamples, so their differences are paired
    picks = np.random.default_rng(SEED).integers(0, len(table), size=(RESAMPLES, len(table)))
    times = np.stack([np.bincount(pick, minlength=len(table)) for pick in picks])
    resampled = np.array([measure.value(sums) for sums in (times @ table).tolist()])
    return _Drawn(measure.value(table.sum(axis=0).tolist()), resampled)


def _best_baseline(samples: Sequence[Sample], drawn: Mapping[str, _Drawn], measure: Measure) -> str:
    sign = 1 if measure.higher_is_better else -1
    baselines = [sample.system for sample in samples if sample.kind == "baseline"]
    return max(baselines, key=lambda system: sign * drawn[system].value, default="")


def _figure(measure: Measure, sample: Sample, drawn: Mapping[str, _Drawn], best: str) -> Figure:
    own = drawn[sample.system]
    low, high = _interval(own.resampled, len(sample.counts))
    plain = Figure(
        measure.name,
        sample.system,
        own.value,
        low,
        high,
        len(sample.counts),
        measure.unit,
        sample.kind,
        measure.higher_is_better,
    )
    return _against(plain, own, best, drawn[best]) if best and best != sample.system else plain


def _against(figure: Figure, own: _Drawn, best: str, other: _Drawn) -> Figure:
    low, high = _interval(own.resampled - other.resampled, figure.count)
    return replace(figure, over=best, difference=own.value - other.value, difference_low=low, difference_high=high)


def _interval(values: NDArray[np.float64], units: int) -> tuple[float, float] | tuple[None, None]:
    if units < 2:  # it is drawn each time
        return None, None
    edge = (100 - LEVEL) / 2
    low, high = np.percentile(values, [edge, 100 - edge])
    return float(low), float(high)
