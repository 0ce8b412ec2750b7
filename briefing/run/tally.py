"""What each source gave in a run, counted while its answers come."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefing.model import Batch, Yield
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.model import Filed


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a source for something: what is to be filed, and what went wrong, "" if nothing.

    `news` is what is to be told of it, this once; `nothing` says that it was read and holds nothing. `more`: the next
    answer need not be waited for, so that both can be filed at once.
    """

    source: str
    batch: Batch
    problem: str = ""
    news: str = ""
    nothing: str = ""
    more: bool = False


class Tally:
    """Counts answers, and what became of their documents, by the names of the sources."""

    def __init__(self) -> None:
        self.news: list[str] = []
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._problems: dict[str, list[str]] = defaultdict(list)

    def count(self, answer: Answer, filed: Iterable[Filed]) -> None:
        """Count an answer and what became of its documents."""
        self.news += [f"source {answer.source}: {answer.news}"] if answer.news else []
        self._counts[answer.source].update(one.outcome for one in filed)
        if answer.problem:
            self._problems[answer.source].append(answer.problem)

    def gave(self, names: Iterable[str]) -> tuple[Yield, ...]:
        """Return what each source gave: those named first, in their order."""
        return tuple(self._gave(name) for name in dict.fromkeys((*names, *self._counts)))

    def _gave(self, name: str) -> Yield:
        counts, problems = self._counts[name], self._problems[name]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        return Yield(
            name,
            new=counts["new"] + counts["copy"],
            revised=counts["revision"],
            same=counts["same"],
            held=counts["held"],
            unread=counts["unread"],
            problem=problems[0] + more if problems else "",
        )
