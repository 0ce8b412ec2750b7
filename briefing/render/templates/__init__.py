"""A template and values -> text. With `sandbox.py` all that knows Jinja."""

from __future__ import annotations

import hashlib
import json
import re
import traceback
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2 import meta
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from markupsafe import Markup

from briefing import __version__
from briefing.config import MarkdownSettings
from briefing.errors import TemplateError
from briefing.render import compiled
from briefing.render.bounds import TooMuchError, limited, spend
from briefing.render.columns import shown, underlined, wrapped
from briefing.render.links import web_link
from briefing.render.markdown import escape
from briefing.render.templates.sandbox import Bounded, Sandbox, bounded, finalized
from briefing.render.view import ThemeView
from briefing.text.surrogates import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LARGEST = 1_000_000
"""Bytes of a template; typefaces may be embedded in a style."""

FILES = 500
"""Files in a folder of templates, of which it is known whether one has changed."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNPRINTED = re.compile(r"[\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_ENTITY_END = re.compile(r"(&#?[A-Za-z0-9]+);")
# What an expression in a template can raise; a bug in the view keeps its traceback, since that is made before.
_FAILURES = (
    jinja2.TemplateError,
    TooMuchError,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    MemoryError,
    OSError,
)


def look(theme: ThemeView | None = None, markdown: MarkdownSettings | None = None) -> dict[str, object]:
    """Return what a configuration adds to the context of templates."""
    theme = theme or ThemeView()
    safe = replace(theme, css=Markup(theme.css))  # noqa: S704 - put together from what was checked, see theme.py
    return {"theme": safe, "markdown": markdown or MarkdownSettings(), "archive": None}


def referenced(path: Path) -> frozenset[str]:
    """Return the names of the templates that a template names, "" among them where one is only known when it runs.

    Raises TemplateError where it cannot be parsed.
    """
    environment = jinja2.Environment(autoescape=True)
    try:
        parsed = environment.parse(path.read_text(encoding="utf-8"), path.name, str(path))
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(str(path), error.lineno, error.message or "syntax") from error
    except UnicodeDecodeError as error:
        raise TemplateError(str(path), None, f"is not UTF-8 text (byte {error.start})") from error
    return frozenset(name or "" for name in meta.find_referenced_templates(parsed))


def filled(name: str, form: str, values: Mapping[str, object], templates: Path | None) -> str:
    """Return what the template of that name makes of the values; `form` says how they are escaped.

    Raises TemplateError.
    """
    if templates and not templates.is_dir():
        raise TemplateError(str(templates), None, "there is no such folder")
    return _filled(environment_of(form, templates and templates.resolve()), name, values)


def package_templates() -> Path:
    """Return the folder of the package's own templates: inside it when installed, beside it in a checkout."""
    installed = Path(str(resources.files("briefing"))) / "templates"
    return installed if installed.is_dir() else installed.parents[1] / "templates"


def forget_templates() -> None:
    """Look for every template anew: one that was added stands in place of the program's, one that is gone does not."""
    environment_of.cache_clear()


def digest_of(templates: Path | None) -> bytes | None:
    """Return a digest of the program's own templates and of all files in a user's folder of them.

    None where these are so many that it must hold more than templates.
    """
    digest = hashlib.blake2b(digest_size=16)
    for folder in filter(None, (package_templates(), templates)):
        paths = list(islice(folder.rglob("*"), FILES + 1))
        if len(paths) > FILES:
            return None
        for path in sorted(path for path in paths if path.is_file()):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode("utf-8", "surrogateescape"))
            digest.update(path.read_bytes() if size <= LARGEST else b"")
        digest.update(b"\0\0")
    return digest.digest()


class _Folders(jinja2.FileSystemLoader):
    """Folders of templates, out of which no name and no link leads."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        parts = split_template_path(template)
        file = next((path for folder in self.searchpath if (path := Path(folder, *parts)).is_file()), None)
        if file:
            self._check(file)
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateError(str(file), None, f"is not UTF-8 text (byte {error.start})") from error

    def _check(self, file: Path) -> None:
        """Raise TemplateError for a file that is not to be read."""
        if not any(file.resolve().is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateError(str(file), None, "leads out of the folder of templates")
        if (size := file.stat().st_size) > LARGEST:
            raise TemplateError(str(file), None, f"has {size} bytes; a template has at most {LARGEST}")


class _Kept(jinja2.BytecodeCache):
    """Keeps what is made of the program's own templates; a user's are compiled in every run."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.folder = package_templates()

    def get_bucket(
        self,
        environment: jinja2.Environment,
        name: str,  # noqa: ARG002 - as Jinja calls it; the file says more
        filename: str | None,
        source: str,
    ) -> Bucket:
        bucket = Bucket(environment, filename or "", source)
        if filename and Path(filename).parent == self.folder:
            bucket.code = compiled.kept(Path(filename), self.form, self._key(bucket))
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        path = Path(bucket.key)
        if path.parent == self.folder and bucket.code:
            compiled.keep(path, self.form, self._key(bucket), bucket.code)

    def _key(self, bucket: Bucket) -> bytes:
        return compiled.key_of(jinja2.__version__, __version__, self.form, bucket.key, bucket.checksum)


