"""How near the greedy choice comes to the best: the house objective as an integer programme, solved with HiGHS.

    F(S) = sum over s in S of own(s)  +  sum over the concepts c of  max over s in S that tell c of  worth(s, c)

(briefing/summarise/coverage.py), under the limits of the topics, each sentence once, no two that tell the same. What
the program takes off for a report or a side that has had its say, and its floors, are left out of both, so that the
optimum is over more than the program may choose, and the share is the least that it can be. Where the time does not
do, the solver's bound stands for the optimum.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.quality.figures import OURS, Figure, Options
from benchmarks.quality.program import Problem, house_problem
from benchmarks.quality.story import DATA, story_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

SECONDS = 60.0
NEEDS = ("highspy",)
__all__ = ["DATA", "NEEDS", "best_bound", "measure", "value"]


def value(problem: Problem, chosen: Collection[int]) -> float:
    """Return F of a choice, by the numbers of what is chosen."""
    best: dict[Hashable, float] = {}
    for number in sorted(chosen):
        for concept, worth in problem.choices[number].tells.items():
            best[concept] = max(best.get(concept, 0.0), worth)
    return sum(problem.choices[n].own for n in sorted(chosen)) + sum(best.values())


@dataclass(frozen=True, slots=True)
class _Rows:
    """A programme in the making: HiGHS, and its variables by the number of the choice."""

    solver: Any
    shown: tuple[Any, ...]

    def at_most_one(self, variables: Collection[Any]) -> None:
        self.solver.addConstr(sum(variables) <= 1)


def best_bound(problem: Problem, seconds: float = SECONDS) -> float:
    """Return the greatest F, or a bound above it where the time does not do."""
    solver = import_module("highspy").Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS's own signature
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 1e-4)
    rows = _Rows(solver, tuple(solver.addBinary() for _ in problem.choices))
    _limit(rows, problem)
    gains = _concepts(rows, problem)
    own = sum(choice.own * shown for choice, shown in zip(problem.choices, rows.shown, strict=True))
    solver.maximize(own + sum(gains))
    return float(solver.getInfo().mip_dual_bound)


def _limit(rows: _Rows, problem: Problem) -> None:
    for topic, limit in problem.limits.items():
        own = [x for choice, x in zip(problem.choices, rows.shown, strict=True) if choice.topic == topic]
        if own:
            rows.solver.addConstr(sum(own) <= limit)
    for number, choice in enumerate(problem.choices):
        for behind in sorted(choice.clashes):
            rows.at_most_one((rows.shown[number], rows.shown[number + behind]))


def _concepts(rows: _Rows, problem: Problem) -> list[Any]:
    """Return what the concepts add, each with one sentence that tells it; that sentence must be shown."""
    tellers: dict[Hashable, list[tuple[int, float]]] = defaultdict(list)
    for number, choice in enumerate(problem.choices):
        for concept, worth in choice.tells.items():
            tellers[concept].append((number, worth))
    return [gain for told in tellers.values() for gain in _concept(rows, told)]


def _concept(rows: _Rows, told: list[tuple[int, float]]) -> list[Any]:
    if len(told) == 1:
        return [worth * rows.shown[number] for number, worth in told]
    uses = [rows.solver.addVariable(0, 1) for _ in told]
    rows.at_most_one(uses)
    for (number, _), use in zip(told, uses, strict=True):
        rows.solver.addConstr(use <= rows.shown[number])
    return [worth * use for (_, worth), use in zip(told, uses, strict=True)]


def measure(options: Options) -> tuple[Figure, ...]:
    """Return the share of the best F that the greedy choice reaches on the annotated story."""
    problem = house_problem(*story_settings(options.shared))
    share = value(problem, problem.chosen) / best_bound(problem)
    return (Figure("exact.share", OURS, share, count=len(problem.choices), unit="candidate"),)
