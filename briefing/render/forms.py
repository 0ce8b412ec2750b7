"""Brief -> Markdown, HTML, plain text, mail or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.render.arrange import arrange
from briefing.render.cited import cited
from briefing.render.data import to_json
from briefing.render.templates import filled, look
from briefing.render.view import IssueView
from briefing.render.words import frame_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefing.model import Brief

TEMPLATES = {"markdown": "brief.md.jinja", "html": "brief.html.jinja", "text": "brief.txt.jinja"}
FORMS = (*TEMPLATES, "mail", "json")


def render(
    brief: Brief, form: str, *, templates: Path | None = None, context: Mapping[str, object] | None = None
) -> str:
    """Return the brief in the form "markdown", "html", "text", "mail" or "json".

    A mail is ASCII with CRLF at the ends of its lines, of no configured sender and to nobody; `render.mail` says more.
    Templates are looked for in the folder `templates` first, one by one, then in the package's own. `context` is what
    they see besides. Raises TemplateError where one fails, ValueError for a form that there is not.
    """
    if form == "json":
        return to_json(brief)
    if form == "mail":
        from briefing.render.mail import render_mail  # noqa: PLC0415 - which is made from the forms here

        return render_mail(brief, templates=templates, context=context).message
    if form not in TEMPLATES:
        raise ValueError(f"there is no form {form!r}; choose one of {', '.join(FORMS)}")
    return filled_form(form, values_of(brief, context), templates)


def filled_form(form: str, values: Mapping[str, object], templates: Path | None = None) -> str:
    """Return a brief in the form "markdown", "html" or "text", of the values that `values_of` gave.

    Raises TemplateError.
    """
    return filled(TEMPLATES[form], form, values, templates)


def values_of(brief: Brief, context: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return what every template sees, by its name. `theme` and `markdown` of the context are those of `look`."""
    frame = frame_for(brief.frame or brief.language)
    issue = arrange(brief, frame)
    return {**look(), **(context or {}), "brief": brief, "issue": issue, "t": frame, "cited": cited(issue)}


def issue_of(values: Mapping[str, object]) -> IssueView:
    """Return the brief as templates show it, of the values that `values_of` gave."""
    issue = values["issue"]
    assert isinstance(issue, IssueView)  # noqa: S101 - it was put there by `values_of`
    return issue
