"""What a feed holds, whatever its format."""

from __future__ import annotations

from briefing.model.records import dataclass


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed. What the feed does not say is "".

    `title`, `author` and `publisher` (of an entry taken over from another feed) are text; `content` and `summary` are
    HTML, as the feed gives them: nothing in it has been made harmless. `link` is absolute. `published` and `updated`
    are ISO 8601; where the feed says no zone, or a day only, neither do they.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    content: str = ""
    summary: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed read: its title, home page and language, its entries in their order, and what reading it had to mend."""

    title: str = ""
    link: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...] = ()
    notes: tuple[str, ...] = ()
