"""[gates] and [review]: what an issue must be, and who must have looked at it, before it goes out."""

from __future__ import annotations

from datetime import timedelta  # noqa: TC003 - the types of a record are read
from typing import Any, Literal

from briefing.config.tables import Place, duration, record_of
from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What an issue must be to go out by itself.

    At least `sources` of its sources could be read, and no more than the share `failed`, in [0, 1], of them failed.
    With `new` something in it must be new or updated.
    """

    sources: int = 1
    failed: float = 0.5
    new: bool = False


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Whether a person must have approved an issue, for how long that is waited for, and what becomes of it then.

    Without `within` it is waited for until somebody decides.
    """

    required: bool = False
    within: timedelta | None = None
    then: Literal["send", "lapse"] = "lapse"


def gates_of(at: Place, table: Any) -> GateSettings:
    """Return what [gates] says. Raises ConfigError."""
    gates = GateSettings(**record_of(at, table, GateSettings))
    if gates.sources < 0:
        raise at.key("sources").error(f"{gates.sources} is too few; write 0 where it does not matter")
    if not 0 <= gates.failed <= 1:
        raise at.key("failed").error(f"{gates.failed:g} is not a share from 0 to 1; write 0.5 for one half")
    return gates


def review_of(at: Place, table: Any) -> ReviewSettings:
    """Return what [review] says. Raises ConfigError."""
    values = record_of(at, table, ReviewSettings, ("within",))
    if "within" in values:
        values["within"] = duration(at.key("within"), values["within"])
    if "then" in values and "within" not in values:
        raise at.key("then").error('needs within, the time after which that is done; write for example within = "2h"')
    return ReviewSettings(**values)
