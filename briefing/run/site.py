"""The issues below a folder -> the site of all of them, written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefFileError, BriefingError
from briefing.model import Step, counted, unseen
from briefing.model.records import dataclass
from briefing.run.files import JSON, bytes_of
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.model import Brief
    from briefing.render.site import Outline
    from briefing.run.looks import Look

DAYS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


@dataclass(frozen=True, slots=True)
class Site:
    """How many issues and files the site has, and what to look at."""

    issues: int = 0
    files: int = 0
    problems: tuple[BriefingError, ...] = ()


def rebuild(out: Path, brief: Brief, look: Look, told: Callable[[Step], None] = unseen) -> Site:
    """Write the site of the issues of a brief below `out`; what goes wrong is returned, and costs nothing else.

    `brief` is one of its issues; `told` hears of each that is read. An issue that cannot be read is left out.
    """
    from briefing.deliver.site import write_site  # noqa: PLC0415
    from briefing.render.site import MARKS, Place, site_files, state_of  # noqa: PLC0415

    outlines, damaged = _issues(out, brief.id, told)
    if not outlines:
        return Site(problems=damaged)
    address = look.head.page if look.head else ""
    try:
        told(Step("write", "the pages of all issues"))
        newest = brief if outlines[-1].date == brief.date else load_brief(out / outlines[-1].date)
        files = site_files(outlines, state_of(newest), Place(look.templates, look.context, address))
        kept = write_site(out, files, MARKS)
    except BriefingError as problem:
        return Site(len(outlines), 0, (*damaged, problem))
    return Site(len(outlines), len(files), (*damaged, *kept))


def _issues(
    out: Path, name: str, told: Callable[[Step], None]
) -> tuple[tuple[Outline, ...], tuple[BriefingError, ...]]:
    """Return the issues of a brief in order of time, and which of them could not be read."""
    found: list[Outline] = []
    damaged: list[BriefingError] = []
    for path in counted(sorted(out.glob(f"{DAYS}/{JSON}")), Step("write", "issues in the index"), told):
        day = path.parent.name
        try:
            issue = _outline(path)
        except BriefFileError as problem:
            damaged.append(problem)
            continue
        found += [issue] if issue.id == name and issue.date == day else []
    return tuple(found), tuple(damaged)


def _outline(path: Path) -> Outline:
    from briefing.render.data import from_own_json  # noqa: PLC0415 - msgspec, only when there is something to read
    from briefing.render.site import outline  # noqa: PLC0415

    try:
        return outline(from_own_json(bytes_of(path), str(path)))
    except ValueError as problem:
        raise BriefFileError(path, f"{problem}; the archive leaves this issue out") from problem
    except BriefFileError as problem:
        raise BriefFileError(problem.path, f"{problem.problem}; the archive leaves this issue out") from problem
