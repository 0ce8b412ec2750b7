"""A brief -> its files, verified, rendered, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.compose import verify
from briefing.deliver.considered import CONSIDERED, to_lines
from briefing.deliver.folder import SOURCES, pack_sources, write_issue
from briefing.errors import UnverifiedError
from briefing.model import Step, unseen
from briefing.model.records import dataclass
from briefing.run.files import JSON
from briefing.run.looks import Look
from briefing.run.site import Site, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.errors import BriefingError
    from briefing.render.mail import Mail
    from briefing.run.making import Made


FILES = {"markdown": "brief.md", "html": "brief.html", "text": "brief.txt", "json": JSON}
"""The forms of a brief and the files that they are written to."""

MAIL = "brief.eml"

ARCHIVE = "../index.html"
"""The way from an issue's page to the index of all issues. Nothing else is linked: its bytes stay when others come."""


@dataclass(frozen=True, slots=True)
class Published:
    """An issue's folder, and what a person may want to know of it: one line each.

    `problems` are those of the archive of all issues, which cost nothing of the issue.
    """

    folder: Path
    warnings: tuple[str, ...] = ()
    problems: tuple[BriefingError, ...] = ()


def render_files(made: Made, look: Look) -> tuple[dict[str, bytes], Mail]:
    """Return the files of an issue by their names, its mail among them, and the mail. Raises TemplateError.

    The brief is arranged once for all forms.
    """
    from briefing.render.data import to_json  # noqa: PLC0415
    from briefing.render.forms import TEMPLATES, filled_form, values_of  # noqa: PLC0415 - Jinja, when needed
    from briefing.render.mail import Letterhead, mails_of  # noqa: PLC0415

    values = values_of(made.brief, look.context)
    linked = {**values, "archive": ARCHIVE if look.archive else None}
    texts = {form: filled_form(form, linked, look.templates) for form in TEMPLATES} | {"json": to_json(made.brief)}
    same = not look.archive or look.templates is None  # the program's own plain text names no archive
    mail = next(mails_of(values, [look.head or Letterhead()], look.templates, texts["text"] if same else None))
    files = {name: texts[form].encode("utf-8", "surrogatepass") for form, name in FILES.items()}
    files[SOURCES] = pack_sources(made.brief, made.articles, {CONSIDERED: to_lines(made.accounts)})
    return {**files, MAIL: mail.message.encode("ascii")}, mail


def publish(
    made: Made,
    out: Path,
    look: Look = Look(),  # noqa: B008 - frozen
    told: Callable[[Step], None] = unseen,
    store: Path | None = None,
) -> Published:
    """Write an issue to its folder below `out`, and then the archive; a brief that fails verification is not written.

    `store` remembers what the pages of the archive were made from; without it all are made again.

    Raises UnverifiedError, TemplateError or OutputError; then nothing of the folder has changed.
    """
    told(Step("verify", "every sentence in its report"))
    problems = verify(made.brief, made.articles.values())
    if problems:
        raise UnverifiedError(problems)
    told(Step("write", "the issue"))
    folder = out / made.brief.date
    files, mail = render_files(made, look)
    write_issue(folder, files)
    site = rebuild(out, made.brief, look, told, store) if look.archive else Site()
    return Published(folder, (f"{MAIL}: {mail.warning}",) if mail.warning else (), site.problems)
