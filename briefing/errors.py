"""Everything that can go wrong and that the user can mend.

    BriefingError
    ├── ConfigError          briefing.toml, a sidecar or an option: names file, key, value and what would be right
    ├── InputError           one document that cannot be read: names the file
    ├── FetchError           one address that cannot be fetched: names it, secrets masked
    ├── NothingToBriefError  no report could be read at all
    ├── TemplateError        a template that fails: names file and line
    ├── BriefFileError       a brief.json that is not one
    ├── UnverifiedError      a brief with sentences that are not found in their sources
    ├── OutputError          a folder or file that cannot be written
    ├── StoreError           the file that remembers the issues: locked, damaged, not to be written
    └── ClockError           a clock of the machine that cannot be right

Each is a phrase that a person can act on; the cause is chained. A bug keeps its own name and its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class BriefingError(Exception):
    """Whatever the user can mend; `exit_code` is the one of the command line's contract."""

    exit_code = 1


class ConfigError(BriefingError):
    """A setting that cannot be used."""

    exit_code = 2

    def __init__(self, where: Path | str, key: str, problem: str) -> None:
        self.where, self.key, self.problem = str(where), key, problem
        super().__init__(": ".join(part for part in (self.where, key, problem) if part))


class InputError(BriefingError):
    """A document that cannot be read."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = str(path), problem
        super().__init__(f"{' '.join(self.path.splitlines())}: {problem}")  # a name may have several


class FetchError(BriefingError):
    """An address that cannot be fetched; `shown` is how a message names it, without secrets.

    `status` is that of the answer, 0 where there was none. `passing` says that the problem may be gone at the next run,
    `soon` that another try after so many seconds may do already, None that none will; `retry_at` is when the server
    wants to be asked again, None where it does not say.
    """

    def __init__(  # noqa: PLR0913 - what a caller may do about it
        self,
        shown: str,
        problem: str,
        *,
        status: int = 0,
        passing: bool = False,
        soon: float | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        self.shown, self.problem, self.status, self.soon = shown, problem, status, soon
        self.passing, self.retry_at = passing or soon is not None or retry_at is not None, retry_at
        super().__init__(f"{shown}: {problem}")


class NothingToBriefError(BriefingError):
    """There is no report to make a brief of; `problems` says what became of each document."""

    def __init__(self, problem: str, problems: tuple[str, ...] = ()) -> None:
        self.problem, self.problems = problem, problems
        super().__init__("\n".join((problem, *problems)))


class TemplateError(BriefingError):
    """A template that fails."""

    def __init__(self, template: str, line: int | None, problem: str) -> None:
        self.template, self.line, self.problem = template, line, problem
        super().__init__(f"template {template}{f', line {line}' if line else ''}: {problem}")


class BriefFileError(BriefingError):
    """A file that was to be a brief.json and is not."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = str(path), problem
        super().__init__(f"{self.path}: {problem}")


class UnverifiedError(BriefingError):
    """A brief that shows a sentence which its source does not hold."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(("the brief was not published; not found in their sources:", *problems)))


class OutputError(BriefingError):
    """A folder or file that cannot be written."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = str(path), problem
        super().__init__(f"{self.path}: {problem}")


class ClockError(BriefingError):
    """The machine's clock says what cannot be."""


class StoreError(BriefingError):
    """The file that remembers the issues cannot be read or written."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path, self.problem = str(path), problem
        super().__init__(f"{self.path}: {problem}")
