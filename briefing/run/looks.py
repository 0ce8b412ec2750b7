"""How an issue is to look: templates, theme with logo, the Markdown's options, what the mail says besides."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from briefing.errors import ConfigError
from briefing.model.records import dataclass
from briefing.run.ways import letterhead, readers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefing.config import Settings
    from briefing.render.mail import Letterhead


@dataclass(frozen=True, slots=True)
class Look:
    """The folder of the user's templates, what all templates see besides, and what the mail says besides the brief.

    `archive` says whether the site of all issues is renewed with each.
    """

    templates: Path | None = None
    context: Mapping[str, object] = field(default_factory=dict)
    head: Letterhead | None = None
    archive: bool = False


def look_of(settings: Settings) -> Look:
    """Return how the issues of a configuration are to look. Raises ConfigError for a logo that cannot be embedded."""
    from briefing.render.mail import Letterhead  # noqa: PLC0415
    from briefing.render.templates import look  # noqa: PLC0415 - Jinja, only when there is something to render
    from briefing.render.theme import theme_view  # noqa: PLC0415

    try:
        theme = theme_view(settings.theme, settings.logo.read_bytes() if settings.logo else None)
    except OSError as error:
        raise ConfigError(str(settings.logo), "theme.logo", f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(str(settings.logo), "theme.logo", str(error)) from error
    page, mail = settings.brief.address or "", settings.mail
    head = letterhead(mail, readers_of(mail), page) if mail else Letterhead(page=page)
    return Look(settings.templates, look(theme, settings.markdown), head, settings.site.enabled)
