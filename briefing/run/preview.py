"""A page that is looked at while it is worked on: made anew when what it is made from changes; nothing is written."""

from __future__ import annotations

import glob
from dataclasses import field
from email import message_from_string, policy
from typing import TYPE_CHECKING

from briefing.config import load_config
from briefing.errors import BriefingError
from briefing.model.records import dataclass
from briefing.run.files import JSON, store_of
from briefing.run.harvesting import Archive, harvest
from briefing.run.issues import load_brief
from briefing.run.looks import look_of
from briefing.run.making import digest
from briefing.run.memory import recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.config import Settings
    from briefing.model import Brief
    from briefing.run.looks import Look

FORMS = {"html": "text/html", "mail": "text/html", "text": "text/plain", "markdown": "text/plain"}
"""What can be looked at, and what it is for a browser."""

Stamp = tuple[tuple[str, int, int], ...]
"""Files by their names, with the moment of their last change and their size."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """The files that a preview is made from: those of its matter and those of its look, as they are."""

    matter: Stamp = ()
    look: Stamp = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be looked at: by which configuration, which issue of `out`, or the reports as they are now.

    `day` is the folder of an issue, None for the configuration as it stands.
    """

    config: Path
    out: Path
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be seen: the forms by their names, or the problem; and what it was made from, as it was then.

    `brief` is kept while nothing has changed but how it looks.
    """

    forms: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    stamps: Stamps = Stamps()
    brief: Brief | None = None


_NOTHING = Shown()


def show(wish: Wish, before: Shown = _NOTHING) -> Shown:
    """Make what is to be seen; what the user can mend is a problem in it, not an error."""
    stamps = stamps_of(wish)
    brief = before.brief if before.stamps.matter == stamps.matter else None
    try:
        settings = load_config(wish.config)
        brief = brief or _brief(wish, settings)
        return Shown(_forms(brief, look_of(settings)), "", stamps, brief)
    except BriefingError as problem:
        return Shown(problem=str(problem), stamps=stamps, brief=brief)


def _brief(wish: Wish, settings: Settings) -> Brief:
    if wish.day:
        return load_brief(wish.out / wish.day)
    found = harvest(settings, archive=Archive(store_of(settings, wish.out)))
    return digest(found, settings, past=recall(settings, wish.out).past).brief


def _forms(brief: Brief, look: Look) -> dict[str, str]:
    from briefing.render.forms import render  # noqa: PLC0415 - Jinja, only when it is needed
    from briefing.render.templates import forget_templates  # noqa: PLC0415

    forget_templates()
    forms = {
        form: render(brief, form, templates=look.templates, context=look.context) for form in FORMS if form != "mail"
    }
    return {**forms, "mail": _letter(brief, look)}


def _letter(brief: Brief, look: Look) -> str:
    """Return the HTML of the mail."""
    from briefing.render.mail import Letterhead, render_mail  # noqa: PLC0415

    mail = render_mail(brief, look.head or Letterhead(), templates=look.templates, context=look.context)
    body = message_from_string(mail.message, policy=policy.default).get_body(("html",))
    return str(body.get_content()) if body else ""


def stamps_of(wish: Wish) -> Stamps:
    """Return the files that a preview is made from, as they are now."""
    try:
        settings = load_config(wish.config)
    except BriefingError:
        return Stamps(_stamp([wish.config]))
    issue = [wish.out / wish.day / JSON] if wish.day else _reports(settings)
    look = [path for path in (settings.templates, settings.logo) if path]
    return Stamps(_stamp([wish.config, *issue]), _stamp(look))


def _stamp(paths: Iterable[Path]) -> Stamp:
    return tuple(sorted({state for path in _below(paths) if (state := _state(path))}))


def _state(path: Path) -> tuple[str, int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return str(path), state.st_mtime_ns, state.st_size


def _reports(settings: Settings) -> Iterator[Path]:
    for source in settings.sources:
        names = glob.iglob(source.files or "", root_dir=settings.folder, recursive=True)  # noqa: PTH207 - absolute, too
        yield from (settings.folder / name for name in names)


def _below(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        yield from path.rglob("*") if path.is_dir() else ()