@cache
def environment_of(form: str, templates: Path | None) -> jinja2.Environment:
    """Return the sandbox that a form is made in, with a user's folder of templates or the program's own alone."""
    folders = [folder for folder in (templates, package_templates()) if folder]
    finalize = {"markdown": _as_markdown, "text": _as_text, "json": _as_json}.get(form)
    environment = (Bounded if templates else Sandbox)(
        loader=_Folders(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        auto_reload=templates is not None,  # the program's own stay as they are while it runs
        bytecode_cache=_Kept(f"counted-{form}" if templates else form),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalized(finalize) if templates else finalize,
    )
    del environment.globals["lipsum"]  # which writes text without bound
    environment.filters["address"] = _address
    environment.filters["yaml"] = _yaml
    environment.filters["wrapped"] = _wrapped
    environment.filters["underlined"] = _underlined
    environment.filters["mrkdwn"] = _mrkdwn
    environment.filters["fitted"] = _fitted
    return bounded(environment) if templates else environment


@jinja2.pass_eval_context  # so that constants, too, go through it when a template runs, not when it is compiled
def _as_markdown(_: object, value: Any) -> Any:
    """Escape what comes out of an expression; the escaping for HTML that follows leaves it alone."""
    return value if hasattr(value, "__html__") else Markup(escape(str(value)))  # noqa: S704 - escaped right here


@jinja2.pass_eval_context
def _as_text(_: object, value: Any) -> Any:
    """Make harmless what comes out of an expression; the escaping for HTML that follows leaves it alone."""
    return _plain(value)


def _plain(value: Any) -> Any:
    return value if hasattr(value, "__html__") else Markup(shown(str(value)))  # noqa: S704 - it is no HTML


@jinja2.pass_eval_context
def _as_json(_: object, value: Any) -> Any:
    """Write what comes out of an expression as JSON, a text with its quotation marks."""
    if hasattr(value, "__html__"):
        return value
    clean = "\n".join(map(shown, value.split("\n"))) if isinstance(value, str) else value
    return Markup(json.dumps(clean, ensure_ascii=False))  # noqa: S704 - it is no HTML


def _fitted(value: str, most: int) -> str:
    """Return a text as it is shown, of at most so many characters, "…" at its end where it was longer."""
    whole = shown(str(value))
    return whole if len(whole) <= most else next(cut for cut in _cuts(whole, most) if len(cut) <= most)


def _cuts(whole: str, most: int) -> Iterator[str]:
    for end in range(most - 1, -1, -1):
        spend(most)  # what turns the direction is turned back, so that a cut may be twice as long as it was
        yield shown(f"{whole[:end]}…")


def _mrkdwn(value: str) -> str:
    """Return a text for Slack's mrkdwn, with the three signs escaped that it has a use of its own for."""
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _wrapped(value: Any, first: str = "", rest: str = "") -> Markup:
    return Markup(wrapped(str(_plain(value)), first, rest))  # noqa: S704 - it is no HTML


def _underlined(value: Any, line: str) -> Markup:
    return Markup(underlined(str(_plain(value)), line))  # noqa: S704 - it is no HTML


def _address(value: str) -> Markup:
    """Return an address for use between the signs of a Markdown link, where nothing is to be escaped by backslash.

    A dollar could be taken for the sign of a formula, an entity for what it stands for.
    """
    link = web_link(value)
    if link is None:
        raise ValueError(f"not an address that may be linked: {value!r}")
    return Markup(_ENTITY_END.sub(r"\1%3B", link).replace("$", "%24"))  # noqa: S704 - holds nothing that could end the link


def _yaml(value: Any) -> Markup:
    """Return a text or a list of texts as YAML, whose quoted texts are those of JSON; a date stands as it is."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return Markup(value)  # noqa: S704 - digits and dashes
    text = _UNPRINTED.sub(_code_point, json.dumps(value, ensure_ascii=False))
    return Markup(text)  # noqa: S704 - quoted right here, and no HTML


def _code_point(match: re.Match[str]) -> str:
    return f"\\U{ord(match[0]):08x}"


def _filled(environment: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
    try:
        with limited() if isinstance(environment, Bounded) else nullcontext():
            text = environment.get_template(name).render(values)
    except _FAILURES as error:
        _fail(error, name)
    return without_surrogates(text, lambda _: "\ufffd").rstrip() + "\n"


def _fail(error: Exception, name: str) -> NoReturn:
    """Say which template failed, where and why."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        raise TemplateError(error.filename or error.name or name, error.lineno, error.message or "syntax") from error
    if isinstance(error, SyntaxError):  # of what is made of it
        raise TemplateError(error.filename or name, None, f"cannot be compiled: {error.msg}") from error
    place = _place(error)
    problem = f"there is no template {error.name}" if isinstance(error, jinja2.TemplateNotFound) else str(error)
    raise TemplateError(place[0] or name, place[1], problem or type(error).__name__) from error


def _place(error: Exception) -> tuple[str | None, int | None]:
    """Return file and line of the innermost template that the error came through."""
    calls = reversed(traceback.extract_tb(error.__traceback__))
    inner = next((call for call in calls if not call.filename.endswith((".py", ">"))), None)
    return (inner.filename, inner.lineno) if inner else (None, None)
