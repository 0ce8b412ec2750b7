"""The issues below a folder -> the site of all of them, written anew."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import BriefFileError, BriefingError, StoreError
from briefing.model import Step, counted, unseen
from briefing.model.records import dataclass
from briefing.run.files import JSON, bytes_of
from briefing.run.issues import load_brief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.model import Brief
    from briefing.render.site import Known, Outline
    from briefing.run.looks import Look

DAYS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


@dataclass(frozen=True, slots=True)
class Site:
    """How many issues and files the site has, and what to look at."""

    issues: int = 0
    files: int = 0
    problems: tuple[BriefingError, ...] = ()


def rebuild(
    out: Path, brief: Brief, look: Look, told: Callable[[Step], None] = unseen, store: Path | None = None
) -> Site:
    """Write the site of the issues of a brief below `out`; what goes wrong is returned, and costs nothing else.

    `brief` is one of its issues; `told` hears of each that is read. An issue that cannot be read is left out. What is
    known in `store` of an earlier writing is not made again; what is known of this one is kept there when all of it is
    written.
    """
    from briefing.deliver.site import standing, write_site  # noqa: PLC0415
    from briefing.render.site import MARKS, Place, renewed, state_of  # noqa: PLC0415

    known = _known(store, brief.id)
    outlines, damaged = _issues(out, brief.id, known, told)
    if not outlines:
        return Site(problems=damaged)
    address = look.head.page if look.head else ""
    try:
        told(Step("write", "the pages of all issues"))
        newest = brief if outlines[-1].date == brief.date else load_brief(out / outlines[-1].date)
        place = Place(look.templates, look.context, address)
        files = renewed(outlines, state_of(newest), place, known, partial(standing, out, MARKS))
        kept = write_site(out, files, MARKS)
    except BriefingError as problem:
        return Site(len(outlines), 0, (*damaged, problem))
    _keep(store, brief.id, known)
    return Site(len(outlines), len(files), (*damaged, *kept))


def _known(store: Path | None, name: str) -> Known:
    """Return what is known of the last writing. An archive that cannot be read knows nothing: it costs time only."""
    from briefing.render.site import Known  # noqa: PLC0415
    from briefing.store.pages import kept_of_pages  # noqa: PLC0415 - SQLite, only where there is an archive

    with contextlib.suppress(StoreError):
        return Known(kept_of_pages(store, name) if store and store.exists() else {})
    return Known()


def _keep(store: Path | None, name: str, known: Known) -> None:
    """Keep what is known of this writing; where that fails, who files the issue will tell."""
    from briefing.store.pages import keep_of_pages  # noqa: PLC0415

    if store and (known.fresh or known.gone):
        with contextlib.suppress(StoreError):
            keep_of_pages(store, name, known.fresh, known.gone)


def _issues(
    out: Path, name: str, known: Known, told: Callable[[Step], None]
) -> tuple[tuple[Outline, ...], tuple[BriefingError, ...]]:
    """Return the issues of a brief in order of time, and which of them could not be read."""
    found: list[Outline] = []
    damaged: list[BriefingError] = []
    for path in counted(sorted(out.glob(f"{DAYS}/{JSON}")), Step("write", "issues in the index"), told):
        day = path.parent.name
        try:
            issue = _outline(path, known)
        except BriefFileError as problem:
            damaged.append(problem)
            continue
        found += [issue] if issue.id == name and issue.date == day else []
    return tuple(found), tuple(damaged)


def _outline(path: Path, known: Known) -> Outline:
    from briefing.render.data import from_own_json  # noqa: PLC0415 - msgspec, only when there is something to read
    from briefing.render.site import filed, key_of_bytes, outline, put_away  # noqa: PLC0415

    data = bytes_of(path)
    key = key_of_bytes(data)
    had = filed(path.parent.name, key, known)
    if had:
        return had
    try:
        issue = replace(outline(from_own_json(data, str(path))), key=key)
    except ValueError as problem:
        raise BriefFileError(path, f"{problem}; the archive leaves this issue out") from problem
    except BriefFileError as problem:
        raise BriefFileError(problem.path, f"{problem.problem}; the archive leaves this issue out") from problem
    put_away(issue, path.parent.name, known)
    return issue
