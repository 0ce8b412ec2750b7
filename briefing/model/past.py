"""Earlier issues: what they showed and read."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefing.model.records import dataclass

Status = Literal["new", "updated", "still"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that an earlier issue showed: of which day, in which item, from which document.

    `origins` counts the newsrooms that the item was reported by; `role` tells what the sentence was there.
    """

    issue: date
    topic: str
    item: str
    status: Status
    text: str
    role: Literal["pick", "lead-in", "also"] = "pick"
    publisher: str | None = None
    published: str | None = None
    sha256: str = ""
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier issues of a brief showed: their days, their sentences, and what they read, all in order of time.

    `read` holds a day and the SHA-256 of a document that its issue was made from, quoted or not.
    """

    issues: tuple[date, ...] = ()
    said: tuple[Said, ...] = ()
    read: tuple[tuple[date, str], ...] = ()

    def before(self, day: date, most: int) -> Past:
        """Return what the last issues before a day showed, at most so many of them."""
        issues = tuple(issue for issue in self.issues if issue < day)[-most:]
        said = tuple(one for one in self.said if one.issue in issues)
        return Past(issues, said, tuple(one for one in self.read if one[0] in issues))
