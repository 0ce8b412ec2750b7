"""What is to be asked of the world for a brief: the sources of the configuration, feed by feed and page by page."""

from __future__ import annotations

import re
from dataclasses import field, replace
from itertools import chain, count
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.patterns import lazy
from briefing.text.veil import Veil, filled, for_others, veil_of, veiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config import Settings, SourceSettings
    from briefing.ingest.opml import Outline

_REMOTE = lazy(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """An address that a source is read from; briefs call it `source.name`, and `lists` is a list of feeds (OPML).

    `secret` is what stands for `{secret}` in the address, where it is fetched (`opening.py`).
    """

    source: SourceSettings
    address: str
    kind: Literal["feed", "page", "lists"]
    secret: str = field(default="", repr=False)

    @property
    def remote(self) -> bool:
        """Whether it is to be fetched; else the address is a file's path, from the configuration's folder."""
        return bool(_REMOTE.match(self.address))

    @property
    def key(self) -> tuple[str, str]:
        """What the archive knows it by: the source's name, and the address without what opens it."""
        return self.source.name, veiled(self.address)

    @property
    def whole(self) -> str:
        """The address as it is fetched, with all that opens it."""
        return filled(self.address, self.secret) if self.secret else self.address

    @property
    def veil(self) -> Veil:
        """What opens it. A segment of a page's path may be what finds it, and is not told by its shape."""
        return veil_of(self.address, self.secret, by_shape=self.kind != "page")

    @property
    def tokens(self) -> tuple[str, ...]:
        """What of that can be looked for in any text; not what the settings put into the link that readers get."""
        given = self.source.url or ""
        return tuple(one for one in self.veil.tokens if one not in given or one == self.secret)


def asks(sources: Iterable[SourceSettings]) -> tuple[Ask, ...]:
    """Return what is to be asked for the sources that are no folders of files, in their order."""
    found = []
    for source in sources:
        for kind, address in (("feed", source.feed), ("page", source.page), ("lists", source.opml)):
            if address:
                found.append(Ask(source, address, kind))  # type: ignore[arg-type] # a tuple of literals
    return tuple(found)


def listed(outlines: Sequence[Outline], taken: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the names and addresses of the feeds in a list.

    A feed goes by its title; where that is missing or `taken` already, by its address as others may see it, and by a
    number where that is taken, too.
    """
    names = set(taken)
    found = []
    for outline in outlines:
        address = for_others(outline.address, by_shape=True)
        titled = for_others(outline.title, by_shape=True)
        numbered = (f"{address} ({number})" for number in count(2))
        name = next(one for one in chain((titled, address), numbered) if one and one not in names)
        names.add(name)
        found.append((name, outline.address))
    return tuple(found)


def feeds_of(ask: Ask, feeds: Iterable[tuple[str, str]]) -> tuple[Ask, ...]:
    """Return the feeds of a list, by their names and addresses, each with what the settings say of the list.

    The secret of the list is its own: a list could name a feed that gets it sent.
    """
    own = replace(ask.source, opml=None, secret_env=None, secret_file=None)
    return tuple(Ask(replace(own, name=name, feed=address), address, "feed") for name, address in feeds)


def local_bytes(ask: Ask, settings: Settings) -> bytes:
    """Return what a feed, list or page that is a file on this machine holds. Raises InputError."""
    from briefing.ingest.local import bytes_of  # noqa: PLC0415 - only where one is

    return bytes_of(settings.folder / ask.address, ask.address)
