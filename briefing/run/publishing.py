"""A brief -> its files, verified, rendered, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.compose import verify
from briefing.deliver.considered import CONSIDERED, to_lines
from briefing.deliver.folder import SOURCES, pack_sources, write_issue
from briefing.errors import UnverifiedError
from briefing.run.issues import JSON

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.run.making import Made


FILES = {"markdown": "brief.md", "html": "brief.html", "json": JSON}
"""The forms of a brief and the files that they are written to."""


def render_files(made: Made, templates: Path | None) -> dict[str, bytes]:
    """Return the files of an issue by their names. Raises TemplateError."""
    from briefing.render.forms import render  # noqa: PLC0415 - Jinja, only when there is something to render

    files = {
        name: render(made.brief, form, templates=templates).encode("utf-8", "surrogatepass")
        for form, name in FILES.items()
    }
    return {**files, SOURCES: pack_sources(made.brief, made.articles, {CONSIDERED: to_lines(made.accounts)})}


def publish(made: Made, out: Path, templates: Path | None = None) -> Path:
    """Write an issue to its folder below `out` and return the folder; a brief that fails verification is not written.

    Raises UnverifiedError, TemplateError or OutputError; then nothing of the folder has changed.
    """
    problems = verify(made.brief, made.articles.values())
    if problems:
        raise UnverifiedError(problems)
    folder = out / made.brief.date
    write_issue(folder, render_files(made, templates))
    return folder
