"""Brief -> Markdown, HTML or JSON. The one module that knows Jinja."""

from __future__ import annotations

import re
import traceback
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.render.arrange import arrange
from briefing.render.data import to_json
from briefing.render.links import web_link
from briefing.render.markdown import escape
from briefing.render.words import frame_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.model import Brief

TEMPLATES = {"markdown": "brief.md.jinja", "html": "brief.html.jinja"}
FORMS = (*TEMPLATES, "json")

_SURROGATE = re.compile("[\ud800-\udfff]")
_ENTITY_END = re.compile(r"(&#?[A-Za-z0-9]+);")
# What an expression in a template can raise; a bug in the view keeps its traceback, since that is made before.
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    OSError,
)


def render(
    brief: Brief, form: str, *, templates: Path | None = None, context: Mapping[str, object] | None = None
) -> str:
    """Return the brief in the form "markdown", "html" or "json".

    Templates are looked for in the folder `templates` first, one by one, then in the package's own. `context` is what
    they see besides. Raises TemplateError where one fails, ValueError for a form that there is not.
    """
    if form == "json":
        return to_json(brief)
    if form not in TEMPLATES:
        raise ValueError(f"there is no form {form!r}; choose one of {', '.join(FORMS)}")
    frame = frame_for(brief.language)
    values = {**(context or {}), "brief": brief, "issue": arrange(brief, frame), "t": frame}
    if templates and not templates.is_dir():
        raise TemplateError(str(templates), None, "there is no such folder")
    return _filled(_environment(form, templates and templates.resolve()), TEMPLATES[form], values)


def package_templates() -> Path:
    """Return the folder of the package's own templates: inside it when installed, beside it in a checkout."""
    installed = Path(str(resources.files("briefing"))) / "templates"
    return installed if installed.is_dir() else installed.parents[1] / "templates"


@cache
def _environment(form: str, templates: Path | None) -> jinja2.Environment:
    folders = [folder for folder in (templates, package_templates()) if folder]
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_as_markdown if form == "markdown" else None,
    )
    environment.filters["address"] = _address
    return environment


def _as_markdown(value: Any) -> Any:
    """Escape what comes out of an expression; the escaping for HTML that follows leaves it alone."""
    return value if hasattr(value, "__html__") else Markup(escape(str(value)))  # noqa: S704 - escaped right here


def _address(value: str) -> Markup:
    """Return an address for use between the signs of a Markdown link, where nothing is to be escaped by backslash."""
    link = web_link(value)
    if link is None:
        raise ValueError(f"not an address that may be linked: {value!r}")
    return Markup(_ENTITY_END.sub(r"\1%3B", link))  # noqa: S704 - holds nothing that could end the link


def _filled(environment: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
    try:
        text = environment.get_template(name).render(values)
    except _FAILURES as error:
        _fail(error, name)
    return _SURROGATE.sub("\ufffd", text).rstrip() + "\n"


def _fail(error: Exception, name: str) -> NoReturn:
    """Say which template failed, where and why."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        raise TemplateError(error.filename or error.name or name, error.lineno, error.message or "syntax") from error
    place = _place(error)
    problem = f"there is no template {error.name}" if isinstance(error, jinja2.TemplateNotFound) else str(error)
    raise TemplateError(place[0] or name, place[1], problem or type(error).__name__) from error


def _place(error: Exception) -> tuple[str | None, int | None]:
    """Return file and line of the innermost template that the error came through."""
    calls = reversed(traceback.extract_tb(error.__traceback__))
    inner = next((call for call in calls if not call.filename.endswith((".py", ">"))), None)
    return (inner.filename, inner.lineno) if inner else (None, None)
