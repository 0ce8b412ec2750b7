"""What a person may want to change of the topics, from the reports that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.config import Settings
    from briefing.model import Advice, Uncovered
    from briefing.run.reading import Harvest


def advise(
    found: Harvest, settings: Settings, *, reports: int | None = None
) -> tuple[tuple[Advice, ...], tuple[Uncovered, ...] | None]:
    """Return what the topics' terms find in the reports that were read.

    With `reports`, also terms that they might have, and what no topic covers in so many reports at least.
    """
    from briefing.summarise.suggest import check, suggest  # noqa: PLC0415 - for this alone

    asked = found.articles, settings.topics, settings.sides, settings.brief.language
    return suggest(*asked, reports) if reports else (check(*asked), None)
