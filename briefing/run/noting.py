"""What is to be written down of a morning, step by step; whoever wants to know passes a function that hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.model import Brief, SourceHealth
    from briefing.run.delivering import Delivered
    from briefing.run.gathering import Gathering

Level = Literal["info", "warning", "error"]


class Note(Protocol):
    """Hears of a step: its name in one word, how grave it is, and what is to be known of it: no secret, no address."""

    def __call__(self, step: str, level: Level = "info", /, **known: str | float) -> None: ...  # noqa: D102


def unheard(step: str, level: Level = "info", /, **known: str | float) -> None:
    """Hear of a step, and let it be."""


def note_gathering(note: Note, gathering: Gathering, folders: Iterable[SourceHealth]) -> None:
    """Note what each source gave, in numbers of documents; of a folder, how many reports it holds."""
    for gave in gathering.gave:
        counts = {name: getattr(gave, name) for name in ("new", "revised", "same", "held", "unread")}
        said = {"problem": gave.problem} if gave.problem else {}
        note("gathered", "warning" if said else "info", source=gave.source, **counts, **said)
    for folder in folders:
        note("gathered", "info" if folder.articles else "warning", source=folder.name, reports=folder.articles)


def note_making(note: Note, brief: Brief) -> None:
    """Note what the brief of a day holds."""
    items = [item for section in brief.sections for item in section.items]
    new = sum(item.status != "still" for item in items)
    note("made", date=brief.date, reports=brief.coverage.articles, items=len(items), new=new)


def note_publishing(note: Note, brief: Brief, folder: Path) -> None:
    """Note that every sentence was found in its report, and where the issue stands."""
    sentences = sum(len(item.sentences) + len(item.also) for section in brief.sections for item in section.items)
    note("verified", sentences=sentences, reports=sum(source.quoted for source in brief.articles))
    note("published", folder=str(folder))


def note_delivering(note: Note, delivered: Delivered) -> None:
    """Note to how many something was sent, and how much of it a person is to look at; nothing where nothing was to do.

    Who they are stands in the ledger alone.
    """
    if delivered.served or delivered.lines:
        level: Level = "warning" if delivered.lines else "info"
        note("delivered", level, served=delivered.served, to_look_at=len(delivered.lines))
