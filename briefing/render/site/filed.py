"""Outlines of issues, put away for the next making of the site and found again; the words of most are not asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.render.data import packed, unpacked
from briefing.render.site.outline import Body, Outline

if TYPE_CHECKING:
    from briefing.render.site.known import Known


def filed(folder: str, key: bytes, known: Known) -> Outline | None:
    """Return what was put away of the issue in a folder, of the data that has this key; None where nothing was."""
    issue, body = _names(folder)
    data = known.find(issue, key) if known.has(body, key) else None
    return replace(unpacked(data, Outline), load=partial(_body, body, key, known)) if data else None


def put_away(issue: Outline, folder: str, known: Known) -> None:
    """Put away the issue in a folder, unless it holds what cannot be written."""
    for name, record in zip(_names(folder), (replace(issue, load=None), issue.body), strict=True):
        if data := packed(record):
            known.keep(name, issue.key, data)


def _names(folder: str) -> tuple[str, str]:
    return f"issue {folder}", f"words {folder}"


def _body(name: str, key: bytes, known: Known) -> Body:
    return unpacked(known.find(name, key) or b"", Body)  # it was there when the issue was found, and stays
